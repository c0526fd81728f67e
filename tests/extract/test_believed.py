"""How sure each name is: as sure as the recognizer's candidate there, certain where a rule is the ground."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.extract.believed import weigh_names
from kg.extract.proposals import Proposal

TEXT = "锦程落户襄阳，锦程科技投产，锦程来了"


def proposal(*tagged: tuple[int, int, str, float]) -> Proposal:
    return Proposal(
        tagged=tuple(one[:3] for one in tagged),
        chances=tuple(one[3] for one in tagged),
        refused=(),
        sure=(),
        words=(),
    )


def test_a_name_is_as_sure_as_the_candidate_that_it_grew_from() -> None:
    believed = proposal((0, 2, "Enterprise", 0.7), (7, 9, "Enterprise", 0.8))
    assert weigh_names(TEXT, [(0, 2, "Enterprise", "crf"), (7, 11, "Enterprise", "tail")], believed) == [0.7, 0.8]


def test_a_candidate_of_another_type_says_nothing() -> None:
    assert weigh_names(TEXT, [(4, 6, "City", "lexicon")], proposal((4, 6, "Enterprise", 0.6))) == [1.0]


def test_a_repeated_name_is_as_sure_as_the_best_of_its_form() -> None:
    believed = proposal((0, 2, "Enterprise", 0.7))
    assert weigh_names(TEXT, [(0, 2, "Enterprise", "crf"), (14, 16, "Enterprise", "repeated")], believed) == [0.7, 0.7]


def test_what_only_a_rule_finds_is_certain() -> None:
    assert weigh_names(TEXT, [(4, 6, "City", "lexicon")], proposal()) == [1.0]


def test_what_a_rule_guesses_is_not_certain_nor_is_its_repetition() -> None:
    guessed, told = (0, 2, "Project", "in a list of projects"), (0, 2, "Project", "what its project is called")
    again = (14, 16, "Project", "repeated")
    assert weigh_names(TEXT, [guessed, again], proposal()) == [0.5, 0.5]
    assert weigh_names(TEXT, [guessed, again], proposal((0, 2, "Project", 0.9))) == [0.9, 0.9]
    assert weigh_names(TEXT, [told, again], proposal()) == [1.0, 1.0]


spans = st.lists(st.tuples(st.integers(0, 15), st.integers(1, 4), st.sampled_from(["City", "Enterprise"])), max_size=8)


@given(spans, st.lists(st.floats(0, 0.999), min_size=4, max_size=4))
def test_every_name_has_a_chance(found: list[tuple[int, int, str]], chances: list[float]) -> None:
    starts = (0, 4, 7, 14)
    tagged = [(start, start + 2, "Enterprise", chance) for start, chance in zip(starts, chances, strict=True)]
    names = [(start, start + length, kind, "repeated") for start, length, kind in found]
    weighed = weigh_names(TEXT, names, proposal(*tagged))
    assert len(weighed) == len(names)
    assert all(chance in (*chances, 1.0) for chance in weighed)
