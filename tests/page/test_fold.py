"""The place that a node hangs on in the picture."""

from kg.page.fold import nearest_places
from kg.page.layout import Link

FIRM, PARK, CITY, PROVINCE = range(4)
SETTLES, LIES_IN, PART_OF = Link(FIRM, PARK, 1.0, True), Link(PARK, CITY, 0.2, False), Link(CITY, PROVINCE, 0.2, False)


def test_a_firm_in_a_park_hangs_on_the_division_of_the_park_though_no_article_says_where_it_lies() -> None:
    anchors = nearest_places(4, [SETTLES, LIES_IN, PART_OF], {CITY, PROVINCE}, [1.0] * 4)
    assert anchors == [CITY, CITY, CITY, PROVINCE], "a city hangs on itself, not on its province"
