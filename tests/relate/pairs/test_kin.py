"""Firms of one house are known by the brand that their names begin with."""

from kg.relate.pairs.kin import brand_cores, find_kin
from tests.handmade import known


def cores(*forms: str) -> frozenset[str]:
    return brand_cores(forms, known().lexicon)


def test_places_and_legal_words_are_no_part_of_a_brand() -> None:
    assert cores("湖北玄鸟新材料股份有限公司", "玄鸟集团", "中国玄鸟控股集团有限公司") == {"玄鸟新材料", "玄鸟"}
    assert cores("玄鸟(襄阳)电缆有限公司") == {"玄鸟电缆"}
    assert cores("湖北公司") == frozenset()


def test_a_longer_name_of_the_same_brand_is_kin_to_the_shorter_one() -> None:
    kin = find_kin({"a": cores("湖北玄鸟新材料有限公司"), "b": cores("玄鸟集团"), "c": cores("青鸾集团")})
    assert kin == {("a", "b"): 2}


def test_two_firms_of_one_core_are_kin_both_ways() -> None:
    assert find_kin({"a": cores("玄鸟集团"), "b": cores("湖北玄鸟有限公司")}) == {("a", "b"): 2, ("b", "a"): 2}
