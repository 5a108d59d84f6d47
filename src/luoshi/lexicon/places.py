"""The gazetteer: provinces, prefectures and counties with their GB/T 2260 codes. The data: `places.tsv`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from luoshi.lexicon.tables import HERE, LexiconError

FILE = HERE / "places.tsv"

PlaceLevel = Literal["国家级", "省级", "地级", "县级"]
LEVELS: dict[str, PlaceLevel] = {"1": "省级", "2": "地级", "3": "县级"}
RANK: dict[str, int] = {"国家级": 0, "省级": 1, "地级": 2, "县级": 3}

# What a short name leaves out, in the order in which the full names are tried.
ENDINGS = ("省", "市", "自治区", "地区", "盟", "县", "区", "旗", "林区", "特区", "特别行政区")
# The peoples in the names of autonomous places: 恩施土家族苗族自治州 is 恩施.
PEOPLES = (
    "蒙古族|蒙古|回族|藏族|维吾尔族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|哈萨克|傣族|黎族"
    "|傈僳族|佤族|畲族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族|柯尔克孜|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族"
    "|锡伯族|锡伯|普米族|塔吉克族|塔吉克|怒族|鄂温克族|德昂族|保安族|裕固族|独龙族|鄂伦春|各族|联合"
)
_AUTONOMOUS = re.compile(f"^(.+?)(?:{PEOPLES})*(?:自治区|自治州|自治县|自治旗)$")

# No name is longer, with all that stands above it.
LONGEST = 30

NATION_NAMES = frozenset({"中华人民共和国", "中国", "国家", "全国", "国务院"})


@dataclass(frozen=True, slots=True)
class Place:
    """One unit. `until`: the year in which it ended, None while it exists; `successor`: the code of what it became."""

    code: str
    name: str
    level: PlaceLevel
    parent: Place | None
    until: int | None = None
    successor: str | None = None

    def full_name(self) -> str:
        """With the units above it: 山西省运城市盐湖区."""
        return (self.parent.full_name() if self.parent and self.parent.level != "国家级" else "") + self.name

    def within(self, other: Place) -> bool:
        """Whether it is the other place or lies in it."""
        above: Place | None = self
        while above is not None:
            if above.code == other.code:
                return True
            above = above.parent
        return False


NATION = Place("000000", "中华人民共和国", "国家级", None)


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    """Rows of the file, and where they stand by name (full, and short for autonomous places) and by code."""

    rows: tuple[tuple[str, ...], ...]
    by_name: dict[str, list[int]]
    by_code: dict[str, int]


@cache
def _load(path: Path = FILE) -> _Gazetteer:
    rows: list[tuple[str, ...]] = []
    by_name: dict[str, list[int]] = {}
    by_code: dict[str, int] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        row = tuple(line.split("\t"))
        if not 3 <= len(row) <= 5 or row[2] not in LEVELS:
            raise LexiconError(f"{path.name}: {line!r}: expected code, name, level 1-3, until, successor")
        number = len(rows)
        rows.append(row)
        by_name.setdefault(row[1], []).append(number)
        if "自治" in row[1] and (short := _AUTONOMOUS.match(row[1])) and len(short[1]) > 1:
            by_name.setdefault(short[1], []).append(number)
        # Of a code used twice, the unit that exists.
        if len(row) == 3 or row[0] not in by_code:
            by_code[row[0]] = number
    return _Gazetteer(tuple(rows), by_name, by_code)


@cache
def _place(number: int) -> Place:
    gazetteer = _load()
    code, name, level, *rest = gazetteer.rows[number]
    parent: Place | None = NATION
    if level != "1":
        above = (code[:4] + "00", code[:2] + "0000") if level == "3" else (code[:2] + "0000",)
        found = next((gazetteer.by_code[up] for up in above if up in gazetteer.by_code), None)
        parent = None if found is None or found == number else _place(found)
    until = int(rest[0]) if rest else None
    return Place(code, name, LEVELS[level], parent, until, rest[1] if len(rest) > 1 else None)


def get(code: str) -> Place | None:
    """The unit of a six-digit code; of a code used twice, the one that exists."""
    if code == NATION.code:
        return NATION
    number = _load().by_code.get(code)
    return None if number is None else _place(number)


@cache
def below(code: str) -> tuple[Place, ...]:
    """The existing units right below one, by code: the districts of a city, the cities of a province."""
    found = (_place(number) for number in range(len(_load().rows)))
    return tuple(p for p in found if p.until is None and p.parent is not None and p.parent.code == code)


def _candidates(name: str) -> list[Place]:
    """The units of a full name, else those that it is short for."""
    by_name = _load().by_name
    numbers = by_name.get(name, [])
    if not numbers or len(name) == 2:
        numbers = [*numbers, *(n for ending in ENDINGS if len(name) > 1 for n in by_name.get(name + ending, ()))]
    return [_place(number) for number in dict.fromkeys(numbers)]


@lru_cache(maxsize=65536)
def find(name: str, parent: Place | str | None = None) -> Place | None:
    """The unit of a name: full (盐湖区), short (运城) or with those above it (运城市盐湖区, 山西省运城市).

    `parent`: a place or its name in which the unit must lie. Of several the existing ones come before the abolished,
    the higher before the lower (吉林 is the province); None where two are left: 朝阳区 needs a parent.
    """
    name = "".join(name.split())
    if len(name) > LONGEST:
        return None
    if name in NATION_NAMES:
        return NATION if parent is None else None
    above = find(parent) if isinstance(parent, str) else parent
    if isinstance(parent, str) and above is None:
        return None
    found = [place for place in _candidates(name) if above is None or place.within(above)]
    for alive in (True, False):
        some = [place for place in found if (place.until is None) is alive]
        if some:
            top = min(RANK[place.level] for place in some)
            best = [place for place in some if RANK[place.level] == top]
            return best[0] if len({place.successor or place.code for place in best}) == 1 else None
    return _split(name, above)


def _split(name: str, above: Place | None) -> Place | None:
    """A name that begins with the name of a unit above it."""
    for cut in range(len(name) - 2, 1, -1):
        place = find(name[:cut], above) if any(map(name[:cut].endswith, ENDINGS)) or cut <= 4 else None
        if place is not None and place.level != "县级" and (inner := find(name[cut:], place)) is not None:
            return inner
    return None
