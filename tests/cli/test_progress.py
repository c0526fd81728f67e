"""Long work says how far it is: on a terminal in one line that changes, in a log in plain lines now and then."""

import io

import pytest

from kg.cli import progress
from kg.cli.progress import Tally, tell_duration, watch_outcomes
from kg.corpus import Kept, Size, Step
from kg.model import Annotation, Article
from kg.read import Rejected

READ = Annotation(article=Article(id="a", title="题", body="x" * 98))  # 100 characters


def test_a_log_gets_plain_lines_with_rate_and_time_left(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = 0.0
    monkeypatch.setattr(progress.time, "monotonic", lambda: now)
    with watch_outcomes("reading") as tell:
        tell(Size(articles=10, characters=1000))
        for _ in range(3):
            now += 6
            tell(READ)
        tell(Kept("a.txt", 500))
        tell(Rejected(file="b.txt", reason="empty"))
        now += 20
        tell(Step("writing"))
    assert capsys.readouterr().err.splitlines() == [
        "kg: reading: 3 of 10 articles (30 %), 17 characters/s, 42 s left",
        "kg: b.txt: empty",
        "kg: writing",
    ]


def test_what_is_done_soon_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with watch_outcomes("reading") as tell:
        tell(Size(articles=1, characters=100))
        tell(READ)
        tell(Step("writing"))
    assert capsys.readouterr().err == ""


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_a_line_that_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(progress, "REFRESH", 0.0)
    with watch_outcomes("reading") as tell:
        tell(Size(articles=2, characters=200))
        tell(READ)
        tell(Step("writing the graph"))
    shown = terminal.getvalue()
    assert "reading: 1 of 2 articles (50 %)" in shown and "writing the graph" in shown and "\x1b[" in shown


def test_kept_articles_do_not_make_the_rest_seem_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr(progress.time, "monotonic", lambda: now)
    tally = Tally("reading")
    tally.size = Size(articles=4, characters=400)
    tally.note(100, kept=True)
    tally.note(100, kept=True)
    assert str(tally) == "reading: 2 of 4 articles (50 %)"
    now = 10.0
    tally.note(100, kept=False)
    assert str(tally) == "reading: 3 of 4 articles (75 %), 10 characters/s, 10 s left"
    assert str(Tally("extracting")) == "extracting: 0 articles, 0 characters/s"


def test_the_time_left_is_that_of_articles_of_which_few_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr(progress.time, "monotonic", lambda: now)
    tally = Tally("reading")
    tally.size = Size(articles=600, characters=60_000)
    tally.note(100, kept=False)
    for _ in range(39):  # slow at first: what was long ago does not count
        now += 10
        tally.note(100, kept=False)
    for number in range(400):
        now += 0.1
        tally.note(100, kept=number % 10 > 0)
    assert str(tally) == "reading: 440 of 600 articles (73 %), 97 characters/s, 16 s left"


def test_durations_are_told_as_people_tell_them() -> None:
    assert [tell_duration(seconds) for seconds in (0.4, 89, 100, 7500)] == ["0 s", "89 s", "2 min", "2 h 5 min"]
