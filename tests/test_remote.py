"""A store somewhere else: asked and filled over HTTP. The server here is a SPARQL store of ten lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat, Store

from kg.errors import ExportError, QueryError
from kg.files import data_folder
from kg.find import find_entity
from kg.ontology import load_ontology
from kg.query import bind_query, load_queries, remote, run_query
from tests.graphs import sample_graph
from tests.whole import write_whole

ONTOLOGY = load_ontology(data_folder() / "ontology")


@dataclass
class Server:
    """What the server was sent, and what it shall refuse."""

    url: str = ""
    store: Store = field(default_factory=Store)
    seen: list[tuple[str, str, str]] = field(default_factory=list)
    fail_at: int = 0
    breaks_off: bool = False
    redirect: str = ""


@pytest.fixture
def server() -> Iterator[Server]:
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            state.seen.append((self.command, self.path, self.headers.get("Authorization", "")))
            if state.redirect:
                self.send_response(302)
                self.send_header("Location", state.redirect)
                self.end_headers()
                return
            if len(state.seen) == state.fail_at:
                self.send_error(503, "too busy")
                return
            answer = b""
            if self.path.startswith("/query"):
                answer = state.store.query(body.decode()).serialize(format=QueryResultsFormat.JSON) or b""
            else:
                if self.command == "PUT":
                    state.store.clear()
                state.store.load(body, format=RdfFormat.N_TRIPLES)
            self.send_response(200)
            if state.breaks_off:
                self.send_header("Content-Length", str(len(answer) + 1))
            self.end_headers()
            self.wfile.write(answer)

        do_PUT = do_POST

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{http.server_port}"
    thread = Thread(target=http.serve_forever, daemon=True)
    thread.start()
    yield state
    http.shutdown()
    thread.join()
    http.server_close()


@pytest.fixture(scope="module")
def triples_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("remote") / "graph.nt"
    write_whole("nt", sample_graph(), path, ONTOLOGY)
    return path


@pytest.fixture
def local(triples_file: Path) -> Store:
    store = Store()
    store.load(path=str(triples_file))
    return store


def test_a_push_in_chunks_arrives_whole(
    server: Server, triples_file: Path, local: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "CHUNK", 100)
    sent = remote.push_triples([triples_file], f"{server.url}/store")
    assert sent == len(local) == len(server.store)
    assert len(server.seen) == -(-len(local) // 100)


def test_a_push_that_broke_off_goes_on_where_its_error_says(
    server: Server, triples_file: Path, local: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "CHUNK", 100)
    server.fail_at = 3
    with pytest.raises(ExportError, match=r"chunk 3: answers 503 .*go on with --start 3"):
        remote.push_triples([triples_file], f"{server.url}/store")
    remote.push_triples([triples_file], f"{server.url}/store", start=3)
    assert len(server.store) == len(local)


def test_replace_empties_the_graph_with_the_first_chunk_only(
    server: Server, triples_file: Path, local: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "CHUNK", 100)
    server.store.load(b"<urn:s> <urn:p> <urn:o> .", format=RdfFormat.N_TRIPLES)
    remote.push_triples([triples_file], f"{server.url}/store", replace=True)
    assert [method for method, _, _ in server.seen][:2] == ["PUT", "POST"]
    assert len(server.store) == len(local)


def test_every_named_query_gives_the_same_rows_there_as_here(server: Server, triples_file: Path, local: Store) -> None:
    remote.push_triples([triples_file], f"{server.url}/store")
    for query in load_queries(ONTOLOGY):
        here = bind_query(query, {}, lambda text, types: find_entity(local, ONTOLOGY, text, types), ONTOLOGY)
        there = bind_query(
            query, {}, lambda text, types: remote.find_remote(f"{server.url}/query", ONTOLOGY, text, types), ONTOLOGY
        )
        assert here == there
        assert remote.query_endpoint(f"{server.url}/query", there, ONTOLOGY) == run_query(local, here, ONTOLOGY)


def test_credentials_come_from_the_environment_and_are_not_told(
    server: Server, triples_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_STORE_USER", "ada")
    monkeypatch.setenv("KG_STORE_PASSWORD", "s3cret")
    server.fail_at = 1
    with pytest.raises(ExportError) as caught:
        remote.push_triples([triples_file], f"{server.url}/store")
    assert server.seen[0][2].startswith("Basic ")
    assert "s3cret" not in str(caught.value)
    monkeypatch.setenv("KG_STORE_TOKEN", "t0ken")
    remote.push_triples([triples_file], f"{server.url}/store")
    assert server.seen[-1][2] == "Bearer t0ken"


def test_an_address_with_a_password_is_shown_without_it() -> None:
    with pytest.raises(QueryError) as caught:
        remote.query_endpoint("http://ada:s3cret@127.0.0.1:1/query", "ASK {}", ONTOLOGY)
    assert "s3cret" not in str(caught.value)


def test_credentials_do_not_follow_a_redirect(
    server: Server, triples_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_STORE_TOKEN", "t0ken")
    server.redirect = f"{server.url}/elsewhere"
    with pytest.raises(ExportError, match="answers 302"):
        remote.push_triples([triples_file], f"{server.url}/store")
    assert len(server.seen) == 1


def test_an_answer_that_breaks_off_is_told_in_one_line(server: Server) -> None:
    server.breaks_off = True
    with pytest.raises(QueryError, match="no whole answer"):
        remote.query_endpoint(f"{server.url}/query", "ASK {}", ONTOLOGY)


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://example.org/", "nonsense"])
def test_only_http_is_an_address(url: str) -> None:
    with pytest.raises(QueryError, match="no http address"):
        remote.query_endpoint(url, "ASK {}", ONTOLOGY)


def test_an_unknown_name_there_is_said(server: Server) -> None:
    with pytest.raises(QueryError, match="no 城市 '火星'"):
        remote.find_remote(f"{server.url}/query", ONTOLOGY, "火星", ("City",))
