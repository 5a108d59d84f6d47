"""Place to place, as tables: one indicator ranked across places and years; rank claims and which of them conflict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from luoshi.comparing.across import Asked, Entry, entries, measured_entries, peers, per, ranked
from luoshi.comparing.observations import Observation
from luoshi.comparing.ranks import Conflict, RankClaim, conflicts, rank_claims
from luoshi.comparing.reasons import written
from luoshi.exchange.account.rows import report_name
from luoshi.exchange.as_json import plain
from luoshi.exchange.breakdown import Book
from luoshi.exchange.listings.pages import Cells, Listing, Table
from luoshi.lexicon import places
from luoshi.values import Message, Problem, Report

SCHEMA_ACROSS, SCHEMA_RANKS = "luoshi-across 1.0", "luoshi-ranks 1.0"
COLUMNS = {"target": "目标", "claimed": "自述", "measured": "实测"}
KIND_NAMES = {"level": "数值", "change": "增速", "share": "比率", "delta": "增量", "rank": "位次", "multiple": "倍数"}
# Digits of a quotient on the page; JSON has the fraction.
DIGITS = 4


@dataclass(frozen=True, slots=True)
class Choice:
    """Which places are looked at: of a level, within a place, peers of a place; None for any."""

    level: str | None = None
    within: places.Place | None = None
    peers_of: places.Place | None = None


def across(
    want: Asked,
    reports: Sequence[Report],
    observations: Sequence[Observation],
    wrong: Sequence[Problem],
    by: str | None,
    choice: Choice,
) -> Listing:
    """One indicator's figures, ranked within each year; targets, claims and measurements apart."""
    books = {report.source.name: Book(report) for report in reports}
    found = [e for report in reports for e in entries(report, want)] + measured_entries(observations, want)
    found = [e for e in found if _chosen(e, choice)]
    if choice.peers_of is not None:
        found = peers(found, choice.peers_of, observations)
    problems = list(wrong)
    if by is not None:
        found, without = per(found, by, observations)
        problems += without
    listed = ranked(found, want.known is not None and want.known.direction == "down")
    if not listed:
        problems.append(_nothing(want, len(reports)))
    name = want.known.name if want.known else want.words
    tables = _tables(listed, books, by)
    used = {e.source for e in listed}
    years = sorted({e.year for e in listed}, reverse=True)
    answer = (
        f"{len({e.code or e.place for e in listed})}个地方，{len(years)}个年份，共{len(listed)}个数；每地每年各取一个。"
    )
    if want.known is None:
        answer += f"“{want.words}”不是通用指标，按字面含有来找，口径请核。"
    return Listing(
        Message("谁高谁低？", "Who is higher?"),
        f"{name}{f'（按{by}折算）' if by else ''}",
        answer,
        tables,
        tuple(report_name(r.identity, r.source.name) for r in reports if r.source.name in used),
        tuple(problems),
        {
            "schema": SCHEMA_ACROSS,
            "indicator": name,
            "entries": [_json(e) for e in listed],
            "problems": plain(problems),
        },
    )


def _chosen(entry: Entry, choice: Choice) -> bool:
    if choice.level is not None and entry.level != choice.level:
        return False
    if choice.within is None:
        return True
    here = places.get(entry.code) if entry.code else None
    return here is not None and here.within(choice.within) and here.code != choice.within.code


def _nothing(want: Asked, count: int) -> Problem:
    return Problem(
        "across-nothing",
        "warning",
        Message(f"{count}份报告里没有找到“{want.words}”的数", f"no figure of {want.words!r} in {count} reports"),
        Message("请换一个说法，或放宽 --kind、--level、--within", "say it in other words, or widen the choice"),
    )


def _tables(listed: Sequence[Entry], books: dict[str, Book], by: str | None) -> tuple[Table, ...]:
    """One a year, column and kind; the last two years in sight."""
    groups: dict[tuple[str, str, str], list[Entry]] = {}
    for e in listed:
        kind = KIND_NAMES["level" if e.figure.kind == "delta" and e.figure.unit != "百分点" else e.figure.kind]
        groups.setdefault((e.year, COLUMNS[e.column], kind), []).append(e)
    in_sight = sorted({key[0] for key in groups})[-2:]
    tables = []
    for (year, column, kind), some in groups.items():
        body: list[Cells] = []
        for e in some:
            said = books[e.source].sentence(e.quote) if e.quote and e.source in books else ""
            where = books[e.source].place(e.quote) if e.quote and e.source in books else ""
            share = None if e.per is None else _quotient(e.per)
            row = (e.rank, e.place, written(e.figure), e.indicator, said, f"{e.source} {where}".strip())
            body.append((*row[:3], share, e.per_unit, *row[3:]) if by else row)
        heads = [("名次", 6), ("地方", 18), (column, 16), ("指标原称", 24), ("所在句", 70), ("出处", 44)]
        if by:
            heads[3:3] = [("折算", 14), ("折算单位", 12)]
        tables.append(Table(f"{year}年{column}（{kind}）", tuple(heads), tuple(body), folded=year not in in_sight))
    return tuple(tables)


def _quotient(value: Fraction) -> Decimal:
    """To four significant digits: a quotient of two figures is no more exact."""
    whole = Decimal(value.numerator) / Decimal(value.denominator)
    return whole if not whole else round(whole, DIGITS - 1 - whole.adjusted())


def _json(entry: Entry) -> dict[str, object]:
    row = {k: v for k, v in plain(entry).items() if k != "per"}
    if entry.per is not None:
        row["per"] = str(_quotient(entry.per))
        row["per_fraction"] = f"{entry.per.numerator}/{entry.per.denominator}"
    return row


def ranks(reports: Sequence[Report]) -> Listing:
    """Every rank that a review claims, and the claims that cannot both be right."""
    books = {report.source.name: Book(report) for report in reports}
    claims = [claim for report in reports for claim in rank_claims(report)]
    clash = conflicts(claims)
    first = [c for c in clash if c.rank == 1]
    answer = (
        f"{len(reports)}份报告自称名次{len(claims)}处，其中第1名{sum(c.first == c.last == 1 for c in claims)}处；"
        f"两地都称同一个第1的{len(first)}组，都称同一个其他名次的{len(clash) - len(first)}组。"
        "并列、口径不同的除外，请核。"
    )
    return Listing(
        Message("都说自己第一？", "Who else is first?"),
        "自称名次核对",
        answer,
        (_clashes(clash, books), _claims(claims, books)),
        tuple(report_name(r.identity, r.source.name) for r in reports),
        (),
        {"schema": SCHEMA_RANKS, "claims": plain(claims), "conflicts": plain(clash)},
    )


def _scope(claim: RankClaim) -> str:
    unit = places.get(claim.scope) if claim.scope.isdigit() else None
    return unit.name if unit else claim.scope_words


def _clashes(clash: Sequence[Conflict], books: dict[str, Book]) -> Table:
    body: list[Cells] = []
    needs = set()
    for number, conflict in enumerate(clash, 1):
        for claim in conflict.claims:
            if conflict.sure:
                needs.add((len(body), 0))
            sure = "对不上" if conflict.sure else "可能对不上：有的没说是增速还是总量"
            body.append((f"{number} {sure}", *_row(claim, books)))
    return Table("互相对不上的", (("组", 24), *_HEADS), tuple(body), needs=frozenset(needs))


def _claims(claims: Sequence[RankClaim], books: dict[str, Book]) -> Table:
    ordered = sorted(claims, key=lambda c: (c.first, c.last, c.scope, c.indicator))
    return Table("全部自称名次", _HEADS, tuple(_row(c, books) for c in ordered), folded=True)


_HEADS = (
    ("地方", 16), ("年份", 8), ("范围", 14), ("名次", 10), ("指标", 28), ("增速或总量", 10), ("所在句", 70),
    ("出处", 44),
)  # fmt: skip


def _row(claim: RankClaim, books: dict[str, Book]) -> tuple[str, ...]:
    rank = f"第{claim.first}" if claim.first == claim.last else f"前{claim.last}"
    book = books[claim.source]
    where = f"{claim.source} {book.place(claim.quote)}"
    return (
        claim.place, claim.year, _scope(claim), rank + ("（并列）" if claim.tied else ""), claim.indicator, claim.form,
        book.sentence(claim.quote), where,
    )  # fmt: skip
