"""Drafts become values: back on the document's own text, with ids that stay the same when the report is read again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path

from luoshi.lexicon import departments, indicators
from luoshi.reading.measures.draft import Doubt, Draft, Other
from luoshi.reading.overrule import Overrule
from luoshi.reading.state import Block, Repaired
from luoshi.reading.tasks.draft import TaskDraft
from luoshi.values import Identity, Kind, Measure, Message, Numeral, Passage, Suggestion, Task, Unsure

# Of an indicator that the lexicon doesn't know, only the kind of figure tells how it accrues.
ACCRUAL_BY_KIND: dict[Kind, str] = {"change": "增速", "delta": "累计"}


class Ids:
    """Ids from the words and what stands around them, so that neither re-wrapping nor re-encoding changes one."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.seen: dict[str, int] = {}

    def of(self, letter: str, start: int, end: int) -> str:
        words = self.text[max(0, start - 16) : end + 8]
        name = f"{letter}-{blake2b(words.encode('utf-8', 'surrogatepass'), digest_size=5).hexdigest()}"
        count = self.seen[name] = self.seen.get(name, 0) + 1
        return name if count == 1 else f"{name}-{count}"


class Paths:
    """Which block an offset stands in; asked in text order or not."""

    def __init__(self, blocks: list[Block]) -> None:
        self.starts = [b.start for b in blocks]
        self.blocks = blocks

    def at(self, offset: int) -> Block | None:
        i = bisect_right(self.starts, offset) - 1
        return self.blocks[i] if i >= 0 and offset < self.blocks[i].end else None


def passages(
    repaired: Repaired, blocks: Iterable[Block], names: Iterable[str], said: Mapping[str, Overrule]
) -> tuple[Passage, ...]:
    """The passages; `names`: their ids."""
    found = []
    for b, name in zip(blocks, names, strict=True):
        by = said[name].by if name in said else None
        found.append(Passage(repaired.quote(b.start, b.end), b.path, b.role, b.year, b.rule, b.repeat, name, by))
    return tuple(found)


def measures(repaired: Repaired, drafts: Iterable[Draft], blocks: list[Block], ids: Ids) -> dict[int, Measure]:
    """The measures by the start of their draft."""
    where = Paths(blocks)
    done: dict[int, Measure] = {}
    for d in drafts:
        block = where.at(d.start)
        known = indicators.match(d.indicator, d.unit) if d.indicator else None
        done[d.start] = Measure(
            id=ids.of("m", d.start, d.end),
            quote=repaired.quote(d.start, d.end),
            low=d.low,
            high=d.high,
            unit=d.unit,
            relation=d.relation,
            kind=d.kind,
            indicator=d.indicator,
            role=d.role or (block.role if block else "context"),
            year=d.year,
            scope=d.scope,
            rule=d.rule,
            indicator_id=known.id if known else None,
            accrual=known.accrual_of(d.kind) if known else ACCRUAL_BY_KIND.get(d.kind),
            path=block.path if block else (),
            repeat=block.repeat if block else False,
            seen=d.seen,
        )
    return done


def numerals(repaired: Repaired, others: Iterable[Other]) -> list[Numeral]:
    return [Numeral(repaired.quote(o.start, o.end), o.why, o.rule) for o in others]


def unsure(repaired: Repaired, doubts: Iterable[Doubt], ids: Ids) -> tuple[list[Unsure], list[Numeral]]:
    """What could not be decided; its numerals are accounted for as such."""
    found, left = [], []
    for d in doubts:
        quote = repaired.quote(d.start, d.end)
        found.append(
            Unsure(ids.of("u", d.start, d.end), quote, Message(d.question, "undecided"), d.alternatives, d.rule)
        )
        left.append(Numeral(quote, "unsure", d.rule))
    return found, left


def tasks(
    repaired: Repaired,
    drafts: Iterable[TaskDraft],
    by_start: dict[int, Measure],
    identity: Identity,
    ids: Ids,
    local: Path | None,
) -> list[Task]:
    """The tasks, with the units that the lexicon of duties suggests."""
    book = departments.load(local)
    done = []
    for t in drafts:
        figures = [by_start[f.start] for f in t.figures if f.start in by_start]
        named = tuple(f.indicator_id for f in figures if f.indicator_id)
        done.append(
            Task(
                id=ids.of("t", t.start, t.end),
                quote=repaired.quote(t.start, t.end),
                verb=t.verb,
                deliverables=tuple(t.deliverables),
                figures=tuple(f.id for f in figures),
                deadline=t.deadline,
                due=t.due,
                checkable=t.checkable,
                strength=t.strength,
                origin=t.origin,
                bodies=tuple(t.bodies),
                suggestions=tuple(
                    Suggestion(_here(s.name, identity.place), s.role, s.reason.zh)
                    for s in departments.suggest(repaired.text[t.start : t.end], t.path, identity.level, named, book)
                ),
                missing=tuple(t.missing),
                path=t.path,
                rule=t.rule,
                accrual=next((f.accrual for f in figures if f.accrual), None),
                repeat=t.repeat,
                seen=tuple(t.seen),
            )
        )
    return done


def _here(unit: str, place: str | None) -> str:
    """A county's unit by the county's own kind: 县教育局 is 区教育局 in a district, 市教育局 in a county-level city."""
    kind = place[-1:] if place else ""
    return kind + unit[1:] if unit.startswith("县") and kind in ("区", "市", "旗") else unit
