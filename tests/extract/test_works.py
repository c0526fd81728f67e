"""Works whose number the text has told before: it is what makes names of ordinary words."""

from __future__ import annotations

import pytest

from kg.extract.works import announced_works
from tests.handmade import known


def works(text: str) -> list[tuple[str, str]]:
    return [(kind, text[start:end]) for start, end, kind, _ in announced_works(text, known().grammar.announced)]


def test_works_at_the_beginnings_of_clauses_behind_their_number_are_names() -> None:
    told = works("实施两大重点工程。园区扩容工程整合三个片区;链条补强工程面向上游。")
    assert told == [("Project", "园区扩容工程"), ("Project", "链条补强工程")]


def test_campaigns_are_policies() -> None:
    told = works("开展两项行动:\n一是暖企护航行动,\n二是链主回归行动。")
    assert told == [("Policy", "暖企护航行动"), ("Policy", "链主回归行动")]


@pytest.mark.parametrize(
    "text",
    [
        "园区扩容工程整合三个片区;链条补强工程面向上游。",  # nobody has told that they follow
        "实施两大重点工程。园区扩容工程整合三个片区。",  # one alone
        "实施两大重点工程。园区扩容工程师到场;链条补强工程队进场。",  # people
        "实施两大重点工程。园区的扩容工程整合片区;链条与补强工程面向上游。",  # phrases
        "实施两大重点工程。\n先修路。\n\n园区扩容工程整合片区;链条补强工程面向上游。\n",  # in another part
        "开展两项行动。园区扩容工程整合三个片区;链条补强工程面向上游。",  # of another kind
    ],
)
def test_no_other_words_are(text: str) -> None:
    assert works(text) == []
