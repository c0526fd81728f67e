"""What an article tells of signings, settlings, ground-breakings, openings, approvals; and what is none of these."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from kg.check.marked import read_marked
from kg.event_grammar import load_event_grammar
from kg.files import data_folder
from kg.model import Event, Modality
from kg.relate.attributes import read_attributes
from kg.relate.events import tell_events
from tests.handmade import known, reading_of


def events_of(marked: str, date: str | None = "2024-06-15") -> tuple[Event, ...]:
    reading, knowledge = reading_of(marked, date), known()
    return tell_events(reading, (), read_attributes(reading, knowledge.attributes), knowledge)


# Sentence -> kind, date, place, participants, what it concerns.
TOLD = [
    ("2024年5月6日，{E:甲公司}与{C:乙市}签约。", "签约", "2024-05-06", "乙市", "乙市 甲公司", ""),
    ("5月6日，{E:甲公司}、{E:丙公司}与{K:乙园区}签约", "签约", "2024-05-06", "乙园区", "丙公司 乙园区 甲公司", ""),
    ("5月，{E:甲公司}签下{J:丁项目}。", "签约", "2024-05", "", "甲公司", "丁项目"),
    ("{J:丁项目}签约落户{K:乙高新区}。", "签约", "", "乙高新区", "", "丁项目"),
    ("2023年，深圳来的{E:甲公司}在{C:乙市}签约。", "签约", "2023", "乙市", "甲公司", ""),
    ("上月签约的{E:甲公司}，在{C:乙市}建厂。", "签约", "2024-05", "", "甲公司", ""),
    ("2017年，{E:甲公司}落户{C:乙市}。", "落户", "2017", "乙市", "甲公司", ""),
    ("{J:丁项目}2024年3月28日在{C:乙市}开工。", "开工", "2024-03-28", "乙市", "", "丁项目"),
    ("2024年3月，{E:甲公司}的新工厂在{C:乙市}奠基。", "开工", "2024-03", "乙市", "甲公司", ""),
    ("{K:乙产业园}2023年9月开园。", "投产", "2023-09", "", "", "乙产业园"),
    ("2024年6月1日，{E:甲公司}在{C:乙市}揭牌。", "投产", "2024-06-01", "乙市", "甲公司", ""),
    ("{J:丁项目}于2022年竣工。", "竣工", "2022", "", "", "丁项目"),
    ("{K:乙高新区}2014年获批。", "获批", "2014", "", "", "乙高新区"),
    ("{J:丁项目}已终止。", "终止", "", "", "", "丁项目"),
    ("5月8日，{C:乙市}重点项目集中签约仪式举行。", "签约", "2024-05-08", "乙市", "", ""),
    ("5月8日，{C:乙市}54个重大项目集中开工。", "开工", "2024-05-08", "乙市", "", ""),
    ("1月4日，{C:乙市}2024年一季度重点项目开工仪式举行。", "开工", "2024-01-04", "乙市", "", ""),
    ("{C:乙市}有新事。随后，{E:甲公司}与{O:乙市人民政府}签约", "签约", "", "乙市", "乙市人民政府 甲公司", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "date", "place", "parties", "about"), TOLD, ids=[case[0] for case in TOLD])
def test_an_event_ties_who_what_where_and_when(
    text: str, kind: str, date: str, place: str, parties: str, about: str
) -> None:
    (event,) = events_of(text)
    assert (event.kind, event.date, event.place) == (kind, date, place)
    assert " ".join(event.participants) == parties
    assert " ".join(event.concerned) == about


NONE = [
    "{E:甲公司}到{C:乙市}考察。",
    "{E:甲公司}尚未与{C:乙市}签约。",
    "{E:甲公司}拟与{C:乙市}签约。",  # a plan without a day
    "签约项目17个，总投资350亿元。",  # neither who nor where
    "{C:乙市}签约项目17个，总投资350亿元。",  # some day
    "{E:甲公司}、{E:丙公司}等企业落户{C:乙市}。",
    "{J:丁项目}投产后年产值5亿元。",
    "{J:丁项目}开工率提高。",
    "全市开工作动员会上，{J:丁项目}受表扬。",
    "2024年，{K:乙新区}揭牌六周年。",
    "把{K:乙产业城}建成世界级集群。",
    "推动{J:丁项目}早日开工。",
    "5月6日，{E:甲公司}参观园区，随后两家开发区签了协议。",
    "2011年4月在{K:乙合作区}奠基，占地50万平方米。",
]


@pytest.mark.parametrize("text", NONE)
def test_what_did_not_happen_is_no_event(text: str) -> None:
    assert events_of(text) == ()


def test_a_plan_with_a_day_is_a_planned_event() -> None:
    (event,) = events_of("{J:丁项目}预计2024年10月开工。")
    assert {value.evidence.modality for value in event.values} == {Modality.PLANNED}


def test_a_place_of_origin_takes_no_part() -> None:
    (event,) = events_of("2024年5月，{C:乙市}来的{E:甲公司}与{K:丙高新区}签约。")
    assert (event.place, event.participants) == ("丙高新区", ("丙高新区", "甲公司"))


def test_title_and_body_tell_one_event_with_two_pieces_of_evidence() -> None:
    (event,) = events_of("{E:甲公司}与{C:乙市}签约\n2024年5月6日，{E:甲公司}与{C:乙市}签约。")
    assert event.date == "2024-05-06"
    assert len([value for value in event.values if value.property == "eventKind"]) == 2


def test_lately_is_the_year_of_the_article_and_not_another_event() -> None:
    lately, before = sorted(
        events_of("近日，{J:丁项目}投产。2023年，{J:丁项目}投产过。"),
        key=lambda event: event.date,
        reverse=True,
    )
    assert (lately.date, before.date) == ("2024", "2023")


def test_the_total_of_a_project_belongs_to_its_event_and_a_sum_to_the_gathering() -> None:
    (signing,) = events_of(
        "5月6日，{E:甲公司}与{C:乙市}签约，建设{J:丁项目}，{J:丁项目}总投资20亿元。{J:丁项目}签约。"
    )[:1]
    assert signing.kind == "签约"
    (gathering,) = events_of("5月8日，{C:乙市}17个重大项目集中签约，总投资350亿元。")
    assert [value.value for value in gathering.values if value.property == "amount"] == ["35000000000"]


def test_every_offset_of_an_event_is_where_its_words_stand() -> None:
    text = "5月6日，{E:甲公司}与{C:乙市}签约，{J:丁项目}落户{K:乙高新区}。"
    article, _, _ = read_marked(text)
    events = events_of(text)
    assert events
    for event in events:
        for evidence in (part.evidence for part in (*event.roles, *event.values)):
            for span in (evidence.passage, evidence.trigger, evidence.subject, evidence.object):
                assert span is None or article.text[span.start : span.end] == span.text
            assert evidence.trigger is not None and evidence.rule.startswith("event.")


def test_with_whom_somebody_signs_is_told_by_words_in_a_file(tmp_path: Path) -> None:
    folder = shutil.copytree(data_folder() / "seeds" / "grammar", tmp_path / "grammar")
    file = folder / "events.toml"
    file.write_text(file.read_text("utf-8").replace("side = [", 'side = ["偕", '), "utf-8")
    reading = reading_of("2024年5月6日，{E:甲公司}偕{C:乙市}签约。", None)
    ours, new = (
        {
            role.entity
            for event in tell_events(reading, (), (), one)
            for role in event.roles
            if role.predicate == "involves"
        }
        for one in (known(), replace(known(), events=load_event_grammar(folder)))
    )
    assert (len(ours), len(new)) == (1, 2)
