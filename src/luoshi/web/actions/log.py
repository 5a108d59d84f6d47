"""The log of the office is written here and nowhere else: logins, and every act of the three officers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from luoshi.ledger import Event, NotYours
from luoshi.ledger.chain import append, canonical, plain
from luoshi.values import Message
from luoshi.web import clock
from luoshi.web.actions.access import Actor
from luoshi.web.actions.one_at_a_time import LOG, alone
from luoshi.web.models import OfficeEvent, User
from luoshi.web.models.office import CHAIN
from luoshi.web.models.people import ROLES

# What the log calls each act. An act that is not here is not written.
ACTS: dict[str, Message] = {
    "login": Message("登录", "Logged in"),
    "login-failed": Message("登录失败", "Login failed"),
    "locked": Message("账号锁定", "Locked out"),
    "logout": Message("退出", "Logged out"),
    "password": Message("本人改密码", "Own password changed"),
    "unit": Message("单位", "Unit"),
    "post": Message("岗位", "Post"),
    "person": Message("人员", "Person"),
    "hold": Message("任职", "Holds a post"),
    "leave": Message("免职", "Leaves a post"),
    "calendar": Message("日历表", "Calendar"),
    "scheme": Message("方案", "Scheme"),
    "retire": Message("方案停用或启用", "Scheme retired or taken back"),
    "backup": Message("备份", "Backup"),
    "reset": Message("重设密码", "Password reset"),
    "unlock": Message("解锁", "Unlocked"),
    "end-sessions": Message("结束会话", "Sessions ended"),
    "role": Message("岗位的角色", "Role of a post"),
    "verify": Message("核验", "Verified"),
    "heads": Message("取走日头", "Heads taken"),
    "bulletin": Message("印发督查通报", "Bulletin issued"),
}
PER_PAGE = 100


def only(actor: Actor, role: str) -> None:
    """Refused for everybody but this officer."""
    if actor.role != role:
        name = dict(ROLES)[role]
        raise NotYours(f"这件事要由{name}来做", f"for the {role} only")


@transaction.atomic
def record(user: User | None, action: str, said: Mapping[str, Any], post: str = "", role: str = "") -> OfficeEvent:
    """Put one act behind the last. `said`: what was done, never a password. KeyError for an act not in ACTS."""
    ACTS[action]
    alone(LOG)
    who = (user.name or user.username) if user else ""
    event = Event(action, clock.now(), who, post, role, dict(said))
    last = OfficeEvent.objects.last()
    link = append(CHAIN, [last.link()] if last else [], event, settings.HASH)
    return OfficeEvent.objects.create(
        number=link.number, action=action, at=event.at, user=user, body=canonical(plain(event)),
        algorithm=link.algorithm, before=link.before, hash=link.hash,
    )  # fmt: skip


def done(actor: Actor, action: str, **said: Any) -> None:
    """Log what an officer did."""
    record(actor.user, action, said, str(actor.post or ""), actor.role)


def rows_of(act: str, who: str) -> QuerySet[OfficeEvent]:
    """The log, the latest first; of one kind of act, of one login where they are given."""
    rows = OfficeEvent.objects.order_by("-number")
    if "\0" in act + who:
        return rows.none()
    rows = rows.filter(action=act) if act else rows
    return rows.filter(user__username=who) if who else rows


def end() -> tuple[str, int, str]:
    """The end of the log's chain, as the signed day head takes it."""
    last = OfficeEvent.objects.last()
    return (CHAIN, last.number, last.hash) if last else (CHAIN, 0, "")
