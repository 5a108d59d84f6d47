"""The words of words.toml as tables to look up: backward from a figure, by their last character."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files

from luoshi.values import Relation

_RAW = tomllib.loads(files(__package__).joinpath("words.toml").read_text("utf-8"))

UP: tuple[str, ...] = tuple(_RAW["verbs"]["up"])
DOWN: tuple[str, ...] = tuple(_RAW["verbs"]["down"])
GROWN: tuple[str, ...] = tuple(_RAW["verbs"]["grown"])
MORE: tuple[str, ...] = tuple(_RAW["verbs"]["more"])
GOVERN: tuple[str, ...] = tuple(_RAW["verbs"]["govern"])
SHARES: tuple[str, ...] = tuple(_RAW["verbs"]["shares"])
STATED: tuple[str, ...] = tuple(_RAW["numerals"]["stated"])
BEHIND_NUMBER: tuple[str, ...] = tuple(_RAW["numerals"]["counted"])
LASTED: tuple[str, ...] = tuple(_RAW["numerals"]["lasted"])
TIME_IN: tuple[str, ...] = tuple(_RAW["numerals"]["time_in"])
RANKED: tuple[str, ...] = tuple(_RAW["numerals"]["ranked"])
ACTS: tuple[str, ...] = tuple(_RAW["verbs"]["acts"])


@dataclass(frozen=True, slots=True)
class Peeled:
    """What stands before a figure, without the words that only compare: `rest`, up to `at`; what the words said."""

    rest: str
    relation: Relation | None
    reached: bool
    word: str


def _by_last() -> dict[str, list[tuple[str, str, Relation | None]]]:
    table: dict[str, list[tuple[str, str, Relation | None]]] = {}
    entries: list[tuple[str, str, Relation | None]] = []
    for relation, words in _RAW["before"].items():
        entries += [(w, "before", relation) for w in words]
    entries += [(w, "passed", None) for w in _RAW["words"]["passed"]]
    entries += [(w, "reached", None) for w in _RAW["words"]["reached"]]
    entries += [(w, "kept", None) for w in _RAW["words"]["kept"]]
    for entry in sorted(entries, key=lambda e: -len(e[0])):
        table.setdefault(entry[0][-1], []).append(entry)
    return table


_BY_LAST = _by_last()


def peel(head: str) -> Peeled:
    """Take comparators and adverbs off the end of `head`, the nearest comparator kept."""
    relation: Relation | None = None
    reached = False
    said = ""
    end = len(head)
    while end:
        for word, sort, says in _BY_LAST.get(head[end - 1], ()):
            if head.endswith(word, 0, end):
                break
        else:
            break
        if sort == "kept":
            break
        end -= len(word)
        if sort == "before":
            if relation is None:
                relation, said = says, word
            reached = reached or word == "突破"
        elif sort == "reached":
            reached = True
    return Peeled(head[:end], relation, reached, said)


def _behind() -> list[tuple[str, Relation]]:
    return sorted(((w, r) for r, ws in _RAW["behind"].items() for w in ws), key=lambda e: -len(e[0]))


BEHIND = _behind()
BEHIND_STARTS = tuple(w for w, _ in BEHIND)
_STOPPED = frozenset("，。；、）,;)\n！”的（") | {""}


def behind(tail: str) -> tuple[Relation | None, str]:
    """The comparator that `tail` begins with."""
    if not tail.startswith(BEHIND_STARTS):
        return None, ""
    for word, relation in BEHIND:
        if tail.startswith(word):
            following = tail[len(word) : len(word) + 1]
            if word in ("内", "起") and following not in _STOPPED:
                return None, ""
            if word in ("上下", "左右") and following in ("游", "岸", "联", "贯", "两", "旗", "权") and following:
                return None, ""
            return relation, word
    return None, ""
