"""督办单 of a commitment in the table that lists use: what is proposed, what waits for an answer, what was answered.

Issued and answered like every other event, through `commitments.act` (`slip:ID`, `answer:ID`).
"""

from __future__ import annotations

from typing import Any

from luoshi import ledger
from luoshi.ledger import Refused, View
from luoshi.ledger.slips import against
from luoshi.ledger.values import ANSWER, SLIP
from luoshi.schemes.values import Slip
from luoshi.web.models import Commitment, SlipRow


def mirror(commitment: Commitment, view: View) -> int:
    """Bring the rows of a commitment to what the rules say now; how many changed."""
    if not view.scheme.slip:
        return 0
    wanted: dict[tuple[str, int | None], dict[str, Any]] = {
        (one.slip, one.event): {"issued_at": one.at, "due": one.due, "answered_at": one.answered}
        for one in view.state.slips
    } | {(one.id, None): {} for one in ledger.proposals(view)}
    rows = {(row.slip, row.event): row for row in commitment.slips.all()}
    gone = [row.pk for key, row in rows.items() if key not in wanted]
    if gone:
        commitment.slips.filter(pk__in=gone).delete()
    fresh = [_row(commitment, view, *key, said) for key, said in wanted.items() if key not in rows]
    if fresh:
        SlipRow.objects.bulk_create(fresh, ignore_conflicts=True)
    changed = 0
    for key in wanted.keys() & rows.keys():
        if key[1] is not None and rows[key].answered_at != wanted[key]["answered_at"]:
            commitment.slips.filter(pk=rows[key].pk).update(**wanted[key])
            changed += 1
    return len(gone) + len(fresh) + changed


def _row(commitment: Commitment, view: View, slip: str, event: int | None, said: dict[str, Any]) -> SlipRow:
    table = view.scheme.slip[slip]
    rank = list(view.scheme.slip).index(slip)
    return SlipRow(
        commitment=commitment, slip=slip, signs=table.signs, to=table.to, rank=rank, event=event, **said
    )  # fmt: skip


def may(view: View, role: str) -> dict[str, Slip]:
    """The slips that the role may issue or answer now, by action (`slip:ID`, `answer:ID`)."""
    return {
        f"{deed}{name}": slip
        for name, slip in view.scheme.slip.items()
        for deed in (ANSWER, SLIP)
        if against(view.scheme, view.state, f"{deed}{name}", role) is None
    }


def unasked(view: View, action: str, why: str) -> None:
    """Refused where a slip that the rules do not call for is issued without saying why."""
    called = {f"{SLIP}{one.id}" for one in ledger.proposals(view)}
    if action.startswith(SLIP) and action not in called and not why.strip():
        raise Refused(
            "按方案现在不需要这张督办单；直接签发要写明理由", "the scheme does not call for this slip now: say why"
        )
