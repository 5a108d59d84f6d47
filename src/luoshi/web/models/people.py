"""Units, posts, and who holds them. Duty belongs to the post: a successor finds everything as it was."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q

# The roles of a post. The last three are the separated officers: none acts on commitments.
ROLES = (
    ("supervisor", "督查员"),
    ("handler", "承办人"),
    ("head", "单位负责人"),
    ("leader", "责任领导"),
    ("viewer", "查阅"),
    ("sysadmin", "系统管理员"),
    ("secadmin", "安全管理员"),
    ("auditor", "审计员"),
)
OFFICERS = ("sysadmin", "secadmin", "auditor")


class User(AbstractUser):
    """A person with a name and a password; what they may do, their posts say."""

    name = models.CharField("姓名", max_length=40)
    language = models.CharField("语言", max_length=2, default="zh", choices=(("zh", "简体中文"), ("en", "English")))
    # Counted up to end all sessions: it is part of what a session is checked against.
    sessions = models.IntegerField("会话批次", default=0)
    must_change_password = models.BooleanField("下次登录改密码", default=False)

    def __str__(self) -> str:
        return self.name or self.username

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        return f"{super()._get_session_auth_hash(secret)}{self.sessions}"


class Unit(models.Model):
    """A unit in the tree of units."""

    name = models.CharField("单位", max_length=80, unique=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    department = models.CharField("职责表中的部门", max_length=60, blank=True)
    order = models.IntegerField("排序", default=0)
    active = models.BooleanField("在用", default=True)

    class Meta:
        ordering = ("order", "id")

    def __str__(self) -> str:
        return self.name


class PostQuery(models.QuerySet["Post"]):
    def held_by(self, user: User, day: dt.date) -> PostQuery:
        """The posts that a person holds on a day."""
        now = Q(holdings__since__lte=day) & (Q(holdings__until=None) | Q(holdings__until__gte=day))
        return self.filter(now, holdings__user=user, active=True).distinct()


class Post(models.Model):
    """A post of a unit, with the role that it has in the ledger."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    title = models.CharField("岗位", max_length=60)
    role = models.CharField("角色", max_length=12, choices=ROLES, blank=True)
    active = models.BooleanField("在用", default=True)

    objects = PostQuery.as_manager()

    class Meta:
        ordering = ("unit__order", "id")
        constraints = (models.UniqueConstraint(fields=("unit", "title"), name="one_post_a_title"),)

    def __str__(self) -> str:
        return f"{self.unit}{self.title}" if not self.title.startswith(self.unit.name) else self.title


class Holding(models.Model):
    """Who holds a post from when to when."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="holdings")
    user = models.ForeignKey(User, models.PROTECT, related_name="holdings")
    since = models.DateField("起")
    until = models.DateField("止", null=True, blank=True)

    class Meta:
        ordering = ("since", "id")
