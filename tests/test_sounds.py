"""The pinyin of names is that of pypinyin, which is not loaded once its words are kept."""

import subprocess
import sys
from pathlib import Path

import pytest
from pypinyin import lazy_pinyin
from pypinyin.seg import mmseg

from kg.sounds import sound_of, syllables_of
from tests.handmade import known


def test_known_names_sound_as_pypinyin_has_them() -> None:
    names = [entry.name for entry in known().lexicon.entries.values() if not entry.name.isascii()][::20]
    assert len(names) > 200
    for name in names:
        if all("一" <= letter <= "鿿" for letter in name):
            spoken = [syllable for word in mmseg.seg.cut(name) for syllable in lazy_pinyin(word)]
            assert syllables_of(name) == tuple(spoken), name


@pytest.mark.parametrize(
    ("name", "sound"),
    [("重庆长安", "chong qing chang an"), ("绿地集团", "lv di ji tuan"), ("TCL华星", "tcl hua xing"), ("BYD", "")],
)
def test_a_word_tells_how_its_characters_sound(name: str, sound: str) -> None:
    assert sound_of(name) == sound


def test_a_second_process_does_without_pypinyin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    asked = "import sys; from kg.sounds import sound_of; print(sound_of('襄阳'), 'pypinyin' in sys.modules)"
    told = [
        subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    assert told == ["xiang yang True\n", "xiang yang False\n"]
