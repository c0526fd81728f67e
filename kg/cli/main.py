"""Arguments -> one command; an error of ours -> one line on stderr."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Annotated

import typer

from kg import __version__
from kg.errors import KgError

# Name -> what the list of commands says of it. `kg.cli.NAME` holds the function NAME and is imported only when it runs,
# so that `kg --help` waits for no dictionary and no graph library.
COMMANDS = {
    "build": "Read articles and write the graph in every form | 读文章，建图谱",
    "extract": "Print what each article says as JSON Lines | 逐篇抽取",
    "query": "Ask the graph in SPARQL or by a named query | 查询图谱",
    "find": "Which entities have a name, with their ids | 查找实体",
    "connections": "Which enterprises connect to which cities, and how | 企业与城市的联系",
    "serve": "Serve the graph to browsers and SPARQL clients | 启动网页与 SPARQL 服务",
    "push": "Load a build into another SPARQL store | 装入其他 SPARQL 库",
    "evaluate": "Score articles or extractions against gold files | 评测",
    "explain": "Why each name and fact is believed, and what was not | 说明理由",
    "facts": "Facts as a table, each with its sentence | 列出事实",
    "check": "Check ontology, lexicon, grammar and weights | 检查知识文件",
    "validate": "Check an RDF file against the shapes | 校验 RDF 数据",
}


def load_command(name: str) -> Callable[..., object]:
    """The function behind a command."""
    function: Callable[..., object] = getattr(import_module(f"kg.cli.{name}"), name)
    return function


def build_app(*loaded: str) -> typer.Typer:
    """All commands by name; only those in `loaded` are imported, the others are there to be listed."""
    app = typer.Typer(
        name="kg",
        help="Chinese investment-promotion news into a knowledge graph. | 招商引资新闻变知识图谱。",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
    )
    app.callback()(options_before)
    for name, summary in COMMANDS.items():
        app.command(name, short_help=summary)(load_command(name) if name in loaded else only_listed)
    return app


def print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kg {__version__}")
        raise typer.Exit


def options_before(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", callback=print_version, is_eager=True)
    ] = False,
) -> None:
    """Options before the command."""


def only_listed() -> None:
    """Stands for a command that is not being run."""


def wanted_commands(arguments: Sequence[str]) -> tuple[str, ...]:
    """The command that these arguments run; a shell that completes may need any."""
    if "_KG_COMPLETE" in os.environ:
        return tuple(COMMANDS)
    named = next((argument for argument in arguments if not argument.startswith("-")), None)
    return (named,) if named in COMMANDS else ()


def run(arguments: Sequence[str]) -> int:
    """Run one command line and give its exit code: 0 fine, 1 input or knowledge is wrong, 2 wrong usage."""
    if foreign := [argument for argument in arguments if not is_utf8(argument)]:
        print(f"kg: an argument is not UTF-8: {foreign[0].encode(errors='backslashreplace').decode()}", file=sys.stderr)
        return 2
    try:
        app = build_app(*wanted_commands(arguments))
        code = typer.main.get_command(app).main(list(arguments), prog_name="kg")
    except KgError as error:
        print(f"kg: {one_line(error)}", file=sys.stderr)
        return 1
    except OSError as error:  # a full disk, a vanished folder: the world's fault, told like ours
        told = ": ".join(str(part) for part in (error.filename, error.strerror) if part)
        print(f"kg: {told or error}", file=sys.stderr)
        return 1
    except SystemExit as end:
        code = end.code
    return code if isinstance(code, int) else 0


def is_utf8(argument: str) -> bool:
    """Whether a word of the command line came in UTF-8: of other bytes Python makes halves of surrogate pairs."""
    try:
        argument.encode()
    except UnicodeEncodeError:
        return False
    return True


def one_line(error: KgError) -> str:
    return " ".join(str(error).split())


def main() -> None:
    """The `kg` command."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the caller, who wants to hear nothing
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # UTF-8 whatever the locale: our output is Chinese and read by programs
            stream.reconfigure(encoding="utf-8")
    signal.signal(signal.SIGTERM, end_orderly)
    sys.exit(run(sys.argv[1:]))


def end_orderly(number: int, frame: object) -> None:
    """A request to end unwinds like any other end: half-written folders go, workers stop."""
    raise SystemExit(128 + number)
