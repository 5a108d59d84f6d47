"""Which columns the breakdown table and the lists beside it have, from left to right: data, see `columns.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from luoshi.exchange.account import rows as account
from luoshi.exchange.account.plans import PLAN_SOURCES
from luoshi.exchange.account.three import THREE_SOURCES
from luoshi.exchange.breakdown import TASK_SOURCES
from luoshi.exchange.ledger_table import LEDGER_PLACEHOLDERS, LEDGER_SOURCES
from luoshi.exchange.listing import INDICATOR_SOURCES, PROBLEM_SOURCES
from luoshi.values import Message

BUILTIN = Path(__file__).with_name("columns.toml")
SOURCES: Mapping[str, Mapping[str, Any]] = {
    "xlsx": TASK_SOURCES,
    "docx": TASK_SOURCES,
    "indicators": INDICATOR_SOURCES,
    "problems": PROBLEM_SOURCES,
    "account": account.ACCOUNT_SOURCES,
    "account_docx": account.ACCOUNT_SOURCES,
    "three": THREE_SOURCES,
    "plans": PLAN_SOURCES,
    "ledger": LEDGER_SOURCES,
}
_REPORT = ("place", "year", "report", "partial", "source", "count")
_TASKS = (*_REPORT, "figure", "named", "general")
PLACEHOLDERS: Mapping[str, tuple[str, ...]] = {
    "xlsx": _TASKS,
    "docx": _TASKS,
    "indicators": _REPORT,
    "problems": _REPORT,
    "account": account.PLACEHOLDERS,
    "account_docx": account.PLACEHOLDERS,
    "three": account.PLACEHOLDERS,
    "plans": account.PLACEHOLDERS,
    "ledger": LEDGER_PLACEHOLDERS,
}
_placeholder = re.compile(r"\{([^{}]{0,40})\}")


class ColumnsError(ValueError):
    """A file of columns is not what the header of `columns.toml` says: what is wrong where, and what to do."""

    def __init__(self, what: Message, todo: Message) -> None:
        super().__init__(f"{what.zh}；{todo.zh} / {what.en}; {todo.en}")
        self.what = what
        self.todo = todo


@dataclass(frozen=True, slots=True)
class Column:
    """One column; the keys are defined in the header of `columns.toml`."""

    title: str
    source: str
    width: int
    align: str = "left"
    print: bool = True
    hidden: bool = False
    hint: str | None = None

    @property
    def suggests(self) -> bool:
        return is_suggestion(self.source)


@dataclass(frozen=True, slots=True)
class Layout:
    """One section of a file of columns."""

    columns: tuple[Column, ...]
    title: str = ""
    note: str = ""
    freeze: int = 0
    annex: str = ""
    orientation: str = "landscape"
    group: bool = True


def is_suggestion(source: str) -> bool:
    return source.startswith("suggested_")


def fill(template: str, words: Mapping[str, object]) -> str:
    """The title or note with its placeholders filled in."""
    return _placeholder.sub(lambda m: str(words[m[1]]), template)


def load(path: Path | None) -> Mapping[str, Layout]:
    """The layouts by section: those of the file, and the built-in ones for the sections that it does not have.

    Raises ColumnsError naming file and entry.
    """
    builtin = _builtin()
    return builtin if path is None else {**builtin, **_read(path)}


@cache
def _builtin() -> Mapping[str, Layout]:
    return _read(BUILTIN)


def _read(path: Path) -> dict[str, Layout]:
    try:
        data = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise _error(path, "", f"读不了：{error.strerror}", f"cannot be read: {error.strerror}", _PATH) from error
    except UnicodeDecodeError as error:
        raise _error(
            path,
            "",
            f"第 {error.start} 字节起不是 UTF-8",
            f"no UTF-8 from byte {error.start} on",
            Message("请另存为 UTF-8", "save it as UTF-8"),
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise _error(path, "", f"不是 TOML：{error}", f"no TOML: {error}", _TOML) from error
    return {name: _layout(_Entry(path, name, data[name])) for name in _Entry(path, "", data).only(tuple(SOURCES))}


_PATH = Message("请检查路径和权限", "check the path and its permissions")
_TOML = Message("请对照内置的 columns.toml 改正", "compare it with the built-in columns.toml")


def _error(path: Path, where: str, zh: str, en: str, todo: Message) -> ColumnsError:
    at_zh, at_en = (f" 的 {where}", f": {where}") if where else ("", "")
    return ColumnsError(Message(f"{path.name}{at_zh}：{zh}", f"{path.name}{at_en}: {en}"), todo)


class _Entry:
    """One table of the file, its keys checked as they are asked for."""

    def __init__(self, path: Path, where: str, data: object) -> None:
        self.path, self.where = path, where
        if not isinstance(data, dict):
            raise self.fail(f"{data!r} 不是表", f"{data!r} is no table", _TOML)
        self.data: dict[str, Any] = data

    def fail(self, zh: str, en: str, todo: Message) -> ColumnsError:
        return _error(self.path, self.where, zh, en, todo)

    def only(self, known: tuple[str, ...]) -> dict[str, Any]:
        for key in self.data:
            if key not in known:
                raise self.fail(f"不认识“{key}”", f"unknown key {key!r}", _instead(key, known))
        return self.data

    def choice(self, key: str, known: tuple[str, ...], default: str | None = None) -> str:
        value = self.get(key, str, default)
        if value not in known:
            raise self.fail(
                f"{key} 不能是“{value}”", f"{key}: {value!r} is none of the possible", _instead(value, known)
            )
        return str(value)

    def get(self, key: str, kind: type, default: Any = None) -> Any:
        value = self.data.get(key, default)
        if value is None:
            raise self.fail(f"缺少 {key}", f"key {key!r} is missing", Message(f"请补上 {key} = …", f"add {key} = …"))
        if type(value) is not kind:
            zh, en = _KINDS[kind]
            raise self.fail(f"{key} 不能是 {value!r}", f"{key}: {value!r}", Message(f"应为{zh}", f"expected {en}"))
        return value


_KINDS = {
    str: ("带引号的文字", "a quoted text"),
    int: ("整数", "a whole number"),
    bool: ("true 或 false", "true or false"),
    list: ("用方括号括起的一列表", "a list of tables in brackets"),
}


def _instead(value: str, known: tuple[str, ...]) -> Message:
    near = get_close_matches(value, known, 1, 0.5)
    zh, en = (f"是不是“{near[0]}”？", f"did you mean {near[0]!r}? ") if near else ("", "")
    listed = "、".join(known), ", ".join(known)
    return Message(f"{zh}可用的有：{listed[0]}", f"{en}known: {listed[1]}")


_SHEET_KEYS = ("title", "note", "freeze", "columns")
_DOCX_KEYS = ("title", "note", "annex", "orientation", "group", "columns")


def _layout(entry: _Entry) -> Layout:
    docx = entry.where.endswith("docx")
    entry.only(_DOCX_KEYS if docx else _SHEET_KEYS)
    title, note = entry.get("title", str, ""), entry.get("note", str, "")
    words = PLACEHOLDERS[entry.where]
    for name in _placeholder.findall(title + note):
        if name not in words:
            raise entry.fail(f"title 或 note 里不认识 {{{name}}}", f"unknown {{{name}}}", _instead(name, words))
    rows = entry.get("columns", list)
    if not rows:
        raise entry.fail("一栏也没有", "no columns", Message("请至少列出一栏", "list one at least"))
    columns = tuple(_column(entry, i, row, docx) for i, row in enumerate(rows, 1))
    _printed_first(entry, columns)
    return Layout(
        columns=columns,
        title=title,
        note=note,
        freeze=entry.get("freeze", int, 0),
        annex=entry.get("annex", str, ""),
        orientation=entry.choice("orientation", ("landscape", "portrait"), "landscape"),
        group=entry.get("group", bool, True),
    )


def _column(section: _Entry, number: int, data: object, docx: bool) -> Column:
    named = f"“{data['title']}”" if isinstance(data, dict) and "title" in data else ""
    entry = _Entry(section.path, f"{section.where}.columns[{number}]{named}", data)
    common = ("title", "source", "width", "align")
    entry.only((*common, "hint") if docx else (*common, "print", "hidden"))
    sources = SOURCES[section.where]
    column = Column(
        title=entry.get("title", str),
        source=entry.choice("source", tuple(sources)),
        width=entry.get("width", int),
        align=entry.choice("align", ("left", "center", "right"), "left"),
        print=entry.get("print", bool, True),
        hidden=entry.get("hidden", bool, False),
        hint=entry.choice("hint", tuple(s for s in sources if is_suggestion(s))) if "hint" in entry.data else None,
    )
    if not 1 <= column.width <= 255:
        raise entry.fail(
            f"width 不能是 {column.width}", f"width: {column.width}", Message("应在 1 到 255 之间", "expected 1 to 255")
        )
    if column.suggests and "建议" not in column.title:
        raise entry.fail(
            "机器推断的单位不能写成正式责任单位",
            "a suggestion of the machine must not look like an assignment",
            Message("请在 title 里写明“建议”", "say 建议 in its title"),
        )
    return column


def _printed_first(entry: _Entry, columns: tuple[Column, ...]) -> None:
    printed = [c.print for c in columns]
    if printed != sorted(printed, reverse=True) or not printed[0]:
        late = next((c.title for c, before in zip(columns[1:], printed, strict=False) if c.print and not before), "")
        raise entry.fail(
            f"打印的栏“{late}”排在不打印的栏后面",
            f"the printed column {late!r} stands behind one that is not printed",
            Message("请把 print = false 的栏都放到最后", "put the columns with print = false last"),
        )
