"""安全管理员's part: passwords, locks, sessions, and the role of each post."""

from __future__ import annotations

import datetime as dt
import secrets

from axes.models import AccessAttempt
from axes.utils import reset as forgive
from django.conf import settings
from django.db import transaction
from django.db.models import Q

from luoshi.ledger import Refused
from luoshi.values import Message
from luoshi.web import clock
from luoshi.web.actions.access import Actor
from luoshi.web.actions.log import done, only
from luoshi.web.actions.organisation import Given, find, officers_stay, refuse_mixed
from luoshi.web.models import Holding, Post, User
from luoshi.web.models.people import ROLES

# Letters and digits that are not taken for one another when they are read out.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def one_time_password() -> str:
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


@transaction.atomic
def reset(actor: Actor, given: Given) -> tuple[Message, str]:
    """A new password for one login, to be shown once: the log does not hold it. All sessions end."""
    only(actor, "secadmin")
    who = find(User, given.get("user", ""))
    if who.pk == actor.user.pk:
        raise Refused("自己的密码请在“修改密码”里改", "change your own password under “Change the password”")
    password = one_time_password()
    who.set_password(password)
    who.must_change_password = True
    who.sessions += 1
    who.save()
    forgive(username=who.username)
    done(actor, "reset", person=who.username)
    return Message(f"{who}的一次性密码，只显示这一次", f"one-time password of {who}, shown this once"), password


@transaction.atomic
def unlock(actor: Actor, given: Given) -> Message:
    """Take back the lock after too many wrong passwords."""
    only(actor, "secadmin")
    who = find(User, given.get("user", ""))
    if not forgive(username=who.username):
        raise Refused(f"{who}没有锁定", f"{who} is not locked")
    done(actor, "unlock", person=who.username)
    return Message(f"{who}已解锁", f"{who} is unlocked")


@transaction.atomic
def end_sessions(actor: Actor, given: Given) -> Message:
    """Whoever is logged in under this name is not any more."""
    only(actor, "secadmin")
    who = find(User, given.get("user", ""))
    who.sessions += 1
    who.save(update_fields=("sessions",))
    done(actor, "end-sessions", person=who.username)
    return Message(f"{who}的会话已全部结束", f"all sessions of {who} ended")


@transaction.atomic
def role(actor: Actor, given: Given) -> Message:
    """The role that a post has in the ledger; "" for none."""
    only(actor, "secadmin")
    one, wanted = find(Post, given.get("post", "")), given.get("role", "")
    if wanted and wanted not in dict(ROLES):
        raise Refused(f"没有“{wanted}”这个角色", f"there is no role {wanted!r}")
    if actor.post is not None and one.pk == actor.post.pk:
        raise Refused("不能改自己岗位的角色", "you cannot change the role of your own post")
    today = clock.now().date()
    for row in Holding.objects.filter(Q(until=None) | Q(until__gte=today), post=one).select_related("user"):
        refuse_mixed(row.user, one, wanted)
    with officers_stay():
        was, one.role = one.role, wanted
        one.save(update_fields=("role",))
    done(actor, "role", post=str(one), was=was, role=wanted)
    name = dict(ROLES).get(wanted, "无")
    return Message(f"“{one}”的角色是{name}", f"role of {one}: {wanted or 'none'}")


def locked_names(now: dt.datetime) -> set[str]:
    """The names that are locked now."""
    since = now - dt.timedelta(hours=settings.AXES_COOLOFF_TIME)
    tried = AccessAttempt.objects.filter(failures_since_start__gte=settings.AXES_FAILURE_LIMIT, attempt_time__gte=since)
    return set(tried.values_list("username", flat=True))
