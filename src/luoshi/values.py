"""The values that every room of the house passes around: frozen, slotted, comparable.

Offsets everywhere are code points of a document's decoded text, `end` exclusive (see `luoshi.sources`).
Figures are `Decimal`, multipliers expanded: 1075.1亿元 is Decimal("107510000000") in 元. The fields of `Measure`
and `Task` are those that the annotation guides define (`docs/schema.md`).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from typing import Any, Literal

SCHEMA_VERSION = "1.1"

Role = Literal["review", "plan", "outlook", "context", "issues", "preamble"]
Relation = Literal["eq", "ge", "gt", "le", "lt", "approx", "range"]
Kind = Literal["level", "change", "delta", "share", "rank", "duration", "multiple"]
NumeralWhy = Literal["date", "name", "ordinal", "page", "structure", "noise", "unsure"]
Checkable = Literal["figure", "named", "general"]
Severity = Literal["error", "warning", "note"]
Completeness = Literal["full", "summary", "part", "unknown"]
Level = Literal["国家级", "省级", "地级", "县级", "乡级"]


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"Span({self.start}, {self.end}): expected 0 <= start <= end")


@dataclass(frozen=True, slots=True)
class Quote:
    """The very words that a finding stands on.

    `spans`: in text order; one, or several where a column break or a displaced heading tore the sentence.
    `text`: the document's text from the first span's start to the last span's end where there is one span,
    else the texts of the spans joined without anything between.
    """

    spans: tuple[Span, ...]
    text: str

    @property
    def start(self) -> int:
        return self.spans[0].start

    @property
    def end(self) -> int:
        return self.spans[-1].end

    def holds_in(self, text: str) -> bool:
        """Whether the document's text at the spans is the quote."""
        return "".join(text[s.start : s.end] for s in self.spans) == self.text


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for people: 简体中文 first, English beside it."""

    zh: str
    en: str

    def __str__(self) -> str:
        return f"{self.zh} / {self.en}"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, where, and what to do about it. `code` is one of those that `docs/problems.md` lists."""

    code: str
    severity: Severity
    what: Message
    todo: Message
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where the characters `start`..`end` of a document's text stand in the original file.

    `file`: which of several files that make one report, by name. `page`: counts from 1 in its file. `box`: left, top,
    right and bottom as shares (0 to 1) of the page's width and height, from its upper left corner; the characters of
    one Place share its box evenly, from left to right, or from top to bottom where it is higher than wide and holds
    several. `paragraph`: counts from 1 in its file. `cell`: of a table, as in `表2!B3`: table, column, row. What a
    format cannot tell is None; plain text, Markdown and HTML have no Places, as there the offset itself says it.
    """

    start: int
    end: int
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    paragraph: int | None = None
    cell: str | None = None
    file: str | None = None

    def narrowed(self, start: int, end: int) -> Place:
        """The part `start`..`end` of this Place, with its share of the box."""
        if self.box is None or (start, end) == (self.start, self.end):
            return replace(self, start=start, end=end)
        left, top, right, bottom = self.box
        count = self.end - self.start
        first, last = (start - self.start) / count, (end - self.start) / count
        if bottom - top > right - left and count > 1:
            top, bottom = top + (bottom - top) * first, top + (bottom - top) * last
        else:
            left, right = left + (right - left) * first, left + (right - left) * last
        return replace(self, start=start, end=end, box=(left, top, right, bottom))


@dataclass(frozen=True, slots=True)
class Aside:
    """Text that was set aside before reading, with the reason (page furniture, caption, glossary, repeat…)."""

    quote: Quote
    reason: str
    rule: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: `level` counts from 1 (the outermost of its report); `title`: its words without the mark."""

    quote: Quote
    level: int
    title: str
    run_in: bool = False


@dataclass(frozen=True, slots=True)
class Correction:
    """Who put a finding right, when and why."""

    who: str
    why: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """A line of a file of corrections, and what became of it.

    `text`: the line as it stands in `file`, `line` counted from 1. `finding`: the id of the finding that it made or
    changed, or took away; `words` and `span`: what it is about, as far as that can be told. `by`: who, when and why.
    `refused`: why it was not applied; None where it was.
    """

    file: str
    line: int
    text: str
    finding: str = ""
    words: str = ""
    span: Span | None = None
    by: Correction | None = None
    refused: Message | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph (or a list item), with the headings above it, outermost first, and what it speaks of."""

    quote: Quote
    path: tuple[str, ...]
    role: Role
    year: str | None
    rule: str
    repeat: bool = False
    id: str = ""
    correction: Correction | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A quantity that the report states about the world: a figure somebody could check.

    `low`/`high`: the value in `unit`, multipliers expanded; None is unbounded. `year`: "2025" or "2026-2030".
    `indicator_id`: the canonical indicator of `luoshi.lexicon.indicators`, or None. `accrual`: how the figure
    accrues (累计, 期末, 增速, 控制上限, 年终核定) or None. `repeat`: it stands in a repeated block or a pull-quote,
    and is not to be counted twice. `seen`: what the rules saw, innermost last, for `luoshi explain`.
    """

    id: str
    quote: Quote
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    relation: Relation
    kind: Kind
    indicator: str
    role: Role
    year: str | None
    scope: str | None
    rule: str
    indicator_id: str | None = None
    accrual: str | None = None
    path: tuple[str, ...] = ()
    repeat: bool = False
    seen: tuple[str, ...] = ()
    correction: Correction | None = None


@dataclass(frozen=True, slots=True)
class Numeral:
    """An Arabic numeral that is no measure, and why not."""

    quote: Quote
    why: NumeralWhy
    rule: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """What the reader could not decide, with what it might be; its numerals are accounted for here."""

    id: str
    quote: Quote
    question: Message
    alternatives: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A unit that a lexicon of duties suggests. Never an assignment: a person decides."""

    unit: str
    role: Literal["牵头", "配合"]
    reason: str


@dataclass(frozen=True, slots=True)
class Task:
    """The smallest span of a plan that one lead unit could be told to do and be held to.

    `figures`: the ids of its measures that it could be held to. `deadline`: the words, `due`: the last day as
    YYYY-MM-DD (the plan year's end where the text names none). `strength`: 确保, 力争, 争取, 支持, 谋划… or None.
    `origin`: the level that a livelihood item comes from (省级, 市级…) or None. `missing`: what is missing to hold
    anybody to it: any of "figure", "name", "date", "owner".
    """

    id: str
    quote: Quote
    verb: str
    deliverables: tuple[str, ...]
    figures: tuple[str, ...]
    deadline: str | None
    due: str | None
    checkable: Checkable
    strength: str | None
    origin: str | None
    bodies: tuple[str, ...]
    suggestions: tuple[Suggestion, ...]
    missing: tuple[str, ...]
    path: tuple[str, ...]
    rule: str
    accrual: str | None = None
    repeat: bool = False
    seen: tuple[str, ...] = ()
    correction: Correction | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Which report this is. None is "cannot be told": it is asked for, never guessed."""

    place: str | None = None
    code: str | None = None
    level: Level | None = None
    plan_year: int | None = None
    review_year: int | None = None
    session: str | None = None
    speaker: str | None = None
    date: str | None = None
    title: str | None = None
    completeness: Completeness = "unknown"
    completeness_why: str = ""


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """The file that was read: `sha256` of its bytes (of the UTF-8 text, where a text was given)."""

    name: str
    media_type: str
    encoding: str
    sha256: str
    length: int


@dataclass(frozen=True, slots=True)
class Report:
    """A report, read. `text` is the document's decoded text, which every quote is checked against.

    `places`: where its characters stand in the original file, in text order, none overlapping; () for text files.
    `corrections`: the lines of the file of corrections that it was read with, applied or not.
    """

    source: SourceInfo
    identity: Identity
    text: str = field(repr=False)
    headings: tuple[Heading, ...] = ()
    passages: tuple[Passage, ...] = ()
    measures: tuple[Measure, ...] = ()
    tasks: tuple[Task, ...] = ()
    numerals: tuple[Numeral, ...] = ()
    unsure: tuple[Unsure, ...] = ()
    asides: tuple[Aside, ...] = ()
    problems: tuple[Problem, ...] = ()
    places: tuple[Place, ...] = field(default=(), repr=False)
    corrections: tuple[CorrectionLine, ...] = ()

    def __post_init__(self) -> None:
        for name in ("headings", "passages", "measures", "tasks", "numerals", "unsure", "asides"):
            for finding in getattr(self, name):
                if not finding.quote.holds_in(self.text):
                    raise ValueError(
                        f"{self.source.name}: {name}: the text at {finding.quote.spans} is not {finding.quote.text!r}"
                    )

    def place_of(self, offset: int) -> Place | None:
        """Where the character at `offset` stands in the original file; None where the file cannot tell."""
        found = self.places_of(Span(offset, offset + 1))
        return found[0] if found else None

    def places_of(self, words: Span | Quote) -> tuple[Place, ...]:
        """Where the words stand in the original file: a Place for each run of them, in text order."""
        found: list[Place] = []
        for span in words.spans if isinstance(words, Quote) else (words,):
            i = max(0, bisect_right(self.places, span.start, key=_start) - 1)
            while i < len(self.places) and self.places[i].start < span.end:
                start, end = max(span.start, self.places[i].start), min(span.end, self.places[i].end)
                if start < end:
                    found.append(self.places[i].narrowed(start, end))
                i += 1
        return tuple(found)

    def to_rows(self) -> dict[str, list[dict[str, object]]]:
        """The findings as flat rows: {"measures": …, "tasks": …, "passages": …, "problems": …}.

        Tuples are joined with `；`, a quote is `start`, `end`, `text`, a path is joined with ` / `.
        """
        tables = ("measures", "tasks", "passages", "numerals", "problems")
        words = {m.id: m.quote.text for m in self.measures}
        rows = {name: [_flat(finding) for finding in getattr(self, name)] for name in tables}
        for row, task in zip(rows["tasks"], self.tasks, strict=True):
            row["figures"] = "；".join(words[i] for i in task.figures)
        return rows

    def to_polars(self) -> dict[str, Any]:
        """`to_rows` as polars DataFrames, low and high as Decimal. Needs `luoshi[tables]`."""
        import polars

        return {name: polars.DataFrame(rows, infer_schema_length=None) for name, rows in self.to_rows().items()}

    def to_pandas(self) -> dict[str, Any]:
        """`to_rows` as pandas DataFrames. Needs `luoshi[tables]`."""
        import pandas

        return {name: pandas.DataFrame(rows) for name, rows in self.to_rows().items()}


def _start(place: Place) -> int:
    return place.start


def _flat(finding: object) -> dict[str, object]:
    row: dict[str, object] = {}
    for f in fields(finding):  # type: ignore[arg-type]
        value = getattr(finding, f.name)
        if isinstance(value, Quote):
            row |= {"start": value.start, "end": value.end, "text": value.text}
        elif isinstance(value, Span):
            row |= {"start": value.start, "end": value.end}
        elif isinstance(value, Message | Correction):
            row[f.name] = str(value)
        elif isinstance(value, tuple):
            parts = [f"{v.unit}（{v.role}：{v.reason}）" if isinstance(v, Suggestion) else str(v) for v in value]
            row[f.name] = (" / " if f.name == "path" else "；").join(parts)
        else:
            row[f.name] = value
    return row
