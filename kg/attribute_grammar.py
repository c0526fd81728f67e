"""seeds/grammar/attributes.toml -> words and rules for amounts, dates and stages, compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import ahocorasick

from kg.text import fold_text
from kg.toml import any_of, compile_toml, trigger_automaton

# Among years and days told from the date of the article, two that go by the date before.
SAME: Final = 100  # 当年, 当日: as it says
NEXT: Final = 101  # 次年, 次日: one more
DIGITS: Final = "〇零一二两三四五六七八九"
_NUMBER: Final = rf"(?:[0-9]{{1,15}}(?:,[0-9]{{3}})*(?:\.[0-9]{{1,6}})?|[{DIGITS}十百千点]{{1,16}}+)"
_SCALE: Final = "[十百千万亿]{1,3}+"
_SOME: Final = "[余多来]?"
# 1.2万亿, 3亿5000万, 700多亿, 20余, 30个亿; some write 50 亿元 and 2024 年 11 月 28 日
_QUANTITY: Final = rf"{_NUMBER}(?: (?=[余多来个]))?{_SOME}个?(?: ?{_SCALE}{_SOME})?(?:{_NUMBER}{_SCALE}{_SOME})?"
_PATTERNS: Final = (
    "of_project", "share", "as_one", "apposed", "one_of", "sort", "each", "wider", "unnamed", "pointed", "bare",
    "no_subject", "ends", "in_turn", "pointer", "points_back", "by_its_kind", "and_others", "first_phase",
)  # fmt: skip
_RANGE: Final = " ?[-~至到] ?"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a sum of money is: an investment, an output value, registered capital …"""

    id: str
    property: str
    owner: str
    verb: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """How a sum finds its owner, and how often that is right."""

    id: str
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a project; `date` is the property of the day it was reached, empty if it lasts."""

    status: str
    date: str


@dataclass(frozen=True, eq=False)
class AttributeGrammar:
    """What the readers of amounts, dates and stages know of language."""

    currencies: Mapping[str, str]
    vague_before: tuple[str, ...]
    money: re.Pattern[str]
    bare_money: re.Pattern[str]
    kinds: Mapping[str, Kind]
    kind_before: re.Pattern[str]
    kind_after: re.Pattern[str]
    connector: re.Pattern[str]
    qualifier: re.Pattern[str]
    converted: re.Pattern[str]
    build: re.Pattern[str]
    named: re.Pattern[str]
    superseded: re.Pattern[str]
    anaphor: re.Pattern[str]
    sum: re.Pattern[str]
    other: re.Pattern[str]
    phase: re.Pattern[str]
    patterns: Mapping[str, re.Pattern[str]]
    rules: Mapping[str, Rule]
    stages: Mapping[str, Stage]
    milestones: Mapping[str, float]
    stage_confidence: Mapping[str, float]
    # Word -> (its length, what it tells: names of stages and milestones, none where it only hides a shorter word).
    triggers: ahocorasick.Automaton
    no_stage_before: re.Pattern[str]
    no_stage_after: re.Pattern[str]
    planned: re.Pattern[str]
    denied: re.Pattern[str]
    done: re.Pattern[str]
    soon: re.Pattern[str]
    time: re.Pattern[str]
    no_time_before: re.Pattern[str]
    no_time_after: re.Pattern[str]
    years: Mapping[str, int]
    months: Mapping[str, int]
    days: Mapping[str, int]


def load_attribute_grammar(folder: Path) -> AttributeGrammar:
    """The grammar of a folder. Raises KnowledgeError naming the file and the entry."""
    return compile_toml(folder / "attributes.toml", _compile_tables)


def _compile_tables(tables: Mapping[str, Any]) -> AttributeGrammar:
    numbers, words, times, modality = tables["numbers"], tables["words"], tables["times"], tables["modality"]
    currencies = {fold_text(word): code for code, names in tables["currencies"].items() for word in names}
    currency = any_of(currencies)
    quantity = rf"(?P<low>{_QUANTITY})(?:(?:{currency})?{_RANGE}(?P<high>{_QUANTITY}))?"
    # What a sum begins with is asked first: everywhere else the search goes on at once.
    edge = rf"(?=[0-9{DIGITS}十百千点])(?<![0-9A-Za-z.第{DIGITS}十百千点])"
    stages = {f"s{i}": entry for i, entry in enumerate(tables["stage"])}
    milestones = {entry["id"]: entry for entry in tables["milestone"]}
    return AttributeGrammar(
        currencies=currencies,
        vague_before=tuple(numbers["vague_before"]),
        money=re.compile(rf"{edge}{quantity}(?:余|多)? ?(?P<currency>{currency})"),
        bare_money=re.compile(rf"{edge}{quantity}(?<=[亿余多万]){numbers['bare_follow']}"),
        kinds={
            entry["id"]: Kind(
                entry["id"], entry.get("property", ""), entry.get("owner", ""), bool(entry.get("verb", False))
            )
            for entry in tables["kind"]
        },
        kind_before=_named((entry["id"], entry.get("before", ())) for entry in tables["kind"]),
        kind_after=_named((entry["id"], entry.get("after", ())) for entry in tables["kind"]),
        connector=re.compile(rf"(?:{any_of(words['connectors'])})*"),
        qualifier=re.compile(rf"(?:{any_of(words['qualifiers'])}| )*"),
        converted=re.compile(words["converted"]),
        build=re.compile(any_of(words["build"])),
        named=re.compile(rf"(?:{any_of(words['named'])})[\"' ]*$"),
        superseded=re.compile(words["superseded"]),
        anaphor=re.compile(any_of(words["anaphors"])),
        sum=re.compile("|".join(words["sums"])),
        other=re.compile(any_of(words["others"])),
        phase=re.compile(words["phases"]),
        patterns={name: re.compile(tables["patterns"][name]) for name in _PATTERNS},
        rules={entry["id"]: Rule(entry["id"], float(entry["confidence"]), entry["reason"]) for entry in tables["rule"]},
        stages={name: Stage(entry["status"], entry["date"]) for name, entry in stages.items()},
        triggers=trigger_automaton({**stages, **milestones}),
        milestones={entry["id"]: float(entry["confidence"]) for entry in milestones.values()},
        stage_confidence={how: float(value) for how, value in tables["confidence"].items()},
        no_stage_before=re.compile(f"(?:{modality['no_event_before']})$"),
        no_stage_after=re.compile(modality["no_event_after"]),
        planned=re.compile("|".join(modality["planned"])),
        denied=re.compile("|".join(modality["denied"])),
        done=re.compile("|".join(modality["done"])),
        soon=re.compile(modality["soon"]),
        time=_time_pattern(times),
        no_time_before=re.compile(rf"(?:{'|'.join(times['no_event_before'])})$"),
        no_time_after=re.compile(times["no_event_after"]),
        years=times["years"] | dict.fromkeys(times["same_year"], SAME) | dict.fromkeys(times["next_year"], NEXT),
        months=times["months"],
        days=times["days"] | dict.fromkeys(times["same_day"], SAME) | dict.fromkeys(times["next_day"], NEXT),
    )


def _named(groups: Iterable[tuple[str, Iterable[str]]]) -> re.Pattern[str]:
    """A pattern whose last group names the entry that fits; earlier entries win."""
    return re.compile("|".join(f"(?P<{name}>{'|'.join(patterns)})" for name, patterns in groups if patterns))


def _time_pattern(times: Mapping[str, Any]) -> re.Pattern[str]:
    """A year or a word for one, with the part of it that is told; a part alone; a month, a day or a word for one."""
    two = rf"(?:[0-9]{{1,2}}|[{DIGITS}十]{{1,3}})"
    relative_years = any_of([*times["years"], *times["same_year"], *times["next_year"]])
    relative_months = any_of(times["months"])
    relative_days = any_of([*times["days"], *times["same_day"], *times["next_day"]])
    year_edge, month_edge = times["year_edge"], times["month_edge"]
    year = rf"(?P<year>(?:19|20)[0-9]{{2}}|[一二][〇零九一二][{DIGITS}]{{2}}) ?年(?!代|产|薪|度)"
    month = rf" ?(?P<month>{two}) ?月(?!光|球|饼|子|嫂|亮|台)份?(?:{month_edge})?"
    day = rf" ?(?P<day>{two}) ?[日号](?!线|楼|机|路|地|院|门)"
    apart = r"(?<![0-9.\-/第年])"

    def part(own: str) -> str:
        """Some months of a year: 一季度, 上半年, 前5个月, 1-5月, 前三季度."""
        return (
            rf"第?(?P<{own}quarter>[一二三四1-4])个?季度(?:{times['quarter_edge']})?"
            rf"|(?P<{own}half>[上下])半年"
            rf"|(?<![提以之目此先])前(?P<{own}quarters>[一二三1-3])个?季度"
            rf"|(?:(?<![提以之目此先])前|(?:1|一) ?月?份? ?[-~至到]{{1,2}} ?)(?P<{own}upto>{two}) ?个?月份?"
        )

    words = "|".join((relative_years, relative_months, relative_days)).split("|")
    firsts = "".join(sorted({word.replace("\\", "")[:1] for word in words}))
    return re.compile(
        rf"(?=[0-9{DIGITS}十第前上下年月这{re.escape(firsts)}])(?:"
        rf"{apart}(?P<iso>(?P<iso_year>(?:19|20)[0-9]{{2}})(?P<mark>[-./])(?P<iso_month>[0-9]{{1,2}})"
        r"(?:(?P=mark)(?P<iso_day>[0-9]{1,2}))?)(?![0-9.\-/%万亿米吨亩公平千人个])"
        rf"|(?<![0-9])(?:{year}|(?P<by_year>{relative_years}))"
        rf"(?:[,的]? ?(?:{part('')})|年?(?:{year_edge})|[,的]?{month}(?:{day})?)?"
        rf"|(?P<by_month>{relative_months})(?: ?(?P<month_day>{two}) ?[日号]|{month_edge})?"
        rf"|昨?\((?P<told_day>[0-9]{{1,2}})\)日|(?P<by_day>{relative_days})"
        rf"|(?P<week>[上本这])个?(?:周|星期)(?P<weekday>[一二三四五六日天])"
        rf"|(?<![0-9.\-/年到至]){part('own_')}"
        rf"|{times['no_edge_before']}(?:(?P<edge>年)(?:{year_edge})|(?P<month_edge>月)(?:{month_edge}))"
        rf"|{apart}(?P<own_month>{two}) ?月(?!光|球|饼|子|嫂|亮|台|度|报|均|产)份?(?:{month_edge})?"
        rf"(?: ?(?P<own_day>{two}) ?[日号](?!线|楼|机|路|地|院|门))?"
        rf"|{apart}(?P<lone_day>[0-9]{{1,2}}) ?日(?!线|内|均|产))"
    )
