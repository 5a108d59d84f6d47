"""The account as a workbook and as the annex of an official document: 承诺、完成情况、结论、依据, and what is to be
filled in. The look is that of the breakdown table (`as_xlsx`, `as_docx`)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from luoshi.comparing.account import Account
from luoshi.exchange import as_docx as word
from luoshi.exchange import as_xlsx as excel
from luoshi.exchange import columns
from luoshi.exchange.account.plans import plan_rows
from luoshi.exchange.account.problems import problem_rows
from luoshi.exchange.account.rows import ACCOUNT_SOURCES, directions, held, placeholders_of
from luoshi.exchange.account.three import three_rows
from luoshi.exchange.breakdown import placeholders

PROBLEMS_NOTE = "对照两份报告时的问题（种类为“对照”）和读这两份报告时的问题（种类为文件名），共{count}个。"
TITLE = "政府工作报告承诺兑现对照表"


def as_xlsx(told: Account, columns_file: Path | None = None) -> bytes:
    """The workbook. Raises columns.ColumnsError where the file of columns is wrong."""
    layouts = columns.load(columns_file)
    sheets = []
    for name, rows in (("对照表", held(told)), ("只有方向的承诺", directions(told))):
        said = placeholders_of(told, len(rows))
        sheets.append(excel.Sheet(name, layouts["account"], ACCOUNT_SOURCES, rows, said))
    if three := three_rows(told):
        said = placeholders_of(told, len(three))
        sheets.append(excel.Sheet("三方对照", layouts["three"], columns.SOURCES["three"], three, said))
    if plans := plan_rows(told):
        said = placeholders_of(told, len(plans))
        sheets.append(excel.Sheet("计划变化", layouts["plans"], columns.SOURCES["plans"], plans, said))
    problems = problem_rows(told)
    said = placeholders(told.later, len(problems))
    layout = replace(layouts["problems"], title="{place}{year}承诺对照问题清单", note=PROBLEMS_NOTE)
    sheets.append(excel.Sheet("问题", layout, columns.SOURCES["problems"], problems, said))
    about = {
        "luoshi.earlier": told.earlier.source.name,
        "luoshi.earlier.sha256": told.earlier.source.sha256,
        "luoshi.later": told.later.source.name,
        "luoshi.later.sha256": told.later.source.sha256,
    }
    return excel.workbook(TITLE, sheets, about)


def as_docx(told: Account, columns_file: Path | None = None) -> bytes:
    """The annex. Raises columns.ColumnsError where the file of columns is wrong."""
    rows = held(told)
    annex = word.Annex(
        columns.load(columns_file)["account_docx"], ACCOUNT_SOURCES, rows, placeholders_of(told, len(rows))
    )
    return word.write(annex, TITLE, f"{told.earlier.source.sha256} {told.later.source.sha256}")
