"""The tables. State is what the events add up to; columns beside them only mirror it, so that lists are quick."""

from luoshi.web.models.commitments import Commitment, DayEnd, DayHead, EventRow, Evidence, SchemeVersion
from luoshi.web.models.desk import Decision
from luoshi.web.models.notices import NoticeRow
from luoshi.web.models.obstacles import ObstacleRow
from luoshi.web.models.office import OfficeEvent
from luoshi.web.models.people import ROLES, Holding, Post, Unit, User
from luoshi.web.models.reports import StoredReport
from luoshi.web.models.search import SearchRow
from luoshi.web.models.supervision import Bulletin, BulletinDraft, MonthEnd, SlipRow
from luoshi.web.models.tallies import Numbering, Tally
from luoshi.web.models.tokens import Token
from luoshi.web.models.views import SavedView

__all__ = [
    "ROLES", "Bulletin", "BulletinDraft", "Commitment", "DayEnd", "DayHead", "Decision", "EventRow", "Evidence",
    "Holding", "MonthEnd", "NoticeRow", "Numbering", "ObstacleRow", "OfficeEvent", "Post", "SavedView", "SchemeVersion",
    "SearchRow", "SlipRow", "StoredReport", "Tally", "Token", "Unit", "User",
]  # fmt: skip
