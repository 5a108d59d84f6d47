"""哪些落后了，为什么？ A year of the ledger; every figure opens its list."""

from __future__ import annotations

from dataclasses import fields

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from luoshi.web import clock, figures
from luoshi.web.trend import trend


def page(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("year", "")
    now = clock.now()
    found = figures.of_year(request.actor, int(asked) if asked.isdecimal() else None, now)
    shown = {field.name: getattr(found, field.name) for field in fields(found)}
    return render(request, "overview.html", shown | {"trend": trend(request.actor, found.year, now)})
