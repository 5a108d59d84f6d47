"""Which units of this ledger the suggestions of reading mean. They are shown, and never applied by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from luoshi.lexicon import departments
from luoshi.values import Task

LEVELS = "市县区省州盟旗"
# The words by which offices call the same body: 市水务局, 水务局, 水务.
ENDS = ("委员会", "办公室", "局", "委", "厅", "办")


@dataclass(frozen=True, slots=True)
class Body:
    """A unit as far as it is asked for here."""

    pk: int
    name: str
    department: str = ""


@dataclass(frozen=True, slots=True)
class Suggested:
    """`lead`: None where nothing was suggested or the ledger has no such unit; `unmet`: names that it has not."""

    lead: Body | None
    supports: tuple[Body, ...]
    unmet: tuple[str, ...]
    reasons: tuple[str, ...]

    @property
    def any(self) -> bool:
        return self.lead is not None or bool(self.supports)


class Directory:
    """The units of a ledger by all the names that they may be called."""

    def __init__(self, bodies: Iterable[Body]) -> None:
        named = [(body, name) for body in bodies for name in (body.name, body.department) if name]
        # A unit's own name comes before what another may be called as well.
        self.known = {name: body for body, name in reversed(named)}
        for body, name in named:
            for key in keys(name):
                self.known.setdefault(key, body)

    def find(self, name: str) -> Body | None:
        """The unit of this name, or of another name of the same body; None where there is none."""
        return next((self.known[key] for key in keys(name) if key in self.known), None)


def suggested(task: Task, directory: Directory) -> Suggested:
    """What reading suggests for this task, as units of the ledger; those that lead are not named again."""
    found: dict[str, list[Body]] = {"牵头": [], "配合": []}
    unmet: list[str] = []
    for suggestion in task.suggestions:
        met = directory.find(suggestion.unit)
        if met is None:
            unmet.append(suggestion.unit)
        else:
            found[suggestion.role].append(met)
    lead = next(iter(found["牵头"]), None)
    rest = dict.fromkeys(b for b in (*found["牵头"], *found["配合"]) if b != lead)
    return Suggested(lead, tuple(rest), tuple(dict.fromkeys(unmet)), tuple(s.reason for s in task.suggestions))


def keys(name: str) -> list[str]:
    """The names by which a body may be known, its own first: as written, without level and end, and its aliases."""
    if not name:
        return []
    bare = name[1:] if name[0] in LEVELS and len(name) > 2 else name
    found = [name, bare, *_same().get(bare, ())]
    return list(dict.fromkeys(key for word in found for key in (word, _stem(word))))


def _stem(name: str) -> str:
    end = next((e for e in ENDS if name.endswith(e) and len(name) > len(e) + 1), "")
    return name[: len(name) - len(end)]


@cache
def _same() -> Mapping[str, tuple[str, ...]]:
    """Each name of the lexicon of duties without its level, with the others of the same body."""
    found: dict[str, tuple[str, ...]] = {}
    for body in departments.load().entries.values():
        names = tuple(dict.fromkeys(_bare(n) for n in (body.name, body.county or "", *body.aliases) if n))
        for name in names:
            found.setdefault(name, names)
    return found


def _bare(pattern: str) -> str:
    return pattern.partition("}")[2] if pattern.startswith("{") else pattern
