"""The units that a text names by their words: 市发改局, 各县(市、区), 公安机关, 运城经开区, 市第一人民医院."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from luoshi.lexicon.departments import load
from luoshi.lexicon.places import find

# The ends by which a name is an office even without 市 or 县 before it, and those by which it is one with it: 消防 and
# 开发区 are none, or 城市消防 would be.
OFFICE = ("局", "厅", "委", "委员会", "办公室", "管委会", "机关", "支队", "大队", "总队", "联合会", "总工会", "公司")
ENDS = (*OFFICE, "办", "部", "会", "社", "院", "队", "馆", "校", "台", "联", "协", "中心", "海关", "集团")
ZONE = "经济技术开发区|高新技术产业开发区|经济开发区|高新区|经开区|开发区|综改区|农高区|自贸片区|保税区"
ALL = (
    r"各(?:县(?:[(（](?:市、区|区、市|市|区)[)）]|市区|区)?|区县|市[(（]州[)）]|市州|地市|市县|乡镇(?:[(（]街道[)）])?|街道"
    r"|开发区|园区|级各部门|级政府|级党委政府|有关部门|部门|单位)|(?:有关|相关|主管|职能|牵头|责任)(?:部门|单位)"
)
HOSPITAL = (
    "[省市县区州](?:第[一二三四五六七八九十]{1,2})?"
    "(?:人民|中心|中医|中西医结合|妇幼保健|妇幼|儿童|传染病|肿瘤|精神卫生|口腔|眼科)(?:医院|院)"
)
SCHOOL = "[省市县区](?:第[一二三四五六七八九十]{1,2}|实验|外国语|实验外国语)(?:中学|小学|幼儿园|学校)"
COLLEGE = "大学|学院|职院"
# How far before 开发区 or 大学 its name may begin.
REACH = 9
VERB = re.compile(r"[^\u4e00-\u9fff]|[和与及有要用设立报建以在对到把将被等让由是向从推支打加快大]")


@dataclass(frozen=True, slots=True)
class Body:
    """A unit named at [start, end) of the text. `department`: its id in departments.toml, None where it has none."""

    start: int
    end: int
    text: str
    kind: str
    department: str | None


def _names(local: Path | None) -> dict[str, tuple[str, str]]:
    """The department and kind of each name, without the word for the level; 教育局 is 教育部门 too."""
    names: dict[str, tuple[str, str]] = {}
    for department in load(local).entries.values():
        own = [pattern[3:] for pattern in (department.name, department.province) if pattern[0] == "{"]
        for name in (*department.aliases, *own):
            if name[0] == "各" or re.match(ZONE, name):
                continue  # found by its own pattern, with the place before it
            names.setdefault(name, (department.id, department.kind))
            stem = re.sub("(?:局|厅|委|委员会)$", "", name)
            if stem != name and len(stem) > 1 and not stem.endswith("委"):
                names.setdefault(stem + "部门", (department.id, department.kind))
    return names


@cache
def _pattern(local: Path | None) -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    """One alternation over all that is named by fixed words, and the department and kind of each name."""
    names = _names(local)
    longest = sorted(names, key=lambda name: (-len(name), name))
    offices = "|".join(re.escape(name) for name in longest if len(name) > 2 and name.endswith((*OFFICE, "部门")))
    named = "|".join(re.escape(name) for name in longest if name.endswith(ENDS))
    pattern = re.compile(
        f"(?P<all>{ALL})|(?P<hospital>{HOSPITAL})|(?P<school>{SCHOOL})"
        f"|[省市县区州](?:委|政府|属)?(?P<name>{named})(?![化型业])|(?P<office>{offices})"
        f"|(?P<zone>{ZONE})(?:管委会|党工委)?|(?P<college>{COLLEGE})"
    )
    return pattern, names


def bodies(text: str, local: Path | None = None) -> tuple[Body, ...]:
    """The units named in a text, in text order, without overlaps. What they do there is for the reader to judge.

    `local`: the file that changes the standard departments, as for `departments.load`.
    """
    return tuple(_found(text, local))


def _found(text: str, local: Path | None) -> Iterator[Body]:
    pattern, names = _pattern(local)
    end = 0
    for match in pattern.finditer(text):
        group, start = match.lastgroup or "", match.start()
        department: str | None = None
        kind = "属地"
        if group in ("name", "office"):
            department, kind = names[match[group]]
        elif group in ("hospital", "school"):
            kind, department = "事业单位", "public-hospital" if group == "hospital" else None
        elif group in ("zone", "college"):
            named = _begins(text, end, start)
            if named is None:
                continue
            start = named
            kind, department = ("派出机构", "development-zone") if group == "zone" else ("事业单位", "university")
        elif match[0].endswith(("部门", "单位")):
            kind = "政府工作部门"
        elif match[0].endswith(("开发区", "园区")):
            kind, department = "派出机构", "development-zone"
        end = match.end()
        yield Body(start, end, text[start:end], kind, department)


def _begins(text: str, least: int, until: int) -> int | None:
    """Where the proper name that ends at `until` begins: at the name of a place not far before it.

    Between the two stands what belongs to a name (国家, 转型, 职业技术) and no verb or conjunction.
    """
    for start in range(max(least, until - REACH), until - 1):
        for size in (4, 3, 2):
            rest = text[start + size : until]
            if start + size <= until and not VERB.search(rest) and (place := find(text[start : start + size])):
                if place.level != "国家级":
                    return start
                break
    return None
