"""What is told of the two names of a pair alone."""

from __future__ import annotations

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from kg.link import link_mentions
from kg.relate.pairs.candidates import allowed_cells
from kg.relate.pairs.judging import ALONE, ROLES, tell_alone, weigh_roles
from kg.relate.pairs.scene import set_scene
from kg.relate.pairs.table import PairTable, lay_out
from kg.relate.pairs.wording import SIZE, UNIT
from tests.handmade import known, read_marked


def table_of(body: str, *chances: float) -> PairTable:
    """The pairs of the marked names, each as sure as its chance says."""
    article, mentions = read_marked(body)
    if chances:
        told = zip(mentions, chances, strict=True)
        mentions = tuple(replace(mention, confidence=chance) for mention, chance in told)
    linked = link_mentions(article, mentions, {}, known())
    types = {entity.id: entity.type for entity in linked.entities}
    return lay_out([set_scene(article, linked.links, types, None, known().lexicon, known().grammar)])


def told_alone(table: PairTable, roles: NDArray[np.int16], subject: str, object_: str) -> dict[str, int]:
    """What is told of the two names of a pair alone."""
    cell = table.joined.entities.index(subject) * len(table.joined.entities) + table.joined.entities.index(object_)
    return dict(zip(ALONE, tell_alone(table, np.array([cell]), roles)[:, 0].tolist(), strict=True))


def test_how_an_article_speaks_of_a_name_alone_weighs_for_every_pair_of_it() -> None:
    table = table_of("会上介绍了经验。{E:比亚迪}落户{C:襄阳}。{E:吉利}没有来。")
    scene, byd = table.joined.scenes[0], table.joined.entities.index("enterprise/byd")
    (settles,) = [i for i, name in enumerate(scene.named) if scene.folded[name.start : name.end] == "比亚迪"]
    weights = np.zeros((2, SIZE), dtype=np.int16)
    weights[0, table.runs_alone[settles][0]] = UNIT  # what stands around it first
    roles = weigh_roles(table, *table.ends(allowed_cells(table, "operatesIn")), weights)
    by_name = dict(zip(ROLES, roles.tolist(), strict=True))
    assert by_name["best_subject"][byd] >= 8 and by_name["mean_subject"][byd] >= 8
    assert by_name["best_object"] == by_name["mean_object"] == [0] * len(table.joined.entities)
    told = told_alone(table, roles, "enterprise/byd", "city/420600")
    assert {name: told[name] for name in ROLES} == {name: by_name[name][byd] for name in ROLES}


def test_how_sure_the_names_are_is_told_of_each_pair() -> None:
    table = table_of("{E:比亚迪}落户{C:襄阳}。明年{E:比亚迪}投产。", 0.5, 1, 0.9)
    roles = np.zeros((len(ROLES), len(table.joined.entities)), dtype=np.int16)
    told = told_alone(table, roles, "enterprise/byd", "city/420600")
    sure = {name: told[name] for name in ("chance_a", "chance_b", "surest_a", "surest_b")}
    assert sure == {"chance_a": 500, "chance_b": 1000, "surest_a": 900, "surest_b": 1000}
