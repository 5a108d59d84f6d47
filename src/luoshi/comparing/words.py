"""The words of `words.toml`, loaded once: unknown keys fail, naming file and entry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from luoshi.lexicon.tables import Entry, only, read

FILE = Path(__file__).with_name("words.toml")
STAGES = ("done", "partial", "begun", "ongoing", "act")
SECTIONS = (
    "same",
    "common",
    "stage",
    "basis",
    "scope",
    "trend",
    "control",
    "umbrella",
    "strength",
    "part",
    "noise",
    "deed",
    "place",
    "state",
    "admitted",
    "success",
)


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of the words, the longest that stands at a place.

    Most places of a text begin none of them: as alternatives that each begin with a character, `re` skips those.
    """
    return re.compile(f"(?:{_tree(sorted(set(words)))})")


def _tree(words: Sequence[str]) -> str:
    """The words as alternatives that share their beginnings, longer before shorter."""
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[0], []).append(word[1:])
    parts = []
    for head, tails in groups.items():
        longer = [tail for tail in tails if tail]
        tree = f"(?:{_tree(longer)})" if longer else ""
        parts.append(re.escape(head) + tree + ("?" if tree and "" in tails else ""))
    return "|".join(parts)


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """`same`: spelling → the one it is read as. `stage`: word → stage. `scope`: axis → (pattern, word → its class)."""

    same: Mapping[str, str]
    same_pattern: re.Pattern[str]
    common: frozenset[str]
    common_pattern: re.Pattern[str]
    noise: re.Pattern[str]
    stage: Mapping[str, str]
    stage_pattern: re.Pattern[str]
    not_yet: re.Pattern[str]
    stock: re.Pattern[str]
    flow: re.Pattern[str]
    total: re.Pattern[str]
    net: re.Pattern[str]
    fresh: re.Pattern[str]
    scope: Mapping[str, tuple[re.Pattern[str], Mapping[str, str]]]
    trend: re.Pattern[str]
    better: re.Pattern[str]
    control: re.Pattern[str]
    umbrella: re.Pattern[str]
    strength: re.Pattern[str]
    admitted: re.Pattern[str]
    success: re.Pattern[str]
    part: re.Pattern[str]
    deed: re.Pattern[str]
    deeds: Mapping[str, frozenset[str]]
    within: re.Pattern[str]
    state: re.Pattern[str]
    whole: re.Pattern[str]

    def sorts(self, text: str) -> frozenset[str]:
        """The sorts of deeds that the text names."""
        return frozenset(group for m in self.deed.finditer(text) for group in self.deeds[m.group()])


def _section(data: dict[str, object], name: str, keys: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    entry = Entry(FILE, name, data.get(name))
    found = {key: entry.block(key) for key in keys}
    entry.close()
    return found


def _scope(data: object) -> dict[str, tuple[re.Pattern[str], dict[str, str]]]:
    axes: dict[str, tuple[re.Pattern[str], dict[str, str]]] = {}
    outer = Entry(FILE, "scope", data)
    for axis, table in outer.data.items():
        entry = Entry(FILE, f"scope.{axis}", table)
        classes = {word: group.split("=")[0] for group in entry.block("words") for word in group.split("=")}
        classes |= dict.fromkeys(entry.block("hides"), "")
        entry.close()
        axes[axis] = (any_of(classes), classes)
    return axes


def _deeds(data: object) -> dict[str, frozenset[str]]:
    """Each word of a deed with the groups that it is in."""
    found: dict[str, frozenset[str]] = {}
    for group, table in Entry(FILE, "deed", data).data.items():
        entry = Entry(FILE, f"deed.{group}", table)
        for word in entry.block("words"):
            found[word] = found.get(word, frozenset()) | {group}
        entry.close()
    return found


@cache
def load() -> Words:
    """The words of the file."""
    data = read(FILE)
    only(FILE, data, SECTIONS)
    same_entry = Entry(FILE, "same", data.get("same"))
    same = {word: key for key in same_entry.data for word in same_entry.block(key)}
    common = _section(data, "common", ("words",))["words"]
    stages = _section(data, "stage", (*STAGES, "not_yet"))
    basis = _section(data, "basis", ("stock", "flow", "total", "net", "fresh"))
    trend = _section(data, "trend", ("kept", "better"))
    deeds = _deeds(data.get("deed"))
    part = _section(data, "part", ("of_year", "whole"))
    single = {
        name: any_of(_section(data, name, (key,))[key])
        for name, key in (
            ("control", "words"),
            ("umbrella", "all"),
            ("strength", "words"),
            ("admitted", "words"),
            ("success", "words"),
        )
    }
    stage = {word: name for name in reversed(STAGES) for word in stages[name]}
    return Words(
        same=same,
        same_pattern=any_of([*same, *same.values()]),
        common=frozenset(word[i : i + 2] for word in common for i in range(len(word) - 1)),
        common_pattern=any_of(w for w in common if len(w) > 1),
        noise=any_of(_section(data, "noise", ("words",))["words"]),
        stage=stage,
        stage_pattern=any_of(stage),
        not_yet=any_of(stages["not_yet"]),
        stock=any_of(basis["stock"]),
        flow=any_of(basis["flow"]),
        total=any_of(basis["total"]),
        net=any_of(basis["net"]),
        fresh=any_of(basis["fresh"]),
        scope=_scope(data.get("scope")),
        trend=any_of(trend["kept"]),
        better=any_of(trend["better"]),
        control=single["control"],
        umbrella=single["umbrella"],
        strength=single["strength"],
        admitted=single["admitted"],
        success=single["success"],
        state=any_of(_section(data, "state", ("words",))["words"]),
        deed=any_of(deeds),
        deeds=deeds,
        within=re.compile(
            "[\u4e00-\u9fff]{2}(?:" + any_of(_section(data, "place", ("within",))["within"]).pattern + ")"
        ),
        part=any_of(part["of_year"]),
        whole=any_of(part["whole"]),
    )
