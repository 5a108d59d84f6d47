"""Every figure of a report: found, valued, judged; and for every other numeral the reason why it is none.

The stages of it, in order: `scan` and `chinese` find (with `units`, `numbers`, `nots`), then sentence by sentence
`words` compare, `kinds` say what sort of figure it is, `scopes` among whom, `contexts` and `times` what it speaks of.
"""

from __future__ import annotations

from luoshi.reading.measures.asides import numerals_of_asides
from luoshi.reading.measures.draft import Doubt, Draft, Other
from luoshi.reading.measures.read import read_measures

__all__ = ["Doubt", "Draft", "Other", "numerals_of_asides", "read_measures"]
