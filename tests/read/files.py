"""Files made by hand, and what is read of them."""

from pathlib import Path

from kg.model import Article
from kg.read import Rejected, Remark, read_paths

PORTAL = """-
襄阳签下两个大项目
甲公司在襄阳高新区开工。 一、概况 总投资3亿元。
2025-07-02
-
荆门的一天
乙公司落户荆门。
2025-07-02
有想补充的信息?点我投稿
- 联系我们
- 企业入驻

"""
TEXT = "襄阳高新区引进甲公司\n据介绍，这个项目总投资三亿元，将于今年开工建设，为当地带来一千个就业岗位。\n"


def write(folder: Path, name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def read(*paths: Path) -> tuple[list[Article], list[Rejected], list[Remark]]:
    outcomes = list(read_paths(paths))
    return (
        [outcome for outcome in outcomes if isinstance(outcome, Article)],
        [outcome for outcome in outcomes if isinstance(outcome, Rejected)],
        [outcome for outcome in outcomes if isinstance(outcome, Remark)],
    )


def reasons(*paths: Path) -> list[str]:
    return [rejected.reason for rejected in read(*paths)[1]]
