"""Nodes and lines of an answer -> a drawing in SVG, which needs no script."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from kg.page.layout import Link, place_nodes
from kg.serve.html import Markup, tag

RADIUS: Final = 9
MARGIN: Final = 90
LONGEST: Final = 14


class Dot(NamedTuple):
    """A node: where it leads (empty: nowhere), what it is called, its colour."""

    href: str
    name: str
    colour: str


class Line(NamedTuple):
    """A line between two dots, by number, and what it says."""

    start: int
    end: int
    label: str


def draw(dots: Sequence[Dot], lines: Sequence[Line], title: str) -> Markup:
    """The drawing; the same dots and lines give the same."""
    links = [Link(line.start, line.end, 1.0, True) for line in lines if line.start != line.end]
    places = place_nodes(len(dots), links, [RADIUS * 2] * len(dots))
    left, top = (min(place[axis] for place in places) - MARGIN for axis in (0, 1))
    width, height = (max(place[axis] for place in places) + MARGIN - low for axis, low in ((0, left), (1, top)))
    return tag(
        "svg",
        tag("title", title),
        *(_line(places[line.start], places[line.end], line.label) for line in lines),
        *(_dot(dot, place) for dot, place in zip(dots, places, strict=True)),
        viewBox=f"{left} {top} {width} {height}",
        width=width,
        height=height,
        role="img",
        class_="drawing",
    )


def _line(start: tuple[int, int], end: tuple[int, int], label: str) -> Markup:
    middle = {"x": (start[0] + end[0]) // 2, "y": (start[1] + end[1]) // 2}
    line = tag("line", x1=start[0], y1=start[1], x2=end[0], y2=end[1])
    return tag("g", line, tag("text", label, class_="says", **middle) if label else "")


def _dot(dot: Dot, place: tuple[int, int]) -> Markup:
    x, y = place
    name = dot.name if len(dot.name) <= LONGEST else dot.name[: LONGEST - 1] + "…"
    mark = tag("circle", tag("title", dot.name), cx=x, cy=y, r=RADIUS, fill=dot.colour)
    text = tag("text", name, x=x, y=y + RADIUS + 14)
    return tag("a", mark, text, href=dot.href) if dot.href else tag("g", mark, text)
