"""The pages, each with the question that it answers."""

from __future__ import annotations

from django.urls import path

from luoshi.web.pages import commitment, entry, listing, mine, overview

urlpatterns = [
    path("", mine.page, name="mine"),
    path("notices/read", mine.read, name="read"),
    path("overview/", overview.page, name="overview"),
    path("ledger/", listing.page, name="ledger"),
    path("ledger/new", commitment.new, name="new"),
    path("c/<str:number>/", commitment.page, name="commitment"),
    path("c/<str:number>/do/<str:action>", commitment.do, name="do"),
    path("c/<str:number>/evidence/<str:sha256>", commitment.download, name="evidence"),
    path("login", entry.Login.as_view(), name="login"),
    path("logout", entry.leave, name="logout"),
    path("password", entry.Password.as_view(), name="password"),
    path("post", entry.choose_post, name="post"),
    path("language", entry.choose_language, name="language"),
]
