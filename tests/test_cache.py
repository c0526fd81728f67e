"""What was read is remembered, by its words and by what read it; a cache in use or damaged is never trusted."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg.cache import FILE, FOLDER, Cache, open_cache
from kg.errors import ExportError
from kg.model import (
    Annotation,
    Article,
    Attribute,
    Entity,
    Evidence,
    Link,
    Mention,
    Modality,
    Rejection,
    Relation,
    Span,
)

ARTICLE = Article(id="a", title="甲公司落户", body="甲公司在襄阳投资3亿元。", date="2024-05-06", source="a.txt")
FIRM = Span.of(ARTICLE, 6, 9)
SAID = Evidence(
    article="a",
    passage=Span.of(ARTICLE, 6, 18),
    rule="r",
    confidence=0.75,
    modality=Modality.PLANNED,
    subject=FIRM,
    object=Span.of(ARTICLE, 10, 12),
)
WHOLE = Annotation(
    article=ARTICLE,
    entities=(Entity(id="e/1", type="Enterprise", name="甲公司", aliases=("甲",)),),
    links=(Link(mention=Mention(span=FIRM, type="Enterprise", recognizer="r"), entity="e/1", reason="new"),),
    relations=(Relation(subject="e/1", predicate="investsIn", object="c/1", evidence=(SAID,)),),
    attributes=(
        Attribute(
            subject="e/1", property="amount", value="3", span=Span.of(ARTICLE, 14, 17), evidence=SAID, unit="CNY"
        ),
    ),
    rejections=(Rejection(span=FIRM, type="Park", recognizer="r", reason="no"),),
)


def kept(folder: Path, *annotations: Annotation, state: str = "1") -> None:
    with open_cache(folder, state) as cache:
        for annotation in annotations:
            cache.add(annotation)


def test_an_annotation_comes_back_as_it_was(tmp_path: Path) -> None:
    with open_cache(tmp_path, "1") as cache:
        cache.add(WHOLE, [("甲", "e/1", True)])
    with open_cache(tmp_path, "1") as cache:
        assert cache.recall([ARTICLE])
        assert list(cache.annotations()) == [WHOLE]
        assert list(cache.articles(["a"])) == [ARTICLE]
        [summary] = cache.summaries()
        assert (summary.article, summary.namings, summary.sketches) == ("a", (("甲", "e/1", True),), ())


def test_what_this_run_did_not_ask_for_has_no_part_in_it(tmp_path: Path) -> None:
    kept(tmp_path, WHOLE)
    with open_cache(tmp_path, "2") as cache:
        assert list(cache.summaries()) == [] and cache.signatures() == {}


def test_an_article_that_moved_is_known_under_its_new_place(tmp_path: Path) -> None:
    kept(tmp_path, WHOLE)
    moved = replace(ARTICLE, source="b.txt", url="https://example.org/b")
    for _ in range(2):
        with open_cache(tmp_path, "1") as cache:
            assert cache.recall([moved])
            assert list(cache.annotations()) == [replace(WHOLE, article=moved)]


CHANGES: dict[str, Callable[[Article], Article]] = {
    "title": lambda article: replace(article, title="乙公司落户"),
    "body": lambda article: replace(article, body=article.body + "完。"),
    "date": lambda article: replace(article, date="2024-05-07"),
    "id": lambda article: replace(article, id="b"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_an_article_that_was_edited_is_not_known(change: str, tmp_path: Path) -> None:
    kept(tmp_path, WHOLE)
    with open_cache(tmp_path, "1") as cache:
        assert not cache.recall([CHANGES[change](ARTICLE)])
        assert not list(cache.annotations())


def test_what_was_read_with_other_knowledge_is_not_known(tmp_path: Path) -> None:
    kept(tmp_path, WHOLE)
    with open_cache(tmp_path, "2") as cache:
        assert not cache.recall([ARTICLE])


def test_what_a_build_did_not_ask_for_is_forgotten_when_it_says_so(tmp_path: Path) -> None:
    other = replace(WHOLE, article=replace(ARTICLE, id="b"))
    kept(tmp_path, WHOLE, other)
    with open_cache(tmp_path, "1") as cache:
        assert cache.recall([other.article])
        cache.forget_others()
    with open_cache(tmp_path, "1") as cache:
        assert not cache.recall([ARTICLE]) and cache.recall([other.article])


def test_annotations_come_in_the_order_that_is_wanted(tmp_path: Path) -> None:
    with open_cache(tmp_path, "1") as cache:
        for name in "cab":
            cache.add(replace(WHOLE, article=replace(ARTICLE, id=name)))
        assert [annotation.article.id for annotation in cache.annotations()] == ["c", "a", "b"]
        assert [annotation.article.id for annotation in cache.annotations("abc")] == ["a", "b", "c"]


def test_two_builds_cannot_have_the_same_cache(tmp_path: Path) -> None:
    with open_cache(tmp_path, "1"):
        second = "import sys\nfrom pathlib import Path\nfrom kg.cache import open_cache\n"
        second += "with open_cache(Path(sys.argv[1]), '1'): pass"
        ended = subprocess.run([sys.executable, "-c", second, str(tmp_path)], capture_output=True, text=True)
        assert "another build is at work in this folder" in ended.stderr
    kept(tmp_path, WHOLE)


@pytest.mark.parametrize("content", [b"no database at all", b"SQLite format 3\0" + bytes(200), b"x" * 5000])
def test_a_file_that_is_no_cache_is_replaced(content: bytes, tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / FILE).write_bytes(content)
    kept(tmp_path, WHOLE)
    with open_cache(tmp_path, "1") as cache:
        assert cache.recall([ARTICLE])


PACKED = b"\x78\x01"  # how packed content begins
SUMMARY = b"\x92\x90\x90"  # neither namings nor events


@pytest.mark.parametrize(
    ("read", "damaged"),
    [(Cache.annotations, PACKED), (Cache.summaries, SUMMARY), (lambda cache: cache.articles(["a"]), PACKED)],
)
def test_a_damaged_cache_is_named_and_nothing_is_made_of_it(
    read: Callable[[Cache], Iterator[object]], damaged: bytes, tmp_path: Path
) -> None:
    kept(tmp_path, WHOLE)
    file = tmp_path / FOLDER / FILE
    whole = file.read_bytes()
    file.write_bytes(whole.replace(damaged, damaged[:-1] + b"\xc1"))
    with open_cache(tmp_path, "1") as cache, pytest.raises(ExportError, match=r"annotations\.sqlite: damaged"):
        assert cache.recall([ARTICLE])
        list(read(cache))


def test_a_cache_that_nothing_was_put_into_leaves_no_trace(tmp_path: Path) -> None:
    with open_cache(tmp_path / "new", "1") as cache:
        assert not cache.recall([ARTICLE])
    assert not (tmp_path / "new").exists()
    (tmp_path / "mine").mkdir()
    with open_cache(tmp_path / "mine", "1"):
        pass
    assert list((tmp_path / "mine").iterdir()) == []


KILLED = """
import os, signal, sys, time
from pathlib import Path
import kg.cache
from kg.cache import open_cache
from kg.model import Annotation, Article
kg.cache.FLUSH = 0.0
with open_cache(Path(sys.argv[1]), "1") as cache:
    for number in range(50):
        cache.add(Annotation(article=Article(id=str(number), title="", body="x" * 3000)))
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_build_had_read_is_there(tmp_path: Path) -> None:
    assert subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)]).returncode == -signal.SIGKILL
    with open_cache(tmp_path, "1") as cache:
        assert len(cache.recall([Article(id=str(number), title="", body="x" * 3000) for number in range(50)])) == 50


def test_an_interruption_loses_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), open_cache(tmp_path, "1") as cache:
        cache.add(WHOLE)
        raise KeyboardInterrupt
    with open_cache(tmp_path, "1") as cache:
        assert cache.recall([ARTICLE])


@pytest.mark.skipif(not hasattr(os, "fork") or sys.platform != "linux", reason="wants a limit on file sizes")
def test_a_full_disk_is_told_and_what_was_written_before_is_whole(tmp_path: Path) -> None:
    kept(tmp_path, WHOLE)
    full = (
        "import resource, signal, sys\nfrom pathlib import Path\nfrom kg.cache import open_cache\n"
        "from kg.model import Annotation, Article\nfrom kg.errors import ExportError\n"
        "import random\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\nresource.setrlimit(resource.RLIMIT_FSIZE, (60000, 60000))\n"
        "try:\n"
        "    with open_cache(Path(sys.argv[1]), '1') as cache:\n"
        "        for number in range(100):\n"
        "            noise = random.Random(number).randbytes(3000).hex()\n"
        "            cache.add(Annotation(article=Article(id=str(number), title='', body=noise)))\n"
        "except ExportError as error:\n    print(error)\n"
    )
    ended = subprocess.run([sys.executable, "-c", full, str(tmp_path)], capture_output=True, text=True)
    assert ended.stderr == "" and FILE in ended.stdout
    with open_cache(tmp_path, "1") as cache:
        assert cache.recall([ARTICLE])


def test_a_cache_without_a_file_knows_what_was_added() -> None:
    from kg.cache import passing_cache

    cache: Cache = passing_cache()
    cache.add(WHOLE)
    assert list(cache.annotations()) == [WHOLE] and len(cache) == 1
