"""Four short articles in a folder, and what may become of them between two builds."""

import json
from pathlib import Path

from kg.model import Annotation
from kg.pipeline import build_graph

TEXTS = {
    "a": "岷川航发动力科技有限公司（以下简称“岷川航发”）与襄阳市签约，总投资3亿元建设航空发动机项目。",
    "b": "岷川航发在襄阳高新区扩产。",
    "c": "6月1日，比亚迪落户襄阳市樊城区，计划投资20亿元。",
    "d": "宜昌市发布《宜昌市招商引资办法》，自公布之日起施行。",
}


def write_articles(folder: Path, texts: dict[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        article = {"id": name, "title": f"{name}报道", "date": "2024-06-02", "text": text}
        (folder / f"{name}.json").write_text(json.dumps(article))
    return folder


def read_anew(paths: list[Path], target: Path) -> set[str]:
    """The ids of the articles that a build has to read."""
    outcomes: list[object] = []
    build_graph(paths, target, tell=outcomes.append)
    return {outcome.article.id for outcome in outcomes if isinstance(outcome, Annotation)}


def add(folder: Path) -> None:
    write_articles(folder, {"e": "宁德时代在宜昌市投资50亿元建设电池项目。"})


def edit(folder: Path) -> None:
    write_articles(folder, {"c": "6月1日，比亚迪落户宜昌市，计划投资30亿元。"})


def move(folder: Path) -> None:
    (folder / "c.json").rename(folder / "z.json")


def delete(folder: Path) -> None:
    (folder / "a.json").unlink()  # the only one that says whose short name 岷川航发 is


def nothing(folder: Path) -> None:
    pass
