"""OpenCC's character table -> kg/traditional.py: one simplified character for each traditional one.

    pip install opencc-python-reimplemented && python seeds/derive/characters.py

The table is part of OpenCC (Apache-2.0). Characters that simplified text uses as well (those of GB 2312: 乾县, 藉) stay
as they are, but for the few that it hardly does; and so do those that names have kept (昇兴). Only the first reading
counts, and only one code point for one.
"""

from __future__ import annotations

from importlib.resources import files
from textwrap import wrap

from kg.files import data_folder

SIMPLIFIED_TOO_SELDOM = "後於甯菸麽"
# Standard in names since 2013, by the Table of General Standard Chinese Characters.
KEPT_IN_NAMES = "昇甦祕"

HEAD = '''"""Traditional characters and, in the same order, simplified twins; written by seeds/derive/characters.py."""

from __future__ import annotations

from typing import Final

'''


def twins() -> dict[str, str]:
    """Traditional -> simplified."""
    table = files("opencc").joinpath("dictionary/TSCharacters.txt").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines())
    first = {traditional: simplified.split()[0] for traditional, simplified in rows}
    found = {a: b for a, b in sorted(first.items()) if a != b and a < "\uffff" > b and not stays(a)}
    return {a: found.get(b, b) for a, b in found.items()}


def stays(char: str) -> bool:
    if char in KEPT_IN_NAMES:
        return True
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return char not in SIMPLIFIED_TOO_SELDOM


def constant(name: str, chars: str) -> str:
    return "\n".join([f"{name}: Final = (", *(f'    "{line}"' for line in wrap(chars, 50)), ")\n"])


def main() -> None:
    found = twins()
    text = HEAD + constant("TRADITIONAL", "".join(found)) + constant("SIMPLIFIED", "".join(found.values()))
    (data_folder() / "kg/traditional.py").write_text(text, "utf-8")
    print(f"{len(found)} characters")


if __name__ == "__main__":
    main()
