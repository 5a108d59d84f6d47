"""The tables. State is what the events add up to; columns beside them only mirror it, so that lists are quick."""

from luoshi.web.models.commitments import Commitment, DayHead, EventRow, Evidence, SchemeVersion
from luoshi.web.models.desk import Decision
from luoshi.web.models.notices import NoticeRow
from luoshi.web.models.office import OfficeEvent
from luoshi.web.models.people import ROLES, Holding, Post, Unit, User
from luoshi.web.models.reports import StoredReport
from luoshi.web.models.supervision import Bulletin, BulletinDraft, MonthEnd, SlipRow
from luoshi.web.models.tokens import Token

__all__ = [
    "ROLES", "Bulletin", "BulletinDraft", "Commitment", "DayHead", "Decision", "EventRow", "Evidence", "Holding",
    "MonthEnd", "NoticeRow", "OfficeEvent", "Post", "SchemeVersion", "SlipRow", "StoredReport", "Token", "Unit", "User",
]  # fmt: skip
