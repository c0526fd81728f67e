"""A process that answers one question after another about one build, until its parent ends it.

    python -m kg.serve.worker BUILD ONTOLOGY MEMORY

An empty frame says that it is ready. A question is a frame on standard input, an answer two frames on standard output:
what it is, and its bytes. A frame is its length (4 bytes, big-endian) and that many bytes. Whatever a query does to
this process, the server goes on.
"""

from __future__ import annotations

import json
import math
import signal
import struct
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Final

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, Store

from kg.connections import Filter, find_connections
from kg.errors import KgError, QueryError
from kg.find import find_entity
from kg.ontology import Ontology, load_ontology
from kg.query import bind_query, find_query, known_prefixes, load_queries
from kg.query.guard import asks_elsewhere
from kg.query.syntax import tell_syntax
from kg.serve.records import connection_record
from kg.serve.results import write_rows, write_triples, write_truth
from kg.store import open_store

LENGTH: Final = struct.Struct(">I")
GRACE: Final = 2  # seconds that the parent has to kill us before we end ourselves: it may be gone

Answer = tuple[dict[str, Any], bytes]


def main() -> None:
    """Reads questions until standard input ends."""
    build, ontology_folder, memory = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends us
    limit_memory(memory)
    ontology = load_ontology(ontology_folder)
    store = open_store(build)
    sys.stdout.buffer.write(LENGTH.pack(0))  # ready
    sys.stdout.buffer.flush()
    while (frame := read_frame(sys.stdin.buffer)) is not None:
        question = json.loads(frame)
        if hasattr(signal, "alarm"):
            signal.alarm(math.ceil(question["seconds"]) + GRACE)
        head, body = limit_answer(answer(store, ontology, question), question["max_bytes"])
        if hasattr(signal, "alarm"):
            signal.alarm(0)
        for part in (json.dumps(head).encode(), body):
            sys.stdout.buffer.write(LENGTH.pack(len(part)) + part)
        sys.stdout.buffer.flush()


def read_frame(stream: BinaryIO) -> bytes | None:
    """The next frame; None at the end."""
    head = stream.read(LENGTH.size)
    return stream.read(LENGTH.unpack(head)[0]) if len(head) == LENGTH.size else None


def limit_memory(most: int) -> None:
    """A query that wants more ends this process and no other; where the system has no such limit, nothing happens."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def answer(store: Store, ontology: Ontology, question: Mapping[str, Any]) -> Answer:
    """What a question gets: `status` is an HTTP status, `reason` says why it is not 200."""
    try:
        return TASKS[question["task"]](store, ontology, question)
    except SyntaxError as error:
        return fail(400, f"SPARQL syntax: {tell_syntax(question['query'], error.msg)}")
    except KgError as error:
        return fail(404, str(error))
    except (ValueError, RuntimeError, OSError) as error:
        return fail(400, f"the query failed: {error}")
    except MemoryError:
        return fail(503, "the query wants more memory than it may have")


def limit_answer(given: Answer, most: int) -> Answer:
    """The answer, unless it is longer than the server wants to hold: a single row can be."""
    return given if len(given[1]) <= most else fail(503, f"the answer has more than {most:,} bytes")


def fail(status: int, reason: str) -> Answer:
    return {"status": status, "reason": reason}, b""


def answer_query(store: Store, ontology: Ontology, question: Mapping[str, Any]) -> Answer:
    """SPARQL, in the format wanted for rows or for triples, cut at `max_rows`."""
    if asks_elsewhere(question["query"]):
        return fail(400, "SERVICE is refused: this endpoint asks no other")
    dataset: dict[str, Any] = {}
    if question["default"] or question["named"]:
        known = {graph.value for graph in store.named_graphs() if isinstance(graph, NamedNode)}
        if strange := sorted({*question["default"], *question["named"]} - known):
            return fail(
                400, f"no graph <{strange[0]}> here; there are {', '.join(f'<{name}>' for name in sorted(known))}"
            )
        dataset = {
            "default_graph": [NamedNode(name) for name in question["default"]],
            "named_graphs": [NamedNode(name) for name in question["named"]],
        }
    words: dict[str, Any] = {"base_iri": ontology.id_namespace, "prefixes": known_prefixes(ontology)}
    found = store.query(question["query"], **words, **dataset)
    kind, most = ("rows" if isinstance(found, QuerySolutions | QueryBoolean) else "triples"), question["max_rows"]
    form = question[kind]
    if form is None:
        return fail(406, f"this query gives {kind}, and none of the formats asked for can hold them")
    head = {"status": 200, "kind": kind, "form": form, "cut": False}
    if isinstance(found, QueryBoolean):
        return head, write_truth(form, bool(found))
    if isinstance(found, QuerySolutions):
        names = [variable.value for variable in found.variables]
        rows = [[row[name] for name in names] for row in islice(found, most)]
        return head | {"cut": is_more(found)}, write_rows(form, names, rows)
    triples = list(islice(found, most))
    return head | {"cut": is_more(found)}, write_triples(form, triples, known_prefixes(ontology))


def is_more(rest: Any) -> bool:
    return next(iter(rest), None) is not None


def answer_connections(store: Store, ontology: Ontology, question: Mapping[str, Any]) -> Answer:
    """Which enterprises connect to which cities, as `kg connections --format json` has it."""
    found = find_connections(store, ontology, Filter(city=question["city"], enterprise=question["enterprise"]))
    records = [connection_record(connection) for connection in found[: question["max_rows"]]]
    head = {"status": 200, "cut": len(found) > len(records)}
    return head, json.dumps(records, ensure_ascii=False).encode()


def answer_named(store: Store, ontology: Ontology, question: Mapping[str, Any]) -> Answer:
    """The text of a named query with its parameters; to look for a name among all that there are takes a while."""
    try:
        query = find_query(load_queries(ontology), question["name"])
        text = bind_query(query, question["given"], partial(find_entity, store, ontology), ontology)
    except QueryError as error:
        return fail(400, str(error))
    return {"status": 200}, text.encode()


TASKS: Final = {"query": answer_query, "connections": answer_connections, "named": answer_named}

if __name__ == "__main__":
    main()
