"""Every figure of a report: found, valued, judged; and for every other numeral the reason why it is none.

In order: `scan` (the characters that touch a numeral; `nots`: why it is none), `figures` (number, multiplier, unit;
`units`, `numbers`) and `chinese` with `counted` find. Then `read` goes sentence by sentence: `kinds` say what sort of
figure it is, `bounds` compare, `scopes` say among whom, `contexts` and `times` what it speaks of. The reasons of the
rules stand in `rules` and `nots`, their words in the .toml files, what they want and do not want in examples.toml.
"""

from __future__ import annotations

from luoshi.reading.measures.asides import numerals_of_asides, numerals_of_tags
from luoshi.reading.measures.doubtful import firm
from luoshi.reading.measures.draft import Doubt, Draft, Other
from luoshi.reading.measures.read import read_measures

__all__ = ["Doubt", "Draft", "Other", "firm", "numerals_of_asides", "numerals_of_tags", "read_measures"]
