"""单位自己的分解表对得上吗？ A table sent in: what would be taken, what not and why; then all or none."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from luoshi.exchange.returned import TableError
from luoshi.ledger import Refused
from luoshi.web import evidence
from luoshi.web.actions import desk as act
from luoshi.web.actions.reports import only_supervisors
from luoshi.web.actions.table import Bad, Good, look, take
from luoshi.web.models import SchemeVersion, StoredReport
from luoshi.web.pages.reports import find

SALT = "luoshi.table"


def page(request: HttpRequest, pk: int) -> HttpResponse:
    """A table is looked at first; the file is kept by its hash, and taken from there when a person says so."""
    report = find(request, pk)
    good: list[Good] = []
    bad: list[Bad] = []
    kept, wrong = "", None
    if request.method == "POST":
        try:
            only_supervisors(request.actor)
            kept, name = _kept(request, report)
            data = evidence.path_of(signing.loads(kept, salt=SALT)["sha"]).read_bytes()
            good, bad = look(report, data, name)
            if "take" in request.POST:
                if not good:
                    raise Refused("没有可收的行", "no row can be taken")
                scheme = request.POST.get("scheme", "")
                count = take(request.actor, report, good, int(scheme) if scheme.isdecimal() else None)
                messages.success(
                    request, f"收下 {count} 行：已接受并写入责任，另有 {len(bad)} 处没有收。{count} rows taken."
                )
                return redirect("desk", pk)
        except Refused as refusal:
            wrong = refusal.said
        except TableError as error:
            wrong, kept = error.said, ""
    titles = {n: i.title for n, i in act.desk_of(report).items.items()} if good else {}
    return render(
        request,
        "table.html",
        {
            "report": report, "good": [(row, titles.get(row.task, "")) for row in good], "bad": bad, "kept": kept,
            "wrong": wrong, "may": request.actor.role == "supervisor",
            "versions": SchemeVersion.objects.filter(retired=False).order_by("scheme"),
        },
        status=422 if wrong else 200,
    )  # fmt: skip


def _kept(request: HttpRequest, report: StoredReport) -> tuple[str, str]:
    """(a signed word for the file that is kept, its name): of the file sent now, or of one looked at before."""
    if request.POST.get("kept"):
        try:
            said = signing.loads(request.POST["kept"], salt=SALT, max_age=24 * 3600)
        except signing.BadSignature:
            raise Refused("请重新选文件", "choose the file again") from None
        if said["report"] != report.pk:
            raise Refused("这个文件是给另一份报告的", "the file was sent for another report")
        return request.POST["kept"], said["name"]
    file = request.FILES.get("file")
    if file is None:
        raise Refused("请先选文件", "choose a file first")
    name = Path(file.name or "").name[:200]
    if not file.size or file.size > settings.REPORT_LIMIT:
        limit = settings.REPORT_LIMIT >> 20
        raise Refused(f"{name}：文件应在 1 字节到 {limit} MB 之间", f"{name}: expected 1 byte to {limit} MB")
    sha = evidence.keep(file, (), name, "")
    return signing.dumps({"sha": sha, "name": name, "report": report.pk}, salt=SALT), name
