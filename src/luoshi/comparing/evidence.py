"""What speaks for and against a clause or a figure of the review being about the promise: marks, weighed in whole
hundredths (`evidence.toml`, learned by `bench/train_links.py`).

A mark is a name and a step: `cover:3` is "three to four tenths of the promise's words, by how rare they are, stand
there". The sum of the weights of all marks is the log-odds, in hundredths, that the promise is answered here and not
nowhere.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

from luoshi.comparing import meaning
from luoshi.comparing.claims import Claim, Claims, Found
from luoshi.comparing.clauses import Clause
from luoshi.comparing.figures import equal, far, same_unit
from luoshi.comparing.likeness import Index, Letters, Match, Phrase, lettered
from luoshi.comparing.promises import Wanted
from luoshi.comparing.scopes import apart
from luoshi.lexicon.tables import Entry, only, read

FILE = Path(__file__).with_name("evidence.toml")
MODELS = ("deed", "figure")
TENTHS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97)
COARSE = (0.15, 0.3, 0.45, 0.6, 0.8)
RARE = (0.8, 1.6, 2.4, 3.2, 4.5, 6.0)
AROUND = (0.4, 1.2, 2.5, 4.0)
# An item of a list counts from so much weight on.
LEAST = 1.0
RUNS = (2, 3, 4, 5, 6, 8)
# Signs in which two phrases differ (meaning.py), less than none, and distances along the two texts.
NEAR = (-56, -51, -47, -42, -37, -32, -25, -18)
PLACES = (0.03, 0.08, 0.15, 0.3, 0.5)
# Less than so much of what the best candidate shares is far less.
FAR_LESS = 0.6
# A candidate with its marks, not yet weighed.
_Seen = tuple[Clause, Claim | None, Match, list[str]]


@cache
def weights() -> Mapping[str, Mapping[str, int]]:
    data = read(FILE)
    only(FILE, data, MODELS)
    found: dict[str, dict[str, int]] = {}
    for name in MODELS:
        entry = Entry(FILE, name, data.get(name))
        found[name] = {key: int(str(value)) for key, value in entry.data.items()}
    return found


def odds(model: str, marks: Iterable[str]) -> int:
    table = weights()[model]
    return sum(map(table.get, marks, repeat(0)), table.get("always", 0))


@cache
def _names(name: str) -> tuple[str, ...]:
    return tuple(f"{name}:{i}" for i in range(16))


def _step(name: str, value: float, steps: Sequence[float]) -> str:
    return _names(name)[bisect_right(steps, value)]


def _shared(wanted: Wanted, text: str) -> list[str]:
    """Whether a name in quotation marks, or a Latin one, is there too."""
    if not wanted.names:
        return []
    return ["name" if any(name in text for name in wanted.names) else "no-name"]


def _worded(raw: Phrase, asked: Phrase, there: frozenset[str], index: Index, plain: Match) -> list[str]:
    """How much of the promise's very words, the general ones too, stands there, and the rarest pair that does.
    `plain`: how much of what it is looked for by."""
    match = plain if raw is asked else index.match(raw, there)
    rarest = max((weight for gram, weight in asked.pairs if gram in there), default=0.0)
    return [_step("raw", match.cover, COARSE), _step("raw-run", match.run, RUNS), _step("rarest", rarest, COARSE)]


class _Asked(NamedTuple):
    """What a promise is looked for by, made ready: its words, the very words, the items of its list, its characters."""

    words: Phrase
    raw: Phrase
    items: Sequence[Phrase]
    letters: Letters


def deed_marks(wanted: Wanted, by: _Asked, clause: Clause, claims: Claims) -> tuple[Match, list[str]]:
    """What the words of a clause and of its sentence say."""
    index, asked = claims.index, by.words
    there = index.sets[clause.number]
    match = index.match(asked, there)
    sentence = claims.sentence(clause)
    wide = match if sentence is there else index.match(asked, sentence)
    back = index.match(claims.telling(clause), wanted.ours)
    around = claims.weight(wanted.near & claims.around(clause))
    marks = [
        _step("cover", match.cover, TENTHS),
        _step("wide", wide.cover, TENTHS),
        _step("back", back.cover, COARSE),
        _step("run", match.run, RUNS),
        _step("weight", match.weight, RARE),
        _step("around", around, AROUND),
        _step("letters", lettered(by.letters, clause.text), TENTHS),
    ]
    if wanted.head and wanted.head in clause.text:
        marks.append("head")
    marks += _shared(wanted, clause.text)
    items = 0.0
    if by.items:
        found = (index.match(item, there) for item in by.items)
        items = max((m.cover for m in found if m.weight >= LEAST), default=0.0)
    marks += [_step("item", items, COARSE), _step("asked", asked.total, RARE)]
    figure = wanted.promise.figure
    if figure is not None:
        marks.append("for-figure")
        if any(m.low == figure.low and m.unit == figure.unit for m in clause.measures):
            marks.append("equal")
    marks += _worded(by.raw, asked, there, index, match)
    if figure is not None and any(m.unit == figure.unit for m in clause.measures):
        marks.append("has-unit")
    if wanted.general:
        marks.append("general")
    if clause.several_years:
        marks.append("years")
    if wanted.kin & claims.kin(clause):
        marks.append("kin")
    if claims.words.stage_pattern.search(clause.text):
        marks.append("stage")
    if clause.path and wanted.promise.path[-1:] == clause.path[-1:]:
        marks.append("heading")
    marks.append(_where(wanted, clause, claims))
    marks += _meant(wanted, clause, claims.signs(clause), claims)
    return match, marks


def figure_marks(
    wanted: Wanted, asked: Phrase, letters: Letters, claim: Claim, claims: Claims
) -> tuple[Match, list[str]]:
    """What the indicator, the figure and the words around it say."""
    index, promise = claims.index, wanted.promise
    figure = promise.figure
    assert figure is not None
    match = index.match(asked, claim.there)
    wide = index.match(asked, claims.sentence(claim.clause))
    back = index.match(claims.index.phrase(claim.grams), wanted.ours)
    around = claims.weight(wanted.near & claims.around(claim.clause))
    marks = [
        _step("cover", match.cover, TENTHS),
        _step("wide", wide.cover, TENTHS),
        _step("back", back.cover, TENTHS),
        _step("run", match.run, RUNS),
        _step("weight", match.weight, RARE),
        _step("around", around, AROUND),
        _step("letters", lettered(letters, claim.words + claim.measure.indicator), TENTHS),
        f"kinds:{figure.kind == claim.figure.kind}",
    ]
    unit = same_unit(figure.unit, claim.figure.unit)
    marks.append(f"unit:{unit}")
    if unit and figure.unit == claim.figure.unit and figure.unit not in ("%", "个", "家", "项", None):
        marks.append("rare-unit")
    marks += _shared(wanted, claim.clause.text)
    marks.append(_step("asked", asked.total, RARE))
    ids = (promise.indicator_id, claim.measure.indicator_id)
    if None not in ids:
        marks.append("one-id" if ids[0] == ids[1] else "two-ids")
    elif ids != (None, None):
        marks.append("half-id")
    if equal(figure, claim.figure):
        marks.append("equal")
    if figure.kind in ("level", "delta") and claim.figure.kind in ("level", "delta"):
        marks.append(
            "near:" + ("1" if not far(figure, claim.figure, 2) else "4" if not far(figure, claim.figure, 4) else "far")
        )
    split = apart(claims.words, (promise.indicator, wanted.words), (claim.measure.indicator, claim.words))
    if split:
        marks.append("split:both" if split.both else "split:one")
    if wanted.head and wanted.head in claim.words + claim.measure.indicator:
        marks.append("head")
    if claim.several_years:
        marks.append("years")
    marks.append(_where(wanted, claim.clause, claims))
    marks += _meant(wanted, claim.clause, claim.signs, claims)
    return match, marks


def _meant(wanted: Wanted, clause: Clause, signs: int | None, claims: Claims) -> list[str]:
    """How near in meaning the words are, and the sentences around them."""
    return [
        _step("meant", -meaning.unlike(meaning.signs(wanted.ours), signs), NEAR),
        _step("meant-around", -meaning.unlike(meaning.signs(wanted.sentence), claims.signs_around(clause)), NEAR),
    ]


def _where(wanted: Wanted, clause: Clause, claims: Claims) -> str:
    """How far along the review the clause stands, against how far along the plan the promise does."""
    return _step("place", abs(wanted.at - claims.at(clause)), PLACES)


def deeds_found(wanted: Wanted, claims: Claims, most: int = 8) -> list[Found]:
    """The clauses of the review that share most with the promise, or are nearest in meaning, the likeliest first."""
    index = claims.index
    asked = index.phrase(wanted.grams)
    by = _Asked(asked, index.phrase(wanted.raw), [*map(index.phrase, wanted.items)], index.letters(asked))
    meant = claims.alike(wanted)
    seen: list[_Seen] = []
    for number in dict.fromkeys([*index.nearest(asked, most), *meant]):
        clause = claims.clauses[number]
        seen.append((clause, None, *deed_marks(wanted, by, clause, claims)))
    return _weighed("deed", seen, meant)


def figures_found(wanted: Wanted, claims: Claims) -> list[Found]:
    """The figures of the review that could be of the promised thing, the likeliest first."""
    asked, meant = claims.index.phrase(wanted.grams), claims.alike(wanted)
    letters = claims.index.letters(asked)
    seen: list[_Seen] = []
    for claim in claims.like(asked, wanted.promise.indicator_id, meant):
        seen.append((claim.clause, claim, *figure_marks(wanted, asked, letters, claim, claims)))
    return _weighed("figure", seen, meant)


def _weighed(model: str, seen: list[_Seen], meant: Sequence[int]) -> list[Found]:
    """The candidates with what each is beside the others, the likeliest first."""
    most = max((match.weight for _, _, match, _ in seen), default=0.0)
    found = []
    for clause, claim, match, marks in seen:
        marks.append("first" if match.weight == most else "less" if match.weight < FAR_LESS * most else "next")
        if meant and clause.number == meant[0]:
            marks.append("nearest")
        found.append(Found(clause, claim, match, tuple(marks), odds(model, marks)))
    return sorted(found, key=lambda f: (-f.odds, f.clause.start, f.claim.measure.quote.start if f.claim else 0))
