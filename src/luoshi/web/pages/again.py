"""What was typed comes back: with what was wrong with it, or with what somebody else did meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from luoshi.values import Message
from luoshi.web.models import Post, SchemeVersion, Unit

# What people type, and how it is asked for again.
TYPED: Mapping[str, tuple[Message, str]] = {
    "title": (Message("事项", "What"), "text"),
    "text": (Message("在要断开的地方换行", "Break lines where it is to be split"), "text"),
    "target": (Message("目标", "Target"), "line"),
    "due": (Message("时限", "Deadline"), "date"),
    "above": (Message("上级清单编号", "Number on a higher list"), "line"),
    "why": (Message("说明", "Why"), "line"),
}
# What people choose from a list: shown in words, sent again as it was.
CHOSEN: Mapping[str, tuple[Message, Any]] = {
    "scheme": (Message("方案", "Scheme"), SchemeVersion),
    "lead": (Message("牵头单位", "Lead unit"), Unit),
    "supports": (Message("配合单位", "Supporting units"), Unit),
    "leader": (Message("责任领导", "Leader"), Post),
}


@dataclass(frozen=True, slots=True)
class Done:
    """What somebody else did meanwhile."""

    who: str
    when: str
    what: Message
    words: str = ""


def again(
    request: HttpRequest,
    title: Message,
    back: str,
    said: Sequence[Message] = (),
    meanwhile: Sequence[Done] = (),
    seen: int | None = None,
    rows: Sequence[Mapping[str, Any]] | None = None,
    hidden: Iterable[tuple[str, str]] | None = None,
    wrong: Mapping[str, Message] | None = None,
) -> HttpResponse:
    """The form once more, to be sent to where it was sent: 409 where others acted, else 422.

    `seen`: what the actor has seen now. `rows`, `hidden`: of a form that is not TYPED and CHOSEN.
    """
    posted = request.POST
    if rows is None:
        rows = [
            {"name": name, "label": label, "kind": kind, "choices": (), "needed": False, "value": posted[name]}
            for name, (label, kind) in TYPED.items()
            if name in posted
        ]
    if hidden is None:
        skipped = {"csrfmiddlewaretoken", "seen", *(row["name"] for row in rows)}
        hidden = [(name, value) for name, values in posted.lists() if name not in skipped for value in values]
    hidden = [*hidden, *([("seen", str(seen))] if seen is not None else ())]
    about = {
        "title": title, "back": back, "said": said, "meanwhile": meanwhile, "rows": rows, "hidden": hidden,
        "wrong": wrong or {}, "shown": _shown(posted),
    }  # fmt: skip
    return render(request, "again.html", about, status=409 if meanwhile else 422)


def _shown(posted: QueryDict) -> list[tuple[Message, str]]:
    found = []
    for name, (label, model) in CHOSEN.items():
        keys = [key for key in posted.getlist(name) if key.isdecimal() and len(key) < 10]
        if keys:
            found.append((label, "、".join(map(str, model.objects.filter(pk__in=keys)))))
    return found
