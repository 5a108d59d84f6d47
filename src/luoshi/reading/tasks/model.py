"""Which clauses begin a task: a small linear model over rows of clauses, with whole-number weights.

The weights were learned by `bench/train_tasks.py` (a linear-chain conditional random field) from annotated plans and
are a readable file, `weights.toml`: for each template of `features.TEMPLATES` and each key, what it adds to skip,
start and stay, in hundredths. The best row of labels is found by Viterbi's algorithm: time is linear in the clauses.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from luoshi.lexicon.tables import LexiconError, read
from luoshi.reading.tasks.features import TEMPLATES, Key

PATH = Path(__file__).with_name("weights.toml")
LABELS = ("skip", "start", "stay")
SKIP, START, STAY = range(3)
Weights = tuple[int, int, int]
# The three numbers of a key in one whole number, so that one addition adds all three.
Tables = tuple[dict[Key, int], ...]
IMPOSSIBLE = -(10**9)
_BITS = 20
_HALF = 1 << (_BITS - 1)
_MASK = (1 << _BITS) - 1
_ZERO = (_HALF << 2 * _BITS) + (_HALF << _BITS) + _HALF


def packed(three: Weights) -> int:
    return (three[0] << 2 * _BITS) + (three[1] << _BITS) + three[2]


def unpacked(total: int) -> Weights:
    """The three sums of packed numbers; each must stay within half a million."""
    total += _ZERO
    return (total >> 2 * _BITS) - _HALF, ((total >> _BITS) & _MASK) - _HALF, (total & _MASK) - _HALF


@cache
def weights() -> tuple[Tables, tuple[Weights, ...]]:
    """(a table for each template, what each label adds behind skip, start, stay and at the sentence's start)."""
    data = read(PATH)
    if unknown := [name for name in data if name not in (*TEMPLATES, "moves")]:
        raise LexiconError(f"{PATH.name}: unknown table {unknown[0]!r}, expected [moves] or a template of features.py")
    found: list[dict[Key, int]] = []
    for template in TEMPLATES:
        body = data.get(template, {})
        if not isinstance(body, dict):
            raise LexiconError(f"{PATH.name}: {template}: expected a table, found {body!r}")
        wide = "+" in template
        found.append({tuple(k.split("|")) if wide else k: packed(_three(k, v)) for k, v in body.items()})
    moves = data.get("moves")
    if not isinstance(moves, dict):
        raise LexiconError(f"{PATH.name}: expected a table [moves]")
    return tuple(found), tuple(_three(name, moves[name]) for name in (*LABELS, "begin"))


def _three(key: str, value: object) -> Weights:
    if not (isinstance(value, list) and len(value) == 3 and all(isinstance(v, int) for v in value)):
        raise LexiconError(f"{PATH.name}: {key!r}: expected three whole numbers, found {value!r}")
    return value[0], value[1], value[2]


def emissions(row: Sequence[tuple[Key, ...]], tables: Tables) -> list[Weights]:
    """What the keys of each clause say for skip, start and stay."""
    nothing = (0,) * len(tables)
    return [unpacked(sum(map(dict.get, tables, keys, nothing))) for keys in row]


def best(row: Sequence[Weights], moves: tuple[Weights, ...]) -> list[int]:
    """The best labels of a sentence. A clause can only stay behind one that starts or stays."""
    behind_skip, behind_start, behind_stay, begin = moves
    skip, start, stay = row[0][0] + begin[0], row[0][1] + begin[1], IMPOSSIBLE
    back: list[tuple[int, int, int]] = []
    for e_skip, e_start, e_stay in row[1:]:
        to_skip = (skip + behind_skip[0], start + behind_start[0], stay + behind_stay[0])
        to_start = (skip + behind_skip[1], start + behind_start[1], stay + behind_stay[1])
        to_stay = (IMPOSSIBLE, start + behind_start[2], stay + behind_stay[2])
        skip, start, stay = max(to_skip), max(to_start), max(to_stay)
        back.append((to_skip.index(skip), to_start.index(start), to_stay.index(stay)))
        skip, start, stay = skip + e_skip, start + e_start, stay + e_stay
    last = (skip, start, stay)
    label = last.index(max(last))
    labels = [label]
    for step in reversed(back):
        label = step[label]
        labels.append(label)
    labels.reverse()
    return labels


def reasons(keys: tuple[Key, ...], label: int, most: int = 3) -> tuple[str, ...]:
    """The keys that spoke most for the label against the better of the other two, strongest first."""
    found = sorted(filter(None, map(dict.get, margins(label), keys)), reverse=True)
    return tuple([words for _, words in found[:most]])


@cache
def margins(label: int) -> tuple[dict[Key, tuple[int, str]], ...]:
    """For each template the keys that speak for the label: by how much more than for the better of the others, and the
    words that say so."""
    tables, _ = weights()
    others = [other for other in range(3) if other != label]
    found: list[dict[Key, tuple[int, str]]] = [{} for _ in tables]
    for template, table, said in zip(TEMPLATES, tables, found, strict=True):
        for key, total in table.items():
            three = unpacked(total)
            if (margin := three[label] - max(three[other] for other in others)) > 0:
                said[key] = margin, f"{template}={key if isinstance(key, str) else '|'.join(key)} +{margin}"
    return tuple(found)
