"""系统管理员's part: units, posts, people and who holds which post. The role of a post is 安全管理员's part."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q

from luoshi.ledger import Refused
from luoshi.schemes.values import UNFINISHED
from luoshi.values import Message
from luoshi.web import clock
from luoshi.web.actions.access import Actor
from luoshi.web.actions.log import done, only
from luoshi.web.models import Commitment, Holding, Post, Unit, User
from luoshi.web.models.people import OFFICERS, ROLES
from luoshi.web.search import kept

Given = Mapping[str, str]
Row = TypeVar("Row", bound=models.Model)


@transaction.atomic
def unit(actor: Actor, given: Given) -> Message:
    """A new unit, or with `id` a change of one: name, parent, department, order, active."""
    only(actor, "sysadmin")
    row = find(Unit, given["id"]) if given.get("id") else Unit()
    parent = find(Unit, given["parent"]) if given.get("parent") else None
    above = parent
    while above is not None:
        if row.pk and above.pk == row.pk:
            raise Refused(f"“{row}”不能归在自己下面", f"{row} cannot stand under itself")
        above = above.parent
    renamed = row.pk and row.name != given.get("name", "").strip()
    row.name, row.parent = given.get("name", "").strip(), parent
    row.department = given.get("department", "").strip()
    row.order = _whole(given.get("order", ""))
    row.active = not row.pk or bool(given.get("active"))
    if row.pk and not row.active:
        left = Commitment.objects.filter(lead=row, kind__in=UNFINISHED).count()
        if left:
            raise Refused(
                f"“{row}”还牵头 {left} 项没有办结的事项，不能停用", f"{row} still leads {left} open commitment(s)"
            )
    save(row)
    if renamed:
        kept.index_all(row.leads.all())
    done(actor, "unit", unit=row.name, parent=str(parent or ""), active=row.active)
    return Message(f"单位“{row}”已保存", f"{row} saved")


@transaction.atomic
def post(actor: Actor, given: Given) -> Message:
    """A new post without a role (the security officer gives it one), or with `id` a change of title or use."""
    only(actor, "sysadmin")
    with officers_stay():
        row = find(Post, given["id"]) if given.get("id") else Post(unit=find(Unit, given.get("unit", "")), role="")
        row.title = given.get("title", "").strip()
        row.active = not row.pk or bool(given.get("active"))
        save(row, exclude=("role",))
    done(actor, "post", post=str(row), active=row.active)
    return Message(f"岗位“{row}”已保存；角色由安全管理员设置", f"{row} saved; the security officer sets its role")


@transaction.atomic
def person(actor: Actor, given: Given) -> Message:
    """A new person, who can log in when the security officer has set a password; with `id`, a change of one."""
    only(actor, "sysadmin")
    with officers_stay():
        row = find(User, given["id"]) if given.get("id") else User(username=given.get("username", "").strip())
        if row.pk == actor.user.pk:
            raise Refused("不能改自己的账号", "you cannot change your own account")
        row.name = given.get("name", "").strip()
        row.is_active = not row.pk or bool(given.get("active"))
        if not row.pk:
            row.set_unusable_password()
            row.must_change_password = True
        save(row, exclude=("password",))
    done(actor, "person", person=row.username, name=row.name, active=row.is_active)
    return Message(f"人员“{row}”已保存", f"{row} saved")


@transaction.atomic
def hold(actor: Actor, given: Given) -> Message:
    """A person takes a post from a day on."""
    only(actor, "sysadmin")
    one, who = find(Post, given.get("post", "")), find(User, given.get("user", ""))
    if who.pk == actor.user.pk:
        raise Refused("不能给自己任职", "you cannot give yourself a post")
    since = _day(given.get("since", ""))
    later = Q(until=None) | Q(until__gte=since)
    if Holding.objects.filter(later, post=one, user=who).exists():
        raise Refused(f"{who}已经在“{one}”岗位上", f"{who} holds {one} already")
    refuse_mixed(who, one, one.role)
    Holding.objects.create(post=one, user=who, since=since)
    done(actor, "hold", post=str(one), person=who.username, since=since)
    return Message(f"{who}自 {since} 起任“{one}”", f"{who} holds {one} from {since}")


@transaction.atomic
def leave(actor: Actor, given: Given) -> Message:
    """A holding ends with a day; what belongs to the post stays with it."""
    only(actor, "sysadmin")
    with officers_stay():
        row = find(Holding, given.get("id", ""))
        if row.user_id == actor.user.pk:
            raise Refused("不能免自己的职", "you cannot end your own holding")
        until = _day(given.get("until", ""))
        if until < row.since - dt.timedelta(days=1):
            raise Refused(f"止日 {until} 早于起日 {row.since}", f"{until} is before the first day, {row.since}")
        row.until = until
        row.save()
    done(actor, "leave", post=str(row.post), person=row.user.username, until=until)
    return Message(f"{row.user}任“{row.post}”到 {until} 止", f"{row.user} holds {row.post} until {until}")


def refuse_mixed(who: User, one: Post, role: str) -> None:
    """三员分立: who holds an officer's post holds no other."""
    today = clock.now().date()
    others = Post.objects.filter(
        Q(holdings__until=None) | Q(holdings__until__gte=today), holdings__user=who, active=True
    ).exclude(pk=one.pk)
    if others.exists() and (role in OFFICERS or others.filter(role__in=OFFICERS).exists()):
        raise Refused(
            f"系统、安全、审计三员不得兼任其他岗位：{who}还在“{others.first()}”",
            f"the three officers hold no other post: {who} also holds {others.first()}",
        )


@contextmanager
def officers_stay() -> Iterator[None]:
    """Refused where a change would leave one of the three officers' roles with nobody in it."""
    before = _staffed()
    yield
    for role in sorted(before - _staffed()):
        name = dict(ROLES)[role]
        raise Refused(f"这样就没有{name}了，请先安排接任的人", f"that would leave no {role}: appoint a successor first")


def _staffed() -> set[str]:
    now = Q(until=None) | Q(until__gt=clock.now().date())
    held = Holding.objects.filter(now, since__lte=clock.now().date(), user__is_active=True, post__active=True)
    return set(held.filter(post__role__in=OFFICERS).values_list("post__role", flat=True))


def find(model: type[Row], key: str) -> Row:
    """The row of a form's key. Refused where there is none."""
    row = model._default_manager.filter(pk=int(key)).first() if key.isascii() and key.isdecimal() else None
    if row is None:
        name = NAMES[model]
        raise Refused(f"请选择{name.zh}", f"choose a {name.en}")
    return row


NAMES: dict[type[models.Model], Message] = {
    Unit: Message("单位", "unit"), Post: Message("岗位", "post"), User: Message("人员", "person"),
    Holding: Message("任职", "holding"),
}  # fmt: skip


def save(row: models.Model, exclude: tuple[str, ...] = ()) -> None:
    """Keep a row that holds what its columns promise. Refused with each field that does not."""
    try:
        row.full_clean(exclude=exclude)
    except ValidationError as error:
        said = [f"{_label(row, key)}：{'；'.join(words)}" for key, words in error.message_dict.items()]
        raise Refused("；".join(said), f"not valid: {', '.join(error.message_dict)}") from error
    row.save()


def _label(row: models.Model, key: str) -> str:
    known = {field.name: str(getattr(field, "verbose_name", key)) for field in row._meta.get_fields()}
    return known.get(key, "输入")


def _whole(words: str) -> int:
    if words and not (words.isascii() and words.isdecimal() and len(words) < 9):
        raise Refused(f"排序应是整数，给的是“{words}”", f"order: expected a whole number, found {words!r}")
    return int(words or 0)


def _day(words: str) -> dt.date:
    try:
        return dt.date.fromisoformat(words) if words else clock.now().date()
    except ValueError:
        raise Refused(
            f"应是日期，如 2026-03-31，给的是“{words}”", f"expected a day, like 2026-03-31, found {words!r}"
        ) from None
