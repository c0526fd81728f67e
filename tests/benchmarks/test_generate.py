"""Generated articles: each with its truth, the same for the same number, no two alike."""

import importlib.util
import sys
from itertools import islice
from pathlib import Path
from types import ModuleType

import pytest

from tests.handmade import known

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "generate.py"


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", SCRIPT)
    assert spec is not None and spec.loader is not None
    sys.modules["generate"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules["generate"])
    return sys.modules["generate"]


@pytest.mark.parametrize("length", [0, 1000])
def test_every_name_and_amount_of_the_truth_stands_in_the_article(generator: ModuleType, length: int) -> None:
    for one in islice(generator.generate(1, known().lexicon, length), 100):
        text = f"{one.article['title']}\n{one.article['text']}"
        ids = {entity["id"] for entity in one.gold["entities"]}
        assert all(form in text for entity in one.gold["entities"] for form in entity["aliases"])
        assert all({fact["s"], fact["o"]} <= ids for fact in one.gold["relations"])
        assert all(amount["text"] in text and amount["s"] in ids for amount in one.gold["amounts"])
        assert not set("{}⟦⟧@") & set(text)


def test_a_longer_run_begins_with_a_shorter_one(generator: ModuleType) -> None:
    short = list(islice(generator.generate(7, known().lexicon), 5))
    assert list(islice(generator.generate(7, known().lexicon), 9))[:5] == short


def test_another_seed_tells_other_articles_and_no_two_are_alike(generator: ModuleType) -> None:
    texts = [one.article["text"] for seed in (1, 2) for one in islice(generator.generate(seed, known().lexicon), 100)]
    assert len(set(texts)) == 200


def test_what_is_written_can_be_built_and_evaluated(generator: ModuleType, tmp_path: Path) -> None:
    generator.write_generated(islice(generator.generate(1, known().lexicon), 3), tmp_path)
    assert len((tmp_path / "articles.jsonl").read_text("utf-8").splitlines()) == 3
    assert sorted(path.stem for path in (tmp_path / "gold").iterdir()) == ["g0000000", "g0000001", "g0000002"]


def test_longer_articles_have_the_length_asked_for_in_the_mean_and_state_as_much_more(generator: ModuleType) -> None:
    short, long = (list(islice(generator.generate(1, known().lexicon, length), 200)) for length in (0, 1000))
    mean = sum(len(one.article["text"]) for one in long) / len(long)
    assert 900 < mean < 1100
    facts = [sum(len(one.gold["relations"]) for one in articles) for articles in (short, long)]
    assert facts[1] > 2 * facts[0]


def test_a_thing_that_two_stories_of_an_article_name_is_one(generator: ModuleType) -> None:
    for one in islice(generator.generate(1, known().lexicon, 1000), 100):
        named = [(entity["type"], entity["name"]) for entity in one.gold["entities"]]
        assert len(named) == len(set(named))


def test_longer_articles_hardly_ever_say_the_same(generator: ModuleType) -> None:
    lines = [
        line
        for one in islice(generator.generate(1, known().lexicon, 1000), 200)
        for line in one.article["text"].split("\n")
    ]
    assert len(set(lines)) > 0.8 * len(lines)
