"""kg serve: a build -> a web server on this machine."""

from __future__ import annotations

import socket
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.address import split_address

ANYWHERE = ("0.0.0.0", "::", "")


def serve(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The build folder.")] = Path("exports"),
    host: Annotated[
        str, typer.Option(help="Listen here. Any other than this machine's own lets others in.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Listen on this port; 0 takes a free one.")] = 8000,
    cors: Annotated[
        list[str] | None, typer.Option(metavar="ORIGIN", help="Pages from here may ask, e.g. https://example.org.")
    ] = None,
    query_seconds: Annotated[float, typer.Option(min=0.1, help="A query that takes longer is ended.")] = 30,
    max_rows: Annotated[int, typer.Option(min=1, help="An answer has at most so many rows or triples.")] = 10_000,
) -> None:
    """Serve the explorer, a JSON API, /sparql and every entity at /id/… | 启动网页与 SPARQL 服务。"""
    for origin in cors or ():
        parts = split_address(origin)
        if origin != "*" and (parts is None or parts.path):
            raise typer.BadParameter(f"{origin!r} is no origin like https://example.org", param_hint="--cors")
    import uvicorn

    from kg.files import data_folder
    from kg.ontology import load_ontology
    from kg.serve.app import make_app
    from kg.serve.settings import LOCAL_HOSTS, Settings

    settings = Settings(
        seconds=query_seconds, max_rows=max_rows, cors=tuple(cors or ()),
        hosts=None if host in ANYWHERE else LOCAL_HOSTS | {host.lower()},
    )  # fmt: skip
    listening = listen(host, port)
    app = make_app(folder, load_ontology(data_folder() / "ontology"), settings)
    config = uvicorn.Config(
        app, log_level="warning", server_header=False, limit_concurrency=200, timeout_graceful_shutdown=5,
        h11_max_incomplete_event_size=2 * settings.address,
    )  # fmt: skip
    shown = f"[{host}]" if ":" in host else host
    typer.echo(f"http://{shown}:{listening.getsockname()[1]}/  ({folder}; /query asks, /sparql answers; Ctrl-C ends)")
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listening])


def listen(host: str, port: int) -> socket.socket:
    """A socket that nobody else has; an OSError names what to do."""
    try:
        family, _, _, _, address = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        return socket.create_server(address[:2], family=family)
    except OSError as error:
        raise OSError(f"{host}:{port} cannot be listened on: {error.strerror or error}; try another --port") from error
