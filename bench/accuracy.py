"""Accuracy on annotated reports: reads them, hands the JSON to the shared scorer, prints what it says.

    python bench/accuracy.py [--gold DIR] [--reports DIR] [--errors N] [--apart NAME...]

Prints the figures of the reports that were looked at while rules were written, and apart from them the figures of
those that were not (`APART`), so that nobody takes the one for the other.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import luoshi
from luoshi.exchange.as_json import dumps

SHARED = Path(__file__).resolve().parents[2] / "shared"
# Kept apart while the rules were written.
APART = ("承德市-2024", "攀枝花市米易县-2023", "yuncheng-2025-part2")


def score(gold: Path, reports: Path, names: list[str], errors: int) -> None:
    """Read `names`, score them against a copy of their part of the gold."""
    with tempfile.TemporaryDirectory() as folder:
        part, predicted = Path(folder, "gold"), Path(folder, "predicted")
        part.mkdir(), predicted.mkdir()
        for path in gold.iterdir():
            if path.name.split(".")[0] in names or path.name.endswith("windows.json"):
                shutil.copy(path, part)
        for name in names:
            report = luoshi.read(next(reports.rglob(f"{name}.txt")))
            (predicted / f"{name}.json").write_text(dumps(report), "utf-8")
        command = [sys.executable, SHARED / "gold" / "score.py", part, predicted, "--errors", str(errors)]
        subprocess.run(list(map(str, command)), check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=SHARED / "gold")
    parser.add_argument("--reports", type=Path, default=SHARED / "reports")
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--apart", nargs="*", default=list(APART))
    args = parser.parse_args()
    names = sorted(p.name.split(".")[0] for p in args.gold.glob("*.measures.jsonl"))
    for title, group in (
        ("tuned on", [n for n in names if n not in args.apart]),
        ("kept apart", [n for n in names if n in args.apart]),
    ):
        if group:
            print(f"== {title}: {len(group)} reports")
            score(args.gold, args.reports, group, args.errors)


if __name__ == "__main__":
    main()
