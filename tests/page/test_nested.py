"""The layout of a picture that is too large for forces."""

from math import hypot

from kg.page.layout import Link
from kg.page.nested import place_around


def inside(lower: int, upper: int) -> Link:
    return Link(lower, upper, 0.2, False)


def test_what_hangs_on_a_place_stands_nearer_to_it_than_to_any_other() -> None:
    # 0 and 1 lie in 2; 3–22 hang on 0, 23–42 on 1, 43 and 44 on nothing.
    anchors = [0, 1, 2, *[0] * 20, *[1] * 20, -1, -1]
    points = place_around(anchors, [inside(0, 2), inside(1, 2)], [20] * len(anchors))
    for node, anchor in enumerate(anchors):
        if anchor >= 0:
            apart = {
                place: hypot(points[node][0] - points[place][0], points[node][1] - points[place][1]) for place in (0, 1)
            }
            assert anchor == 2 or min(apart, key=lambda place: apart[place]) == anchor
    assert len(set(points)) == len(points)


def test_a_place_that_grows_leaves_what_is_inside_the_others_as_it_was() -> None:
    anchors = [0, 1, *[0] * 5, *[1] * 5]
    before = place_around(anchors, [], [9] * 12)
    after = place_around([*anchors, 1], [], [9] * 13)

    def around(points: list[tuple[int, int]], middle: int, nodes: range) -> list[tuple[int, int]]:
        return [(points[n][0] - points[middle][0], points[n][1] - points[middle][1]) for n in nodes]

    assert all(
        abs(x - u) <= 1 and abs(y - v) <= 1
        for (x, y), (u, v) in zip(around(before, 0, range(2, 7)), around(after, 0, range(2, 7)), strict=True)
    )


def test_places_that_lie_in_each_other_are_placed_all_the_same() -> None:
    points = place_around([0, 1], [inside(0, 1), inside(1, 0)], [9, 9])
    assert points[0] != points[1]
