"""The invented city of 澄川: its units, posts and people, and what is on its ledger beside the reports' tasks."""

from __future__ import annotations

import datetime as dt
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password

from luoshi.web.actions.access import Actor
from luoshi.web.models import Holding, Post, Unit, User

PASSWORD = "chengchuan-2026"
# Those whom the one who comes to look is told of, in the order in which a commitment meets them.
SHOWN = ("ducha", "shuiwu", "shuiwu-ju", "fushizhang", "changwu", "chayue", "xitong", "anquan", "shenji")
LEADERS = (
    ("shizhang", "林市长", "市长"), ("changwu", "许副市长", "常务副市长"), ("fushizhang", "周副市长", "分管副市长"),
    ("sunfu", "孙副市长", "分管教科文卫副市长"),
)  # fmt: skip
OFFICE = (
    ("ducha", "林督查", "督查室", "supervisor"), ("chayue", "吴参事", "参事室", "viewer"),
    ("xitong", "郑系统", "系统管理员", "sysadmin"), ("anquan", "冯安全", "安全管理员", "secadmin"),
    ("shenji", "陈审计", "审计员", "auditor"),
)  # fmt: skip
FAMILIES = "赵钱李王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华"


@cache
def matters() -> dict[str, Any]:
    """`matters.toml`."""
    return tomllib.loads((Path(__file__).parent / "matters.toml").read_text("utf-8"))


class Cast:
    """Who is who: people by login, handler and head by unit, the leader who answers for a unit."""

    def __init__(self) -> None:
        # Hashed once: it takes its time by design, and is the same for all.
        self.password = make_password(PASSWORD)
        self.by_login: dict[str, Actor] = {}
        self.units: dict[str, Unit] = {}

    def __getitem__(self, login: str) -> Actor:
        return self.by_login[login]

    def of(self, unit: str, role: str) -> Actor:
        """Who acts for a unit: `handler`, `head`, or `leader`, the one above it."""
        about = matters()["units"][unit]
        return self[{"handler": about["login"], "head": f"{about['login']}-ju", "leader": about["leader"]}[role]]

    def join(self, login: str, name: str, unit: Unit, title: str, role: str, since: dt.date) -> None:
        user = User.objects.create(username=login, password=self.password, name=name)
        post = Post.objects.create(unit=unit, title=title, role=role)
        Holding.objects.create(post=post, user=user, since=since)
        self.by_login[login] = Actor(user, post)


def people(since: dt.date = dt.date(2025, 1, 1)) -> Cast:
    """Everybody, in their posts from a day on."""
    cast = Cast()
    top = Unit.objects.create(name="市政府", order=0)
    office = Unit.objects.create(name="市政府办公室", order=1, department="政府办")
    for login, name, title in LEADERS:
        cast.join(login, name, top, title, "leader", since)
    for login, name, title, role in OFFICE:
        cast.join(login, name, office, title, role, since)
    for order, (name, about) in enumerate(matters()["units"].items(), 10):
        unit = cast.units[name] = Unit.objects.create(name=name, order=order)
        family, other = FAMILIES[order - 10], FAMILIES[-(order - 9)]
        cast.join(about["login"], f"{family}科长", unit, "承办科室", "handler", since)
        cast.join(f"{about['login']}-ju", f"{other}局长", unit, "主要负责人", "head", since)
    return cast
