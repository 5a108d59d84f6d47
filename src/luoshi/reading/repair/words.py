"""The lists of `words.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("words.toml")


@cache
def _lists() -> dict[str, frozenset[str]]:
    lists: dict[str, frozenset[str]] = {}
    for name, entry in tomllib.loads(FILE.read_text("utf-8")).items():
        if set(entry) != {"reason", "words"}:
            raise ValueError(f"{FILE.name}: [{name}] has {sorted(entry)}, expected reason and words")
        lists[name] = frozenset(entry["words"])
    return lists


def words(name: str) -> frozenset[str]:
    """The words of one list. KeyError where there is no such list."""
    return _lists()[name]


def either(name: str) -> str:
    """A list as one alternative of a regular expression, longest first."""
    return "|".join(re.escape(w) for w in sorted(words(name), key=lambda w: (-len(w), w)))
