"""Whatever bytes a file holds: reading raises nothing, accounts for the file, and loses no article."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Article
from kg.read import Rejected, read_paths

SUFFIXES = (".txt", ".md", ".csv", ".json", ".jsonl", ".html", ".xlsx", ".png", "")
PIECES = [
    "-\n",
    "2025-07-02\n",
    "题目\n",
    "正文。\n",
    "\r\n",
    "- 联系我们\n",
    "\u2028",
    '{"title": "题", "text": "文"}\n',
    "[",
    "]",
]
PIECES += ["<p>", "<![x", "<!--", "</script>", "&#x110000;", "\ufeff", "\x00"]

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "title", "text", "date"]), inner)
    ),
    max_leaves=8,
)
line_text = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\n\r\x00"), min_size=1, max_size=30
).filter(lambda text: text.strip() and text.strip() != "-")


def outcomes_of(content: bytes, suffix: str) -> list[object]:
    with TemporaryDirectory() as folder:
        (Path(folder) / f"a{suffix}").write_bytes(content)
        return list(read_paths([folder]))


@pytest.mark.parametrize("suffix", SUFFIXES)
@given(content=st.binary(max_size=200) | st.lists(st.sampled_from(PIECES)).map(lambda pieces: "".join(pieces).encode()))
def test_any_bytes_end_in_an_article_or_a_reason(suffix: str, content: bytes) -> None:
    outcomes = outcomes_of(content, suffix)
    assert outcomes
    for outcome in outcomes:
        if isinstance(outcome, Article):
            assert outcome.text == f"{outcome.title}\n{outcome.body}" and outcome.text.strip()
            outcome.text.encode()


@given(value=json_values)
def test_any_json_ends_in_an_article_or_a_reason(value: object) -> None:
    for suffix in (".json", ".jsonl"):
        outcomes = outcomes_of(json.dumps(value).encode(), suffix)
        assert outcomes and all(isinstance(outcome, Article | Rejected) or outcome for outcome in outcomes)


@given(texts=st.lists(st.tuples(line_text, line_text), min_size=1, max_size=5, unique=True))
def test_portal_pages_give_back_what_was_written(texts: list[tuple[str, str]]) -> None:
    page = "".join(f"-\n{title}\n{body}\n2025-07-02\n" for title, body in texts)
    found = [o for o in outcomes_of(page.encode(), ".txt") if isinstance(o, Article)]
    assert [(article.title, article.body) for article in found] == texts


@given(texts=st.lists(st.tuples(st.text(max_size=20), line_text), min_size=1, max_size=5, unique=True))
def test_json_lines_give_back_what_was_written(texts: list[tuple[str, str]]) -> None:
    lines = "".join(json.dumps({"title": title, "text": body}) + "\n" for title, body in texts)
    found = [o for o in outcomes_of(lines.encode(), ".jsonl") if isinstance(o, Article)]
    assert [(article.title, article.body) for article in found] == texts
