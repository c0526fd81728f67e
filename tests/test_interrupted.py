"""A build survives being stopped or killed at any moment."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from subprocess import PIPE

import pytest

from kg import corpus, pipeline
from kg.corpus import Timed, annotate_timed
from kg.errors import ExportError
from kg.knowledge import Knowledge
from kg.model import Article
from kg.pipeline import build_graph
from tests.handmade import known
from tests.news import TEXTS, add, edit, read_anew, write_articles
from tests.test_pipeline import contents

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def knowledge_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "load_knowledge", known)


def stop_at_c(articles: Sequence[Article], knowledge: Knowledge) -> list[Timed]:
    if any(article.id == "c" for article in articles):
        raise KeyboardInterrupt
    return annotate_timed(articles, knowledge)


def test_an_interrupted_build_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    news = write_articles(tmp_path / "news", TEXTS)
    monkeypatch.setattr(corpus, "BATCH", 1)
    monkeypatch.setattr(corpus, "annotate_timed", stop_at_c)
    with pytest.raises(KeyboardInterrupt):
        build_graph([news], tmp_path / "exports")
    assert [path.name for path in (tmp_path / "exports").iterdir()] == [".cache"]
    monkeypatch.setattr(corpus, "annotate_timed", annotate_timed)
    assert read_anew([news], tmp_path / "exports") == {"c", "d"}


def test_a_full_disk_while_outputs_are_written_keeps_what_was_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    news = write_articles(tmp_path / "news", TEXTS)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device", "graph.html")

    monkeypatch.setattr(pipeline, "draw_page", fail)
    with pytest.raises(ExportError, match="No space left on device"):
        build_graph([news], tmp_path / "exports")
    monkeypatch.undo()
    monkeypatch.setattr(pipeline, "load_knowledge", known)
    assert read_anew([news], tmp_path / "exports") == set()


KILLER = """
import os, signal, sys, time
from pathlib import Path
from kg import pipeline
from kg.annotate import warm_up
from kg.sounds import sound_of
from tests.handmade import known

pipeline.load_knowledge = known
pipeline.draw_page = lambda view, path, ontology: path.touch()
warm_up(known())
sound_of("襄阳")
print("ready", flush=True)
for line in sys.stdin:
    news, target, seconds = line.split()
    process = os.fork()
    if not process:
        pipeline.build_graph([news], Path(target))
        os._exit(0)
    time.sleep(float(seconds))
    os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    print("killed" if os.WIFSIGNALED(status) else "done", flush=True)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks, since loading knowledge fifty times takes minutes")
def test_fifty_kills_at_random_moments_lose_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "draw_page", lambda view, path, ontology: path.touch())
    versions = [write_articles(tmp_path / "old", TEXTS), write_articles(tmp_path / "new", TEXTS)]
    edit(versions[1])
    add(versions[1])
    for number, news in enumerate(versions):
        begun = time.monotonic()
        build_graph([news], tmp_path / f"fresh{number}")
    seconds = time.monotonic() - begun
    whole = [contents(tmp_path / f"fresh{number}") for number in (0, 1)]
    target = tmp_path / "exports"
    build_graph([versions[0]], target)
    chance = random.Random(50)
    kills, now, seen = 0, 0, {0}
    # Not forked from here: a process that has written a store cannot write another one after a fork.
    with subprocess.Popen([sys.executable, "-c", KILLER], stdin=PIPE, stdout=PIPE, text=True, cwd=ROOT) as killer:
        assert killer.stdin and killer.stdout
        assert killer.stdout.readline() == "ready\n"
        while kills < 50:
            killer.stdin.write(f"{versions[1 - now]} {target} {chance.uniform(0, 1.5 * seconds)}\n")
            killer.stdin.flush()
            killed = killer.stdout.readline() == "killed\n"
            kills += killed
            seconds *= 1.1 if killed else 1 / 1.1  # some are to end, however busy the machine is
            now = whole.index(contents(target))
            seen.add(now)
    assert seen == {0, 1}
    for number, news in enumerate(versions):
        build_graph([news], target)
        assert contents(target) == whole[number]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["exports", "fresh0", "fresh1", "new", "old"]
