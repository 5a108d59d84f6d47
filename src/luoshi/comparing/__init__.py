"""Reports meet: what was promised, and what the next year's report says of it.

`compare` stands on values and the lexicon only: it knows nothing of how a report was read.
"""

from __future__ import annotations

from luoshi.comparing.account import Account, account
from luoshi.comparing.compare import compare
from luoshi.comparing.values import Comparison, Figure, Link, NearMiss, Promise, Result, SideBySide, Verdict

__all__ = [
    "Account",
    "Comparison",
    "Figure",
    "Link",
    "NearMiss",
    "Promise",
    "Result",
    "SideBySide",
    "Verdict",
    "account",
    "compare",
]
