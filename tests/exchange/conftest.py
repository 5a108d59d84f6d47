"""A report of the invented city 云州市, built by hand: tables do not wait for the stages of reading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from luoshi.values import (
    Aside,
    Heading,
    Identity,
    Measure,
    Message,
    Passage,
    Problem,
    Quote,
    Report,
    SourceInfo,
    Span,
    Suggestion,
    Task,
    Unsure,
)

TEXT = """政府工作报告
三、2025年工作安排
（一）做强现代农业
坚持稳粮保供。粮食播种面积稳定在120.5万亩以上、总产9.3亿斤以上，加快推进临溪灌区
二期建设。一季度启动“云州大米”品牌馆。
（二）改善民生
万元地区生产总值能耗下降2%以上。办好省级民生实事，新建养老驿站3所、改造12所；不断提升群众满意度。
第 4 版
"""
AGRICULTURE = ("2025年工作安排", "做强现代农业")
PEOPLE = ("2025年工作安排", "改善民生")


def quote(words: str, text: str = TEXT) -> Quote:
    start = text.index(words)
    return Quote((Span(start, start + len(words)),), words)


def measure(words: str, indicator: str, low: str | None, high: str | None, unit: str, **more: Any) -> Measure:
    usual: dict[str, Any] = {"relation": "eq", "kind": "level", "role": "plan", "year": "2025", "scope": None}
    bounds = [None if v is None else Decimal(v) for v in (low, high)]
    return Measure(
        id=f"m-{words}", quote=quote(words), low=bounds[0], high=bounds[1], unit=unit, indicator=indicator,
        rule="test", **(usual | more),
    )  # fmt: skip


MEASURES = (
    measure("120.5万亩", "粮食播种面积", "1205000", None, "亩", relation="ge", indicator_id="grain-area"),
    measure("9.3亿斤", "粮食总产", "930000000", None, "斤", relation="ge"),
    measure("2%", "万元地区生产总值能耗", None, "-2", "%", relation="le", kind="change", accrual="增速"),
    measure("3所", "新建养老驿站", "3", "3", "所"),
    measure("12所", "改造养老驿站", "12", "12", "所"),
)


def task(words: str, number: int, path: tuple[str, ...], *figures: str, **more: Any) -> Task:
    usual: dict[str, Any] = {
        "verb": "", "deliverables": (), "deadline": None, "due": "2025-12-31", "checkable": "figure", "strength": None,
        "origin": None, "bodies": (), "suggestions": (), "missing": ("owner",), "rule": "test",
    }  # fmt: skip
    ids = tuple(f"m-{f}" for f in figures)
    return Task(id=f"t-{number:010x}", quote=quote(words), figures=ids, path=path, **(usual | more))


SUGGESTED = (
    Suggestion("市农业农村局", "牵头", "“粮食”属农业农村领域"),
    Suggestion("市水利局", "配合", "“灌区”属水利领域"),
    Suggestion("各县（区）人民政府", "配合", "属地"),
)
TASKS = (
    task(
        "粮食播种面积稳定在120.5万亩以上、总产9.3亿斤以上",
        1,
        AGRICULTURE,
        "120.5万亩",
        "9.3亿斤",
        suggestions=SUGGESTED,
    ),
    task("加快推进临溪灌区\n二期建设", 2, AGRICULTURE, checkable="named"),
    task("一季度启动“云州大米”品牌馆", 3, AGRICULTURE, checkable="named", deadline="一季度", due="2025-03-31"),
    task("万元地区生产总值能耗下降2%以上", 4, PEOPLE, "2%", strength="确保"),
    task("新建养老驿站3所、改造12所", 5, PEOPLE, "3所", "12所", origin="省级"),
    task("不断提升群众满意度", 6, PEOPLE, checkable="general", missing=("figure", "name", "owner")),
    task("新建养老驿站3所", 7, PEOPLE, "3所", repeat=True),
)


@pytest.fixture
def yunzhou() -> Report:
    paragraphs = [quote(line) for line in TEXT.splitlines() if line.endswith("。")]
    return Report(
        source=SourceInfo("云州市-2025.txt", "text/plain", "utf-8", "5a" * 32, len(TEXT)),
        identity=Identity(place="云州市", plan_year=2025, review_year=2024),
        text=TEXT,
        headings=(Heading(quote("做强现代农业"), 2, "做强现代农业"),),
        passages=tuple(Passage(q, AGRICULTURE, "plan", "2025", "test") for q in paragraphs),
        measures=MEASURES,
        tasks=TASKS,
        unsure=(
            Unsure("u-1", quote("3所"), Message("是数值还是名称", "a figure or a name"), ("数值", "名称"), "test"),
        ),
        asides=(Aside(quote("第 4 版"), "版次", "page"),),
        problems=(
            Problem(
                "gap",
                "warning",
                Message("此处缺字", "text is lost here"),
                Message("请对照原件补全", "complete it"),
                Span(0, 6),
            ),
        ),
    )


@pytest.fixture
def said(yunzhou: Report) -> Callable[[str], Report]:
    """A report whose one task says the words given."""

    def build(words: str) -> Report:
        found = replace(TASKS[0], quote=Quote((Span(0, len(words)),), words), figures=(), path=(words[:9],))
        return replace(
            yunzhou,
            text=words,
            headings=(),
            passages=(),
            measures=(),
            tasks=(found,),
            unsure=(),
            asides=(),
            problems=(),
        )

    return build
