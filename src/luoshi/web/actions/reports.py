"""Taking a report in: its bytes kept by their hash, what reading made of it beside them. The same file is kept once."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.http import Http404

import luoshi
from luoshi.exchange.as_json import dumps
from luoshi.ledger import NotYours, Refused
from luoshi.sources import SourceError
from luoshi.web import clock, evidence
from luoshi.web.actions.access import DESK, Actor
from luoshi.web.models import StoredReport


def only_supervisors(actor: Actor) -> None:
    """Refused for everybody but a supervisor: the desk is theirs."""
    if actor.role != "supervisor" or actor.post is None:
        raise NotYours("报告由督查员来收、校对和立项", "the report desk: for supervisors only")


def find(actor: Actor, pk: int) -> StoredReport:
    """A report. Http404 for those who may not read the desk: for them there is none."""
    row = StoredReport.objects.filter(pk=pk).first() if actor.role in DESK else None
    if row is None:
        raise Http404
    return row


def take(actor: Actor, file: UploadedFile, place: str = "", year: int | None = None) -> tuple[StoredReport, bool]:
    """(the report, whether it is new). `place`, `year` of the plan: override what the file says.

    Refused with the reader's own words where the file can't be read; nothing of it is kept then.
    """
    only_supervisors(actor)
    name = Path(file.name or "").name[:200]
    if not file.size or file.size > settings.REPORT_LIMIT:
        limit = settings.REPORT_LIMIT >> 20
        raise Refused(f"{name}：文件应在 1 字节到 {limit} MB 之间", f"{name}: expected 1 byte to {limit} MB")
    if year is not None and not 1949 <= year <= 2100:
        raise Refused(f"计划年份应是四位年份，不是 {year}", f"the plan's year: expected four digits, not {year}")
    with tempfile.TemporaryDirectory(prefix="luoshi-") as folder:
        path = Path(folder) / (name if name.strip(".") else "report")
        with path.open("wb") as out:
            out.writelines(file.chunks())
        try:
            report = luoshi.read(path, place=place or None, year=year)
        except SourceError as error:
            raise Refused(
                f"{name}：{error.what.zh}；{error.todo.zh}", f"{name}: {error.what.en}; {error.todo.en}"
            ) from error
    made = StoredReport(
        sha256=report.source.sha256, name=name, place=report.identity.place or "", year=report.identity.plan_year,
        data=dumps(report), at=clock.now(), user=actor.user, who=actor.user.name or actor.user.username,
        at_post=str(actor.post), algorithm=settings.HASH,
    )  # fmt: skip
    made.hash = made.taken()
    try:
        with transaction.atomic():
            made.save(force_insert=True)
            file.seek(0)
            evidence.keep(file, (), name, "")
    except IntegrityError:
        return StoredReport.objects.get(sha256=made.sha256), False
    return made, True
