"""The pages, each with the question that it answers."""

from __future__ import annotations

from django.urls import path

from luoshi.web.api.service import api
from luoshi.web.pages import (
    commitment,
    desk,
    entry,
    export,
    listing,
    mine,
    office,
    overview,
    parts,
    reconcile,
    reports,
    table,
    task,
    together,
    tokens,
    way,
)

urlpatterns = [
    path("", mine.page, name="mine"),
    path("notices/read", mine.read, name="read"),
    path("overview/", overview.page, name="overview"),
    path("ledger/", listing.page, name="ledger"),
    path("ledger/new", commitment.new, name="new"),
    path("ledger/views", listing.save, name="save-view"),
    path("ledger/views/<int:pk>", listing.change, name="change-view"),
    path("ledger/together", together.page, name="on-chosen"),
    path("ledger/export.xlsx", export.xlsx, name="export-xlsx"),
    path("ledger/export.csv", export.csv, name="export-csv"),
    path("c/<str:number>/", commitment.page, name="commitment"),
    path("c/<str:number>/do/<str:action>", commitment.do, name="do"),
    path("c/<str:number>/parts", parts.hand_down, name="parts"),
    path("c/<str:number>/evidence/<str:sha256>", commitment.download, name="evidence"),
    path("reports/", reports.page, name="reports"),
    path("reports/<int:pk>/", desk.page, name="desk"),
    path("reports/<int:pk>/decide", desk.decide, name="decide"),
    path("reports/<int:pk>/open", task.open_many, name="open"),
    path("reports/<int:pk>/t/<str:name>", task.page, name="task"),
    path("reports/<int:pk>/t/<str:name>/open", task.open_one, name="open-one"),
    path("reports/<int:pk>/reconcile", reconcile.page, name="reconcile"),
    path("reports/<int:pk>/table", table.page, name="table"),
    path("reports/<int:pk>/way", way.page, name="way"),
    path("reports/<int:pk>/way/<str:action>", way.act_on, name="together"),
    path("reports/<int:pk>/original", reports.original, name="original"),
    path("office/", office.home, name="office"),
    path("office/do/<str:act>", office.do, name="office-do"),
    path("office/verify/run", office.verify, name="office-verify"),
    path("office/verify/heads", office.heads_file, name="office-heads"),
    path("office/<str:name>", office.page, name="office-page"),
    path("tokens", tokens.page, name="tokens"),
    path("tokens/<int:pk>/revoke", tokens.revoke, name="revoke"),
    path("api/", api.urls),
    path("login", entry.Login.as_view(), name="login"),
    path("logout", entry.leave, name="logout"),
    path("password", entry.Password.as_view(), name="password"),
    path("post", entry.choose_post, name="post"),
    path("language", entry.choose_language, name="language"),
]
handler500 = "luoshi.web.unsaved.server_error"
