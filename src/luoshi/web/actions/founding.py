"""How an empty ledger comes by its first people: the three officers, who then make all the others."""

from __future__ import annotations

from django.db import transaction

from luoshi.ledger import Refused
from luoshi.schemes import builtin, names
from luoshi.schemes.load import BUILTIN
from luoshi.web import clock
from luoshi.web.actions.commitments import keep
from luoshi.web.actions.log import record
from luoshi.web.actions.security import one_time_password
from luoshi.web.models import Holding, Post, Unit, User

FIRST = (("xitong", "系统管理员", "sysadmin"), ("anquan", "安全管理员", "secadmin"), ("shenji", "审计员", "auditor"))


@transaction.atomic
def found() -> list[tuple[User, str]]:
    """The three officers with their one-time passwords, and the built-in schemes. Refused where anybody is there."""
    if User.objects.exists():
        raise Refused("台账里已经有人，请由系统管理员加人", "there are people already: the administrator adds others")
    office, _ = Unit.objects.get_or_create(name="台账管理", defaults={"order": 9999})
    made = []
    for username, name, role in FIRST:
        password = one_time_password()
        user = User.objects.create_user(username, password=password, name=name, must_change_password=True)
        post = Post.objects.create(unit=office, title=name, role=role)
        Holding.objects.create(post=post, user=user, since=clock.now().date())
        record(None, "person", {"person": username, "role": role}, "luoshi officers")
        made.append((user, password))
    for scheme in names():
        keep(builtin(scheme), (BUILTIN / f"{scheme}.toml").read_text("utf-8"))
    return made
