"""Small reports of the invented 云州市 and its 临溪区, as the tests of outline, roles and identity need them."""

from __future__ import annotations

from luoshi.reading.identity import identify
from luoshi.reading.outline import outline
from luoshi.reading.repair import repair
from luoshi.reading.state import Block, Head, Repaired
from luoshi.sources import from_text
from luoshi.values import Identity, Problem

OPENING = """政府工作报告

——2025年1月8日在云州市第五届人民代表大会第四次会议上

云州市人民政府市长 林望舒

各位代表：

现在，我代表市人民政府，向大会报告工作，请予审议，并请市政协委员提出意见。
"""
REVIEW = """一年来，全市上下克难奋进，经济运行总体平稳，全年地区生产总值增长5.8%，顺利完成了主要目标任务。

项目建设支撑有力。云溪大桥建成通车，新引进亿元以上项目42个，新开工率达到91.5%，固定资产投资增长9.3%。

民生福祉持续增进。城镇新增就业1.86万人，改造老旧小区63个，空气优良天数达到321天，居全省第3位。
"""
ISSUES = """同时，我们也清醒地认识到，发展中还存在不少困难和问题，产业结构不优，财政收支矛盾突出，我们将认真加以解决。
"""
PLAN = """今年经济社会发展的主要预期目标是：地区生产总值增长6%左右，一般公共预算收入增长5%，城镇新增就业1.7万人以上。

做强项目承载。加快推进临溪产业园建设，力争引进链主企业5家以上，确保标准厂房年内交付使用，推动项目早开工早投产。

优化城市品质。深入实施城市更新行动，改造老旧小区50个，启动北门街改造，着力打造一刻钟便民生活圈。
"""
CLOSING = """各位代表！让我们更加紧密地团结在以习近平同志为核心的党中央周围，在市委领导下，为建设现代化云州而努力奋斗！
"""
WHOLE = f"{OPENING}\n一、2024年工作回顾\n\n{REVIEW}\n{ISSUES}\n二、2025年工作安排\n\n{PLAN}\n{CLOSING}"


def identity_of(text: str, name: str = "-", **given: object) -> tuple[Identity, tuple[Problem, ...]]:
    document = from_text(text, name)
    return identify(document, repair(document), **given)  # type: ignore[arg-type]


def outline_of(text: str) -> tuple[Repaired, list[Head], list[Block]]:
    document = from_text(text)
    repaired = repair(document)
    return repaired, *outline(repaired, identify(document, repaired)[0])


def role_of(text: str, words: str) -> Block:
    """The block in which the words stand."""
    repaired, _, blocks = outline_of(text)
    at = repaired.text.index(words)
    return next(block for block in blocks if block.start <= at < block.end)
