"""Project mentions -> projects: investors and places in front, 项目 behind, phases, short forms."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from kg.firms import without_legal
from kg.link.names import Cluster, Places, Surface, home_by_introduction
from kg.model import ShortForm
from kg.text import NAMES_AT_HAND, fold_form, fold_name

_PHASE = re.compile(r"\(?([一二三四五六七八九十首][期阶])段?(?:工程|项目)?\)?$")
_TAIL = re.compile(r"(?:建设)?(?:项目|工程)$")
_OF = "的"
_OWNER, _OWNED = 2, 3  # characters of a firm's name, and of what it builds
_END = 3  # characters of the end of a name that may stand for it


def link_projects(
    surfaces: Sequence[Surface], introduced: Mapping[str, ShortForm], owners: Sequence[str], places: Places
) -> list[Cluster]:
    """One cluster a project. `owners` are the forms of this article's enterprises."""
    clusters: list[Cluster] = []
    by_form: dict[str, Cluster] = {}
    for surface in surfaces:
        cluster, reason = _home(surface.form, clusters, by_form, introduced, owners, places)
        if cluster is None:
            cluster = Cluster("Project", surface.form)
            clusters.append(cluster)
        cluster.reasons[surface] = reason
        by_form[surface.form] = cluster
    return clusters


def project_key(name: str) -> str:
    """What a project is known by in every article: its name and phase, however it is told that it is one."""
    return fold_name("".join(_stem_and_phase(fold_form(name))))


def _home(
    form: str,
    clusters: Sequence[Cluster],
    by_form: Mapping[str, Cluster],
    introduced: Mapping[str, ShortForm],
    owners: Sequence[str],
    places: Places,
) -> tuple[Cluster | None, str]:
    home, reason = home_by_introduction(form, introduced, by_form)
    if home is not None:
        return home, reason
    stem, phase = _stem_and_phase(form)
    core = stem + phase
    matches: list[tuple[Cluster, str]] = []
    for cluster in clusters:
        for other in cluster.forms:
            other_stem, other_phase = _stem_and_phase(other)
            other_core = other_stem + other_phase
            if stem == other_stem and (phase == other_phase or not phase or not other_phase):
                matches.append((cluster, f"{other}, but for phase or 项目"))
                break
            if phase == other_phase and _is_of_one_firm(stem, other_stem):
                matches.append((cluster, f"{other} of the same firm, in full or in short"))
                break
            if len(core) >= 4 and other_core.endswith(core) and _is_owner(other_core[: -len(core)], owners, places):
                matches.append((cluster, f"{other} without the owner or place in front"))
                break
            if len(stem) >= _END and other_stem.endswith(stem) and phase in ("", other_phase):
                matches.append((cluster, f"the end of {other}"))
                break
    if not matches and form != stem and not phase:
        reason = f"the only project that begins with {stem}"
        matches = [(c, reason) for c in clusters if any(_begins(other, stem, places) for other in c.forms)]
    return matches[0] if len(matches) == 1 else (None, "named so")


@lru_cache(maxsize=NAMES_AT_HAND)
def _stem_and_phase(form: str) -> tuple[str, str]:
    """The name alone and its phase; 项目 may stand behind either: 甲项目一期 and 甲一期项目 give 甲 and 一期."""
    core = _without_tail(form)
    found = _PHASE.search(core)
    return (_without_tail(core[: found.start()]), found.group(1)) if found else (core, "")


def _is_of_one_firm(one: str, other: str) -> bool:
    """Whether two names are the same behind a firm's name, here in full and there in short: 甲食品公司乙 and 甲乙."""
    short, full = sorted((one, other), key=len)
    if not full.startswith(short[:_OWNER]):
        return False
    return any(
        full.startswith(short[:end]) and full.endswith(short[end:]) and _ends_as_firm(full[: end - len(short)])
        for end in range(_OWNER, len(short) - _OWNED + 1)
    )


def _ends_as_firm(front: str) -> bool:
    firm = front.removesuffix(_OF)
    return without_legal(firm) != firm


def _without_tail(form: str) -> str:
    core = _TAIL.sub("", form)
    return core if len(core) >= 2 else form


def _begins(form: str, stem: str, places: Places) -> bool:
    """Whether a project's name begins with a shorter one, with places in front of it or without; no phase's does."""
    whole, phase = _stem_and_phase(form)
    return not phase and any(len(one) > len(stem) and one.startswith(stem) for one in (whole, places.prefix(whole)[1]))


def _is_owner(front: str, owners: Sequence[str], places: Places) -> bool:
    front = front.removesuffix(_OF)
    for _ in range(3):
        if not front:
            return True
        place, rest = places.prefix(front + "□")
        if place is not None:
            front = rest.removesuffix("□")
            continue
        owner = next((o for o in owners if front.startswith(o)), None)
        if owner is None:
            return False
        front = front[len(owner) :].lstrip(_OF)
    return not front
