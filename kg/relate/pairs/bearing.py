"""A firm and a project of a scene -> whether the project bears the firm's name, or has it directly in front.

甲辰集团铝箔项目 is that of 甲辰集团, whatever else the sentence says.
"""

from __future__ import annotations

from typing import Final

from kg.relate.pairs.scene import Mentioned, Scene

OWNING: Final = "investsIn"
LEAST: Final = 0.01  # chance below which something speaks against it
CHANCE: Final = 0.8  # at least; in our own annotations nine of ten such projects are that of the firm


def bears_name(scene: Scene, firm: str, project: str) -> bool:
    """Whether a name of the project begins with one of the firm's somewhere, or stands directly behind it."""
    return any(_owns(one, whole) for whole in scene.of[project] for one in scene.of[firm])


def _owns(firm: Mentioned, project: Mentioned) -> bool:
    if firm.stands_in or project.stands_in:
        return False
    return firm.end == project.start or (project.start <= firm.start and firm.end < project.end)
