"""Reads every report of a folder: none may crash, every Arabic numeral must be accounted for.

    python bench/corpus.py [DIR]      (default ../shared/corpus)

Prints the reports, their measures, tasks, numerals, problems by code, what crashed and what is unaccounted.
"""

import sys
import time
from collections import Counter
from pathlib import Path

import luoshi
from luoshi.terminal import unaccounted

SHARED = Path(__file__).resolve().parents[2] / "shared" / "corpus"


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED
    totals: Counter[str] = Counter()
    problems: Counter[str] = Counter()
    begun = time.perf_counter()
    for path in sorted(p for p in folder.rglob("*.txt") if p.parent.name != "observations"):
        totals["reports"] += 1
        try:
            report = luoshi.read(path)
        except Exception as error:
            totals["crashed"] += 1
            print(f"{path.name}: {type(error).__name__}: {error}")
            continue
        for name in ("measures", "tasks", "numerals", "unsure", "asides", "problems"):
            totals[name] += len(getattr(report, name))
        problems.update(p.code for p in report.problems)
        for offset, digits in unaccounted(report):
            totals["unaccounted"] += 1
            print(f"{path.name}:{offset}: {digits!r} unaccounted")
    print(dict(totals), f"{time.perf_counter() - begun:.1f} s")
    print(dict(problems.most_common()))


if __name__ == "__main__":
    main()
