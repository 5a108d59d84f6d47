"""原文里怎么说的？ The report's own words of a commitment, marked in their paragraphs, for all who may see it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from luoshi.web.actions.access import DESK, find
from luoshi.web.source import source_of


def page(request: HttpRequest, number: str) -> HttpResponse:
    commitment = find(request.actor, number)
    found = source_of(commitment)
    return render(
        request,
        "source.html",
        {
            "c": commitment, "paragraphs": found.paragraphs, "where": found.where,
            "reads": request.actor.role in DESK,
        },
    )  # fmt: skip
