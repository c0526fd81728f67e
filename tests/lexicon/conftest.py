"""A small lexicon in a folder of its own, to read and to break."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.equivalents import load_equivalents
from kg.files import data_folder
from kg.lexicon import Lexicon, load_lexicon

EQUIVALENTS = load_equivalents(data_folder() / "seeds" / "grammar" / "equivalents.toml")
FILES = {
    "divisions.csv": """\
code,name,short,aliases,former,level,parent,lon,lat,geonames
420000,湖北省,湖北,鄂,,province,,114.3419,30.5465,
420600,襄阳市,襄阳,,襄樊|襄樊市,prefecture,420000,112.1224,32.009,1790587
420606,樊城区,樊城,,,county,420600,,,
""",
    "enterprises.csv": """\
id,name,aliases,contextual,parent,industry
jia,甲辰集团有限公司,甲辰集团,甲辰,,batteries
jia-motor,甲辰汽车,,,jia,
apple,苹果,,苹果,,
""",
    "parks.csv": """\
id,name,aliases,contextual,division,kind
xiangyang-hidz,襄阳高新技术产业开发区,,,420600,hidz
""",
    "organizations.csv": "id,name,aliases,contextual,division\ndaxue,襄阳大学,,,420600\n",
    "policies.csv": "id,name,aliases,contextual,issuer\nshitiao,襄阳十条,“襄十条”,,襄阳市人民政府\n",
    "nonentities.csv": "text,reason\n襄阳日报,media\n",
    "industries.csv": "id,name,aliases,broader,english\nbatteries,动力电池,锂电|电池,,batteries\n",
}

Edit = Callable[[str, str], Path]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


@pytest.fixture
def lexicon(folder: Path) -> Lexicon:
    return load_lexicon(folder, EQUIVALENTS)


@pytest.fixture
def append(folder: Path) -> Edit:
    """Adds a line to a file."""

    def add(name: str, line: str) -> Path:
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
        return folder

    return add


def ids(lexicon: Lexicon, form: str) -> list[str]:
    return [reading.entity for reading in lexicon.readings(form)]
