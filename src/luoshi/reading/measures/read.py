"""The stage: every numeral of a repaired text becomes a Draft, an Other or a Doubt."""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal

from luoshi.reading.clauses import clauses
from luoshi.reading.measures import chinese, scan, scopes
from luoshi.reading.measures.contexts import TOWARDS, context
from luoshi.reading.measures.draft import Doubt, Draft, Other
from luoshi.reading.measures.found import Found
from luoshi.reading.measures.kinds import kind
from luoshi.reading.measures.times import Named, named
from luoshi.reading.measures.words import Peeled, behind, peel
from luoshi.reading.state import Block, Head, Repaired
from luoshi.values import Identity, Relation, Role

_STOPS = re.compile(r"[。；！？;\n]")
_JOINT = frozenset(("", "、", "和", "，", "及", "与", "以及", "，和"))
_NO_DELTA = frozenset(
    ("context:threshold", "context:class", "context:age", "context:capacity", "context:size", "context:总投资")
)
_FLIP: dict[Relation, Relation] = {
    "ge": "le",
    "le": "ge",
    "gt": "lt",
    "lt": "gt",
    "eq": "eq",
    "approx": "approx",
    "range": "range",
}


def read_measures(
    repaired: Repaired, heads: list[Head], blocks: list[Block], identity: Identity
) -> tuple[list[Draft], list[Other], list[Doubt]]:
    """Find every figure of the text, and say of every other numeral why it is none. Everything in text order."""
    text = repaired.text
    quoted = scan.quotations(text)
    figures, others, doubts = scan.scan(text, quoted)
    figures = _merge(figures, chinese.scan(text), others, quoted)
    times = named(text)
    places = sorted(blocks, key=lambda b: b.start)
    place = when = group = 0
    at = 0
    count = len(figures)
    stops = [m.start() for m in _STOPS.finditer(text)]
    stops.append(len(text))
    while at < count:
        first = figures[at].start
        stop = stops[bisect_left(stops, figures[at].end)]
        before = bisect_left(stops, first)
        begin = stops[before - 1] + 1 if before else 0
        upto = at + 1
        while upto < count and figures[upto].start < stop:
            upto += 1
        while place < len(places) and places[place].end <= first:
            place += 1
        block = _block(places, place, first)
        while when < len(times) and times[when].end <= begin:
            when += 1
        here = []
        n = when
        while n < len(times) and times[n].start < stop:
            here.append(times[n])
            n += 1
        group = _sentence(text, begin, stop, figures[at:upto], block, here, identity, group)
        at = upto
    return list(figures), others, doubts


def _merge(
    arabic: list[Found], words: list[Found], others: list[Other], quoted: list[tuple[int, int]]
) -> list[Found]:
    """Both sorts of numerals in text order; a Chinese one never inside what an Arabic one took, nor inside quotes."""
    taken = sorted([(f.start, f.end) for f in arabic] + [(o.start, o.end) for o in others])
    kept = []
    i = q = 0
    for figure in words:
        while i < len(taken) and taken[i][1] <= figure.start:
            i += 1
        if i < len(taken) and taken[i][0] < figure.end:
            continue
        while q < len(quoted) and quoted[q][1] <= figure.start:
            q += 1
        if q < len(quoted) and quoted[q][0] <= figure.start and figure.dimension != "percent":
            continue
        kept.append(figure)
    return sorted(arabic + kept, key=lambda f: f.start)


def _block(places: list[Block], place: int, at: int) -> Block | None:
    """The block that `at` stands in; for a heading the block behind it, else the one before."""
    if place < len(places):
        return places[place]
    return places[-1] if places else None


def _sentence(
    text: str,
    begin: int,
    stop: int,
    figures: list[Found],
    block: Block | None,
    times: list[Named],
    identity: Identity,
    group: int,
) -> int:
    """Judge the figures of one sentence, each in the light of those before it."""
    bounds = clauses(text, begin, stop)
    clause = 0
    last_end = begin
    before: Found | None = None
    open_group: list[Found] = []
    for figure in figures:
        while clause + 1 < len(bounds) and bounds[clause][1] < figure.start:
            clause += 1
        figure.clause, figure.stop = bounds[clause] if bounds else (begin, stop)
        head = text[max(last_end, figure.start - 44) : figure.start]
        tail = text[figure.end : min(stop, figure.end + 44)]
        peeled = peel(head)
        chained = before is not None and not peeled.reached and _joined(peeled.rest)
        if chained and before is not None:
            if not open_group:
                group += 1
                before.group = group
                open_group = [before]
            figure.group, figure.place = group, len(open_group)
            figure.distributed = open_group[0].distributed
            open_group.append(figure)
        else:
            if len(open_group) > 1:
                _share_bounds(open_group)
            open_group = []
            if "分别" in head:
                group += 1
                figure.group, figure.distributed = group, True
                open_group = [figure]
        _judge(text, figure, head, tail, peeled, before, chained, begin, block, times, identity)
        before, last_end = figure, figure.end
    if len(open_group) > 1:
        _share_bounds(open_group)
    return group


def _joined(rest: str) -> bool:
    """Whether between two figures stands nothing but a joint: `8家、48家`."""
    return rest.removeprefix("以上").removeprefix("左右").removeprefix("以下").removeprefix("以内") in _JOINT


def _judge(
    text: str,
    figure: Found,
    head: str,
    tail: str,
    peeled: Peeled,
    before: Found | None,
    chained: bool,
    sentence: int,
    block: Block | None,
    times: list[Named],
    identity: Identity,
) -> None:
    sort, lower, verb = kind(figure, head, peeled, before, chained)
    relation, word = _relation(text, figure, peeled, tail)
    figure.kind, figure.verb = sort, verb
    _bound(figure, relation, lower)
    if sort == "rank":
        figure.scope = scopes.of_rank(text, figure, sentence, figure.clause)
    elif sort == "duration":
        figure.scope = scopes.of_streak(text, figure, figure.stop)
    elif sort == "delta":
        figure.scope = scopes.of_difference(text, figure, sentence)
    rule = context(text, figure, head, tail, peeled, figure.clause)
    if rule in _NO_DELTA and figure.kind == "delta":
        figure.kind = "level"
    _place(figure, rule, block, times, identity)
    figure.seen = (
        f"unit:{figure.unit}",
        f"relation:{figure.relation} {word}",
        f"kind:{sort} {verb}",
        rule or "role:block",
    )


def _relation(text: str, figure: Found, peeled: Peeled, tail: str) -> tuple[Relation, str]:
    if figure.top is not None:
        return "range", "—"
    if figure.front:
        return "le", "前" if figure.front > 0 else "后"
    relation, word = behind(tail)
    if relation is not None:
        return relation, word
    if peeled.relation is not None:
        return peeled.relation, peeled.word
    if figure.fuzzy:
        return "gt", "多"
    if "至少" in text[max(figure.clause, figure.start - 120) : figure.start]:
        return "ge", "至少"
    if text[figure.start - 1 : figure.start] == "向" and TOWARDS.match(tail):
        return "approx", "向"
    return "eq", ""


def _bound(figure: Found, relation: Relation, lower: bool) -> None:
    """Set low and high of the signed value."""
    value = figure.value
    if lower and value > 0:
        if figure.top is not None:
            figure.low, figure.high, figure.relation = -figure.top, -value, "range"
            return
        value = -value
        relation = _FLIP[relation]
    figure.relation = relation
    low: Decimal | None = value
    high: Decimal | None = figure.top if figure.top is not None else value
    if relation in ("ge", "gt"):
        high = None
    elif relation in ("le", "lt"):
        low = None
    figure.low, figure.high = low, high


def _share_bounds(group: list[Found]) -> None:
    """Behind 分别 a comparator of one holds for each."""
    if not group[0].distributed:
        return
    for source in (group[0], group[-1]):
        if source.relation in ("ge", "gt", "le", "lt", "approx"):
            for figure in group:
                if figure.relation == "eq":
                    value = figure.low
                    figure.relation = source.relation
                    if figure.relation in ("ge", "gt"):
                        figure.high = None
                    elif figure.relation in ("le", "lt"):
                        figure.low, figure.high = None, value
            return


def _place(figure: Found, rule: str | None, block: Block | None, times: list[Named], identity: Identity) -> None:
    """The role and the year: its passage's, unless a rule says context or the sentence names a year."""
    role: Role = block.role if block else "context"
    year = block.year if block else None
    said: Named | None = None
    for time in times:
        if time.end <= figure.start:
            said = time
    if said is not None:
        year = said.year
        plan = identity.plan_year or (
            int(block.year) if block and block.year and role == "plan" and block.year.isdigit() else None
        )
        if role == "plan" and plan and int(said.year[:4]) > plan:
            role = "outlook"
    if role in ("issues", "preamble"):
        role = "context"
    if rule is not None:
        role = "context"
        if figure.base and said is None and year:
            year = str(int(year[:4]) - 1)
    if year is None:
        known = identity.plan_year if role == "plan" else identity.review_year
        year = str(known) if known else None
    figure.role, figure.year = role, year
