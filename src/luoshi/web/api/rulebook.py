"""方案: how a kind of commitment is carried out. The ledger reads them, one officer exchanges them."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Schema
from pydantic import StringConstraints

from luoshi.web.actions import rulebook
from luoshi.web.actions.access import LEDGER
from luoshi.web.api.shapes import Done, Id, In, Said, Word, said
from luoshi.web.api.subject import Subject
from luoshi.web.models import SchemeVersion

subject = Subject("方案 Schemes")
READERS = (*LEDGER, "sysadmin")
Text = Annotated[str, StringConstraints(pattern="^[^\\x00]*$", max_length=1 << 20)]


class SchemeOut(Schema):
    """A version; commitments keep the one that they began under. `scheme`: what opening takes."""

    id: int
    scheme: str
    version: str
    name: Said
    retired: bool


class FieldOut(Schema):
    id: str
    name: Said
    kind: str
    choices: list[str]
    at_opening: bool


class TransitionOut(Schema):
    """`from_stages` → `to`, None where the stage stays; `needs`, `may`: fields; `evidence`: how many files at least."""

    id: str
    name: Said
    who: list[str]
    from_stages: list[str]
    to: str | None
    needs: list[str]
    may: list[str]
    evidence: int


class SchemeDetailOut(SchemeOut):
    """`text`: the file itself, TOML, as docs/schemes.md defines it."""

    stages: dict[str, Said]
    fields: list[FieldOut]
    actions: list[TransitionOut]
    text: str


class SchemeIn(In):
    """`check`: only say whether anything is wrong."""

    text: Text
    name: Word = ""
    check: bool = False


@subject.get("/schemes", list[SchemeOut], "方案 Every version, those retired too", who=READERS)
def schemes(request: HttpRequest) -> Any:
    return [SchemeOut(**_columns(row)) for row in SchemeVersion.objects.order_by("scheme", "-pk")]


@subject.get("/schemes/{id}", SchemeDetailOut, "一个方案 One version: stages, fields, actions, its text", who=READERS)
def scheme(request: HttpRequest, id: Id) -> Any:
    row = SchemeVersion.objects.filter(pk=id).first()
    if row is None:
        raise Http404
    rules = row.rules
    return SchemeDetailOut(
        **_columns(row), text=row.text,
        stages={name: Said(zh=table.name, en=table.en) for name, table in rules.stage.items()},
        fields=[
            FieldOut(
                id=name, name=Said(zh=table.name, en=table.en), kind=table.kind, choices=list(table.choices),
                at_opening=table.at_opening,
            )
            for name, table in rules.field.items()
        ],
        actions=[
            TransitionOut(
                id=name, name=Said(zh=table.name, en=table.en), who=list(table.who), from_stages=list(table.from_),
                to=table.to, needs=list(table.needs), may=list(table.may), evidence=table.evidence,
            )
            for name, table in rules.transition.items()
        ],
    )  # fmt: skip


@subject.post("/schemes", Done, "启用方案 Take a scheme into use, or only check it", scope="office", who=("sysadmin",))
def taking_scheme(request: HttpRequest, given: SchemeIn) -> Any:
    words = {"text": given.text, "name": given.name, "try": "1" if given.check else ""}
    return Done(**said(rulebook.put_scheme(request.actor, words)))


@subject.post("/schemes/{id}/retire", Done, "停用 Retire a version; once more takes it back",
              scope="office", who=("sysadmin",))  # fmt: skip
def retiring_scheme(request: HttpRequest, id: Id) -> Any:
    return Done(**said(rulebook.retire(request.actor, {"id": str(id)})))


def _columns(row: SchemeVersion) -> dict[str, Any]:
    rules = row.rules
    return {
        "id": row.pk, "scheme": row.scheme, "version": row.version, "name": Said(zh=rules.name, en=rules.en),
        "retired": row.retired,
    }  # fmt: skip
