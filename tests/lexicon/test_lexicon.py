"""Lexicon files -> entries and forms."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.annotate import annotate
from kg.equivalents import Equivalents
from kg.errors import KnowledgeError
from kg.files import data_folder
from kg.knowledge import load_knowledge
from kg.lexicon import Form, Lexicon, Trust, load_lexicon
from kg.lexicon.forms import shorten_parks
from kg.model import Article
from tests.handmade import known
from tests.lexicon.conftest import EQUIVALENTS, Edit, ids

# What the files say.


def test_a_division_is_named_by_its_name_its_short_form_and_its_former_names(lexicon: Lexicon) -> None:
    trusts = {form: lexicon.readings(form)[0].trust for form in ("襄阳市", "襄阳", "襄樊", "襄樊市")}
    assert trusts == {"襄阳市": Trust.SAFE, "襄阳": Trust.SHORT, "襄樊": Trust.SHORT, "襄樊市": Trust.SHORT}
    assert {ids(lexicon, form)[0] for form in trusts} == {"city/420600"}


def test_a_division_has_its_level_place_and_parent(lexicon: Lexicon) -> None:
    city = lexicon.entries["city/420600"]
    assert (city.type, city.level, city.parent) == ("City", "prefecture", "province/420000")
    assert (city.lon, city.lat, city.geonames) == (112.1224, 32.009, "1790587")
    district = lexicon.entries["city/420606"]
    assert (district.lon, district.lat, district.geonames) == (None, None, None)


def test_one_character_names_no_division(lexicon: Lexicon) -> None:
    assert lexicon.readings("鄂") == ()


def test_aliases_are_as_safe_as_the_name(lexicon: Lexicon) -> None:
    assert [reading.trust for reading in lexicon.readings("甲辰集团")] == [Trust.SAFE]


def test_a_contextual_form_is_to_be_believed_in_context_only(lexicon: Lexicon) -> None:
    assert [reading.trust for reading in lexicon.readings("甲辰")] == [Trust.CONTEXTUAL]


def test_contextual_wins_over_the_name(lexicon: Lexicon) -> None:
    assert [reading.trust for reading in lexicon.readings("苹果")] == [Trust.CONTEXTUAL]


def test_contextual_wins_over_an_alias(append: Edit) -> None:
    lexicon = load_lexicon(append("enterprises.csv", "yi,乙巳公司,乙巳,乙巳,,"), EQUIVALENTS)
    assert [reading.trust for reading in lexicon.readings("乙巳")] == [Trust.CONTEXTUAL]


def test_a_form_with_two_readings_gives_the_surer_one_first(append: Edit) -> None:
    lexicon = load_lexicon(append("enterprises.csv", "fan,樊城公司,,樊城,,"), EQUIVALENTS)
    assert ids(lexicon, "樊城") == ["city/420606", "enterprise/fan"]


def test_an_unknown_form_has_no_reading(lexicon: Lexicon) -> None:
    assert lexicon.readings("乌有") == ()


def test_a_form_is_found_however_wide_it_is_written(append: Edit) -> None:
    lexicon = load_lexicon(append("enterprises.csv", "byd,ＢＹＤ（中国）,,,,"), EQUIVALENTS)
    assert ids(lexicon, "BYD(中国)") == ids(lexicon, "ＢＹＤ（中国）") == ["enterprise/byd"]


def test_curly_quotes_in_a_file_are_found_as_straight_ones(lexicon: Lexicon) -> None:
    assert ids(lexicon, '"襄十条"') == ids(lexicon, "“襄十条”") == ["policy/shitiao"]


def test_an_entry_keeps_its_parent_division_and_industry(lexicon: Lexicon) -> None:
    assert lexicon.entries["enterprise/jia-motor"].parent == "enterprise/jia"
    assert lexicon.entries["enterprise/jia"].industry == "batteries"
    assert lexicon.entries["organization/daxue"].division == "420600"


def test_industries_and_known_non_names_are_kept_apart(lexicon: Lexicon) -> None:
    assert lexicon.nonentities == {"襄阳日报": "media"}
    assert {"动力电池", "锂电", "电池"} == lexicon.industry_forms
    assert lexicon.readings("动力电池") == lexicon.readings("襄阳日报") == ()


def test_an_empty_file_is_no_error(folder: Path) -> None:
    (folder / "nonentities.csv").write_text("text,reason\n", encoding="utf-8")
    assert load_lexicon(folder, EQUIVALENTS).nonentities == {}


def test_a_quoted_cell_may_hold_a_comma(append: Edit) -> None:
    lexicon = load_lexicon(append("enterprises.csv", 'yi,"Yi, Inc.",乙巳公司,,,'), EQUIVALENTS)
    assert lexicon.entries["enterprise/yi"].name == "Yi, Inc."


# The places above a place.


def test_ancestors_are_the_places_above_nearest_first(lexicon: Lexicon) -> None:
    assert lexicon.ancestors("city/420606") == ("city/420600", "province/420000")
    assert lexicon.ancestors("province/420000") == ()


def test_only_places_have_ancestors(lexicon: Lexicon) -> None:
    assert lexicon.ancestors("enterprise/jia-motor") == ()
    assert lexicon.ancestors("city/999999") == ()


def test_places_that_lie_in_each_other_are_refused(append: Edit) -> None:
    append("divisions.csv", "1,甲县,甲县,,,county,2,,,")
    with pytest.raises(KnowledgeError, match="is above itself"):
        load_lexicon(append("divisions.csv", "2,乙县,乙县,,,county,1,,,"), EQUIVALENTS)


# Ways to write a park.


@pytest.mark.parametrize(
    "form",
    ["襄阳高新技术产业开发区", "襄阳市高新技术产业开发区", "襄阳高新区", "襄阳市高新区", "襄阳国家高新区"],
)
def test_a_park_is_found_by_every_way_to_write_its_place_and_head(lexicon: Lexicon, form: str) -> None:
    assert ids(lexicon, form) == ["park/xiangyang-hidz"]


def test_a_park_written_with_市_is_found_without(append: Edit) -> None:
    lexicon = load_lexicon(append("parks.csv", "fancheng,樊城区航空产业园,,,420606,"), EQUIVALENTS)
    assert ids(lexicon, "樊城航空产业园区") == ["park/fancheng"]


def test_another_head_is_another_park(lexicon: Lexicon) -> None:
    assert lexicon.readings("襄阳经开区") == lexicon.readings("高新区") == ()


def test_a_variant_that_another_park_has_as_its_name_stays_with_it(append: Edit) -> None:
    lexicon = load_lexicon(append("parks.csv", "old,襄阳高新区,,,420600,"), EQUIVALENTS)
    assert ids(lexicon, "襄阳高新区") == ["park/old"]
    assert ids(lexicon, "襄阳高新技术产业开发区") == ["park/xiangyang-hidz"]


def test_our_own_襄阳高新区_is_one_park_however_written() -> None:
    forms = ("襄阳高新区", "襄阳市高新区", "襄阳市高新技术产业开发区", "襄阳高新技术产业开发区")
    assert {reading.entity for form in forms for reading in known().lexicon.readings(form)} == {"park/xiangyang-hidz"}


# What stands in a name.


def test_all_forms_in_a_name_are_found_also_overlapping_ones(lexicon: Lexicon) -> None:
    assert {readings[0].text for readings in lexicon.within("在襄阳高新区建厂")} == {"襄阳", "襄阳高新区"}


def test_a_new_line_is_recognised_in_the_next_article(tmp_path: Path) -> None:
    source = data_folder()
    shutil.copytree(source / "ontology", tmp_path / "ontology")
    shutil.copytree(source / "seeds", tmp_path / "seeds", ignore=shutil.ignore_patterns("articles", "derive"))
    article = Article(id="a", title="好消息", body="玄鸟衔枝来了，大家很高兴。")
    before = {entity.id for entity in annotate(article, known()).entities}
    with (tmp_path / "seeds" / "lexicon" / "enterprises.csv").open("a", encoding="utf-8") as file:
        file.write("xuanniao,玄鸟衔枝科技有限公司,玄鸟衔枝,,,\n")
    annotation = annotate(article, load_knowledge(tmp_path))
    assert "enterprise/xuanniao" not in before
    (entity,) = [entity for entity in annotation.entities if entity.id == "enterprise/xuanniao"]
    assert entity.name == "玄鸟衔枝"
    (link,) = [link for link in annotation.links if link.entity == entity.id]
    assert article.text[link.mention.span.start : link.mention.span.end] == "玄鸟衔枝"


def test_nothing_is_remembered_of_what_is_not_known(lexicon: Lexicon) -> None:
    lexicon.ancestors("city/420606")
    before = len(lexicon._above)
    assert not any(lexicon.holds("city/420600", f"park/{number:016x}") for number in range(9))
    assert len(lexicon._above) == before


@given(
    st.lists(st.sampled_from(["襄阳市", "襄阳", "比亚迪", "产业园", "高新区", "湖", "北", "A"]), max_size=6).map(
        "".join
    )
)
def test_within_a_name_every_form_is_found_that_stands_in_it(name: str) -> None:
    lexicon = known().lexicon
    parts = [name[start:end] for start in range(len(name)) for end in range(start + 2, len(name) + 1)]
    assert list(lexicon.within(name)) == [lexicon.forms[part] for part in parts if part in lexicon.forms]


def test_a_park_goes_by_the_shortest_form_that_names_it_for_sure() -> None:
    heads = Equivalents({"高新技术产业开发区": "高新区", "高新区": "高新区", "高开区": "高新区"})

    def form(text: str, park: str, trust: Trust = Trust.SAFE) -> dict[str, tuple[Form, ...]]:
        return {text: (Form(text, park, "Park", trust),)}

    forms = (
        form("岷川高开区", "park/1")
        | form("岷川高新区", "park/1")  # as long, and its ending is the usual one
        | form("岷川高新技术产业开发区", "park/1")
        | form("岷高", "park/1", Trust.CONTEXTUAL)
        | form("云溪产业园", "park/2")
    )
    assert shorten_parks(forms, heads) == {"park/1": "岷川高新区", "park/2": "云溪产业园"}
