"""The ledger as a file, as it is narrowed and sorted: XLSX or CSV, of what the actor may see, some rows at a time."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import IO

from luoshi.exchange import as_xlsx, columns, ledger_table
from luoshi.exchange.as_csv import safe
from luoshi.exchange.cells import clean
from luoshi.exchange.ledger_table import LEDGER_SOURCES, Entry
from luoshi.ledger import Event
from luoshi.ledger.chain import event_of
from luoshi.ledger.values import ANSWER, OPEN, SLIP
from luoshi.web import clock, narrowing
from luoshi.web.actions.access import Actor
from luoshi.web.models import Commitment, EventRow

LIMIT = 20_000
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Rows(Collection[Entry]):
    """The entries of commitments by their ids, fetched as they are asked for."""

    ids: Sequence[int]
    more: bool

    def __len__(self) -> int:
        return len(self.ids)

    def __contains__(self, _: object) -> bool:
        return False

    def __iter__(self) -> Iterator[Entry]:
        for at in range(0, len(self.ids), AT_ONCE):
            some = self.ids[at : at + AT_ONCE]
            rows = (
                Commitment.objects.filter(pk__in=some)
                .select_related("scheme", "lead", "leader__unit")
                .prefetch_related("supports")
                .in_bulk()
            )
            said = _events(some)
            yield from (_entry(rows[pk], said[pk]) for pk in some if pk in rows)


def rows(actor: Actor, asked: dict[str, str]) -> Rows:
    """What the list shows under these filters, LIMIT at most."""
    # Not by values_list: with DISTINCT that would sort by what is not selected.
    ids = [one.pk for one in narrowing.narrowed(actor, asked).only("pk")[: LIMIT + 1]]
    return Rows(ids[:LIMIT], len(ids) > LIMIT)


def as_csv(found: Rows) -> Iterator[bytes]:
    """UTF-8 with BOM, so that Excel and WPS show Chinese; no cell can run as a formula."""
    layout = columns.load(None)["ledger"].columns
    yield ("\ufeff" + _line([column.title for column in layout])).encode()
    for row in ledger_table.cells([column.source for column in layout], found):
        yield _line(["" if cell is None else safe(clean(str(cell))) for cell in row]).encode()


def as_file(found: Rows, asked: dict[str, str]) -> IO[bytes]:
    """The workbook in a file of its own that goes when it is closed."""
    out = tempfile.TemporaryFile()  # noqa: SIM115
    words = "、".join(f"{chip.label.zh} {chip.word.zh}" for chip in narrowing.chips(asked))
    said = {
        "count": len(found), "day": f"{clock.now():%Y-%m-%d}", "narrowed": f"条件：{words}。" if words else "",
        "cut": f"（只导出前 {LIMIT} 项，其余请缩小条件再导）" if found.more else "",
    }  # fmt: skip
    sheet = as_xlsx.Sheet("督查台账", columns.load(None)["ledger"], LEDGER_SOURCES, found, said)
    as_xlsx.write(out, "督查台账", [sheet], {}, {"constant_memory": True})
    out.seek(0)
    return out


def _line(row: Sequence[str]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerow(row)
    return out.getvalue()


def _events(ids: Sequence[int]) -> dict[int, list[Event]]:
    """What was done with each, in order, without the slips: bodies alone, for rows of the database cost more."""
    found: dict[int, list[Event]] = defaultdict(list)
    rows = EventRow.objects.filter(commitment__in=ids).order_by("commitment", "number")
    for pk, body in rows.values_list("commitment", "body"):
        event = event_of(json.loads(body))
        if not event.action.startswith((SLIP, ANSWER)):
            found[pk].append(event)
    return found


def _entry(one: Commitment, own: Sequence[Event]) -> Entry:
    rules = one.rules
    lit, last = rules.light.get(one.light), rules.transition.get(one.last_action)
    return Entry(
        one.number, one.title, one.quote, one.path, rules.name, str(one.leader or ""), str(one.lead or ""),
        tuple(unit.name for unit in one.supports.all()), one.due.date() if one.due else None,
        rules.stage[one.stage].name, ledger_table.light(one.colour, lit.name if lit else ""), one.behind, one.late,
        one.year, one.above, last.name if last else "立项" if one.last_action == OPEN else one.last_action,
        one.last_at.date() if one.last_at else None, ledger_table.document(rules, own), ledger_table.facts(own),
        ledger_table.told(rules, own),
    )  # fmt: skip
