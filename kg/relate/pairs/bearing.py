"""A firm and a project of a scene -> whether the project bears the firm's name, or has it directly in front.

甲辰集团铝箔项目 is that of 甲辰集团, whatever else the sentence says; 玄城碧落电子项目 that of 玄城市碧落电子有限公司.
"""

from __future__ import annotations

from typing import Final

from kg.relate.pairs.scene import Mentioned, Scene

OWNING: Final = "investsIn"
LEAST: Final = 0.01  # chance below which something speaks against it
CHANCE: Final = 0.8  # at least; in our own annotations nine of ten such projects are that of the firm
_LEAST_CORE: Final = 3  # characters; shorter ones are words too (能源, 时代)


def bears_name(scene: Scene, firm: str, project: str) -> bool:
    """Whether a name of the project begins with one of the firm's, places and legal words left out, or stands directly
    behind it."""
    if any(_owns(one, whole) for whole in scene.of[project] for one in scene.of[firm]):
        return True
    cores = tuple(core for core in scene.brands[firm] if len(core) >= _LEAST_CORE)
    return any(name.startswith(cores) for name in scene.stems[project])


def _owns(firm: Mentioned, project: Mentioned) -> bool:
    if firm.stands_in or project.stands_in:
        return False
    return firm.end == project.start or (project.start <= firm.start and firm.end < project.end)
