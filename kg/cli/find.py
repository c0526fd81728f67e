"""kg find: a name, a part of one, pinyin or initials -> the entities that bear it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.output import Format
from kg.cli.tables import FormatOption, OutOption, choose_format, write_rows
from kg.errors import GraphError, QueryError
from kg.files import data_folder
from kg.find import nearest_spoken
from kg.ontology import load_ontology
from kg.outputs import OUTLINE
from kg.page.outline import ENTITY, is_outline, read_outline
from kg.serve.search import read_names

_HEADINGS = {"id": "编号", "type": "类型", "name": "名称", "aliases": "又名", "articles": "文章"}


def find(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name or a part of one, pinyin, or initials.")],
    graph: Annotated[Path, typer.Option(help="The build folder.")] = Path("exports"),
    kind: Annotated[
        list[str] | None, typer.Option("--type", help="Only entities of this class: City, Enterprise, Park, …")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most this many, best first.")] = 20,
    how: FormatOption = None,
    out: OutOption = None,
) -> None:
    """Which entities have a name, with the ids that all commands take. | 按名称、拼音或首字母查找实体。"""
    how = choose_format(how, out)
    ontology = load_ontology(data_folder() / "ontology")
    if strange := sorted(set(kind or ()) - set(ontology.classes)):
        raise typer.BadParameter(f"{strange[0]}: none of {', '.join(ontology.classes)}", param_hint="--type")
    if not is_outline(graph / OUTLINE):
        raise GraphError(f"{graph}: no build here (no {OUTLINE}); run `kg build` first or name another with --graph")
    rows = read_outline(graph / OUTLINE)[ENTITY]
    aliases = {entity: also for entity, _, _, also, *_ in rows}
    found = read_names(rows).search(name, types=kind or (), most=len(rows))
    if not found:
        near = nearest_spoken(name, {each for _, _, own, also, *_ in rows for each in (own, *also)})
        raise QueryError(
            f"nothing is called {name!r} in this graph" + (f"; nearest: {', '.join(near)}" if near else "")
        )
    is_read = how not in (Format.CSV, Format.JSON)  # by people, in their words
    cells = [
        (each.id, ontology.label(each.type, "zh") if is_read else each.type, each.name, "、".join(aliases[each.id]),
         each.articles)
        for each in found[:limit]
    ]  # fmt: skip
    write_rows(tuple(_HEADINGS), cells, how, out, headings=_HEADINGS)
    if len(found) > limit:
        print(f"kg: {limit} of {len(found)}; all of them: --limit {len(found)}", file=sys.stderr)
