"""分解表: an office's own breakdown table, looked at by sheet and cell, then taken. A subject of the report desk's."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import File, Schema
from ninja.files import UploadedFile
from pydantic import Field

from luoshi.web.actions import table
from luoshi.web.actions.reports import find
from luoshi.web.api.desk import subject
from luoshi.web.api.shapes import Id, In, Said, Words, only, said


class GoodOut(Schema):
    """A row that can be taken; `said`: what it would decide."""

    at: str
    task: str
    words: str
    likeness: str
    said: dict[str, Any]


class BadOut(Schema):
    """A cell that cannot be taken, why, and what to do."""

    cell: str
    words: str
    why: Said


class LookedOut(Schema):
    """`kept`: what to send to `table/take`, good for a day."""

    kept: str
    good: list[GoodOut]
    bad: list[BadOut]


class TakeIn(In):
    kept: Annotated[Words, Field(min_length=1)]
    scheme: Id | None = None


class TakenOut(Schema):
    taken: int
    bad: list[BadOut]


@subject.post("/reports/{id}/table/look", LookedOut, "分解表 Look at a table: what could be taken, cell by cell",
              scope="report")  # fmt: skip
def looking(request: HttpRequest, id: Id, file: File[UploadedFile]) -> Any:
    only(request, "file")
    row = find(request.actor, id)
    kept = table.put_by(request.actor, row, file)
    good, bad = table.look_at(request.actor, row, kept)
    return LookedOut(
        kept=kept, bad=_bad(bad),
        good=[
            GoodOut(at=one.at, task=one.task, words=one.words, likeness=str(one.likeness), said=one.said)
            for one in good
        ],
    )  # fmt: skip


@subject.post("/reports/{id}/table/take", TakenOut, "收下 Take the rows that can be taken, all or none", scope="report")
def taking(request: HttpRequest, id: Id, given: TakeIn) -> Any:
    row = find(request.actor, id)
    good, bad = table.look_at(request.actor, row, given.kept)
    return TakenOut(taken=table.take(request.actor, row, good, given.scheme), bad=_bad(bad))


def _bad(found: list[table.Bad]) -> list[BadOut]:
    return [BadOut(cell=one.cell, words=one.words, why=Said(**said(one.why))) for one in found]
