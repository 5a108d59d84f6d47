"""哪些落后了，为什么？ A year of the ledger; every figure opens its list."""

from __future__ import annotations

from dataclasses import fields

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from luoshi.web import clock, figures


def page(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("year", "")
    found = figures.of_year(request.actor, int(asked) if asked.isdecimal() else None, clock.now())
    return render(request, "overview.html", {field.name: getattr(found, field.name) for field in fields(found)})
