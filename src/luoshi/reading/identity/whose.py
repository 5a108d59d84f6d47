"""Whose report it is: place, session, speaker, date of delivery."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from luoshi.lexicon import places
from luoshi.lexicon.places import Place
from luoshi.reading.identity.zones import DIGITS, Zones

HAN = "一二三四五六七八九十"
UNIT = r"(?:特别行政区|自治区|自治州|自治县|自治旗|省|市|地区|盟|县|区|州|旗|林区|新区)"
NAME = rf"(?:[\u4e00-\u9fff]{{1,13}}?{UNIT}){{1,3}}"
SESSION = re.compile(
    rf"(?:[省市县区州旗])?第?[{HAN}\d]{{1,3}}届(?:全国)?人(?:民代表大会|大)(?:[（(][^（）()]{{1,8}}[）)])?第?[{HAN}\d]{{1,3}}次(?:全体)?会[议上]"
)
POST = r"(?:国务院总理|主席|省长|市长|县长|区长|州长|旗长|盟长|行政长官|管委会主任)"
ACTING = r"(?:代理|代|副)?"
PERSON = r"(?P<who>[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,8}(?:[·•．・][\u4e00-\u9fff]{1,10}){1,3})"
# The full name of a congress in running text; what last year's session decided (确定的目标) is not this one.
MET = re.compile(
    rf"(?P<place>{NAME})(?P<session>第[{HAN}]{{1,3}}届人民代表大会第[{HAN}]{{1,3}}次会议)(?![^。；，]{{0,6}}(?:确定|通过|提出|部署|批准|以来))"
)
SPEAKER = re.compile(
    rf"(?:^|(?<=[：:）)上议日，,过])(?:(?<=会议)上)?)(?P<title>(?:(?!会议|大会)[\u4e00-\u9fff]){{0,22}}?{ACTING}{POST})[、：:，,]?"
    rf"{PERSON}(?:同志)?(?=$|[（(各）)]|在|20)"
)
# The post on a line of its own, the name on the next.
POST_ALONE, NAME_ALONE = re.compile(rf"[\u4e00-\u9fff]{{0,14}}?{ACTING}{POST}"), re.compile(r"[\u4e00-\u9fff]{2,4}")
TITLED = re.compile(r"报告[（(]\d{4}年\d{1,2}月\d{1,2}日(?P<who>[\u4e00-\u9fff·•．・]{2,16})[）)]")
DATE = re.compile(
    r"(?P<y>(?:19|20)\d\d|[一二][〇○零ＯOo0九一二三四五六七八]{3})年(?P<m>\d{1,2}|[一二三四五六七八九十]{1,2})月(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})日"
)

# What names the place, the surest first. `place` is a run of Han that ends with the unit's kind.
SIGNS = (
    ("session", re.compile(rf"(?:^|日|[—（(：:，])[在于]?(?P<place>{NAME})(?:第?[{HAN}\d]{{1,3}}届)?人民代表大会")),
    ("session", re.compile(rf"(?P<place>{NAME})第?[{HAN}\d]{{1,3}}届人")),
    (
        "title",
        re.compile(rf"(?:^|[年：:《—])(?P<place>{NAME})(?:\d{{4}}年)?(?:人民)?政府(?:\d{{4}}年)?工作(?:的)?报告"),
    ),
    ("title", re.compile(r"(?:^|[年：:《—])(?P<place>[\u4e00-\u9fff]{2,5}州)(?:\d{4}年)?(?:人民)?政府工作报告")),
    ("speaker", re.compile(rf"^(?P<place>{NAME})(?:人民政府)?{ACTING}{POST}")),
    ("speaker", re.compile(rf"^[^，。]{{0,8}}[：:](?P<place>{NAME})(?:人民政府)?{ACTING}{POST}")),
    ("issuer", re.compile(rf"(?:单位|来源|作者|发布)[^：:]{{0,4}}[：:](?P<place>{NAME})(?:人民)?政府")),
)
ADDRESS = re.compile(rf"代表(?P<place>{NAME})(?:人民)?政府")
NATION = re.compile(r"国务院总理|代表国务院|全国人民代表大会")


@dataclass(frozen=True, slots=True)
class Delivery:
    """Who gave the report where and when; what the text does not say is None."""

    session: str | None = None
    speaker: str | None = None
    date: str | None = None


def date_in(line: str) -> str | None:
    """The first whole date of the line as YYYY-MM-DD."""
    found = DATE.search(line)
    if found is None:
        return None
    year = found["y"].translate(DIGITS)
    month, day = _number(found["m"]), _number(found["d"])
    if not (year.isdigit() and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{int(year):04d}-{month:02d}-{day:02d}"


def _number(numeral: str) -> int:
    if numeral.isdigit():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    return (HAN.find(tens) + 1 if tens else 1) * 10 * bool(ten) + (HAN.find(ones) + 1 if ones else 0)


def delivery(zones: Zones) -> Delivery:
    """Session, speaker and date. The date is one that stands with the session, or in the title; not a page's date."""
    session = speaker = date = named = None
    lines = zones.lines
    for i, line in enumerate(lines):
        if session is None and (met := SESSION.search(line)):
            session = re.sub("会上$", "会议", met.group())
            around = (line, *lines[max(0, i - 2) : i], *lines[i + 1 : i + 3])
            date = next((d for near in around if len(near) < 100 and (d := date_in(near))), None)
        if speaker is None and len(line) < 240 and (said := SPEAKER.search(line)):
            speaker = f"{said['title']} {said['who']}"
        if speaker is None and POST_ALONE.fullmatch(line):
            name = next(iter(lines[i + 1 : i + 2]), "")
            speaker = f"{line} {name}" if NAME_ALONE.fullmatch(name) else None
        if titled := TITLED.search(line):
            named = titled
            date = date or date_in(line)
    if date is None:
        alone = [d for line in lines if len(line) < 40 and not re.search("[：:]", line) and (d := date_in(line))]
        date = alone[0] if alone else None
    if session is None:
        told = next((m for line in zones.news if (m := MET.search(line))), None)
        session = told["session"] if told else None
    if session and "人民代表大会" in session:
        session = session.lstrip("省市县区州旗")
    return Delivery(session, speaker or (named["who"] if named else None), date)


def place_in(zones: Zones) -> tuple[Place | None, str]:
    """The place, and what named it; a name that the gazetteer does not know comes back as the second alone."""
    unknown = ""
    lines = zones.lines
    if any(NATION.search(line) for line in (*lines, zones.address)):
        return places.NATION, "国务院"
    for sign, pattern in SIGNS:
        for line in lines:
            if len(line) < 200 and (found := pattern.search(line)):
                name = found["place"]
                if known := resolve(name):
                    return known, sign
                name = re.sub("^日?[在于]", "", name)
                if sign != "issuer" and not unknown and len(name) < 12 and not NO_NAME.match(name):
                    unknown = name
    for line in zones.news:
        if (found := MET.search(line)) and (known := resolve(found["place"])):
            return known, "news"
    if (found := ADDRESS.search(zones.address)) and (known := resolve(found["place"])):
        return known, "address"
    return None, unknown


NO_NAME = re.compile(
    r"[在于本全我各一]?(?:.(?=[省市县区]))?(?:自治区|自治州|自治县|[省市县区州旗盟])$|[在于本全我各一]"
)
SHORT = re.compile(r"(?:州|地区|盟|市|县|区)$")


def resolve(name: str) -> Place | None:
    """The unit that a name means: as it stands, without words before it, or short for an autonomous one (阿坝州)."""
    for cut in range(0, max(1, len(name) - 1)):
        rest = name[cut:]
        if len(rest) < 2 or rest in ("市辖区", "新区"):
            break
        if known := places.find(rest):
            return known
        if rest.endswith(("州", "自治州")) and len(rest) > 2 and (known := places.find(SHORT.sub("", rest))):
            return known
    return None


OFTEN = 5
LEVEL_WORDS = {"省": "省级", "市": "地级", "州": "地级", "盟": "地级", "县": "县级", "区": "县级", "旗": "县级"}
BODY_LEVEL = re.compile(r"代表(?:第?[一二三四五六七八九十]+届)?(自治区|自治州|自治县|[省市县区州旗盟])(?:人民)?政府")
ABOVE = re.compile("全省|省[委级政]|自治区")
COMMITTEE = re.compile(r"(?<!自治)(?<!开发)(?<!新)(?<!园)([省市县区州旗盟])委(?!员|托|派|办|组)")


def levels_in(text: str, address: str) -> tuple[str, ...]:
    """The levels that the government that speaks can have, where its place is not named: 代表市人民政府, 市委领导下.

    It names the party committees above it and its own: the lowest that it names is its own. A 市 may be a
    prefecture or a county (潜江市), and where no province is named above it, a municipality.
    """
    word = said[1] if (said := BODY_LEVEL.search(address)) else _lowest_committee(text)
    if word == "市":
        if not ABOVE.search(text):
            return ("省级", "地级", "县级市")
        return ("地级", "县级市")
    level = {"自治区": "省级", "自治州": "地级", "自治县": "县级"}.get(word) or LEVEL_WORDS.get(word)
    return (level,) if level else ()


def _lowest_committee(text: str) -> str:
    counts = Counter(COMMITTEE.findall(text))
    lowest = [word for word in "县旗区州盟市省" if counts[word] >= (2 if word in "县旗区" else 1)]
    return lowest[0] if lowest else ""


def place_in_body(text: str, levels: tuple[str, ...]) -> Place | None:
    """The place that the whole text speaks of, where no line names it.

    A government says its own name again and again (奋力谱写现代化…篇章). Names are looked for in the first and the last
    paragraphs; the one of a right level counts that the text says five times and twice as often as any outside it.
    """
    sample = text[:1500] + text[-2500:]
    said: Counter[Place] = Counter()
    for size in (2, 3, 4) if levels else ():
        stems = Counter(sample[i : i + size] for i in range(len(sample) - size))
        for stem, times in stems.items():
            known = next(filter(None, (_short(stem, level) for level in levels)), None) if times > 1 else None
            if known and (times := text.count(stem)) >= OFTEN:
                said[known] = max(said[known], times)
    if not said:
        return None
    (best, often), *others = said.most_common()
    # The cities inside a prefecture are no rivals of it.
    rival = max((times for place, times in others if not place.within(best)), default=0)
    return best if often >= 2 * rival else None


# The endings that a short name leaves out, by level; 县级市 are the counties that call themselves 市.
ENDINGS = {
    "省级": ("省", "自治区", "市"),
    "地级": ("市", "地区", "盟"),
    "县级": ("县", "区", "市", "旗"),
    "县级市": ("市",),
}


def _short(stem: str, level: str) -> Place | None:
    for ending in ENDINGS[level]:
        known = places.find(stem + ending)
        if known is not None and known.level == level[:2] and known.until is None:
            return known
    known = places.find(stem)
    return known if known and "自治" in known.name and known.level == level[:2] else None
