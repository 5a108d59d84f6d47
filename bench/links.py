"""How well promises are linked to results, on annotated pairs, and how long a pair takes.

    python bench/links.py [--shared ../shared] [--set S …] [--errors SET] [--pairs]

The sets: `gold` (../shared/links/dev.jsonl), and those of bench/annotations/links: READ, whose errors rules are
written on and weights learned from, and UNREAD, whose errors are never shown: they are for figures only. The scorer and
the meaning of its figures are those of ../shared/links. `--set`: these sets only. `--pairs`: each
pair's figures by themselves. Seconds are those of one core's work, whatever else the machine does.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import luoshi
from luoshi.comparing import compare
from luoshi.exchange.compare_json import dumps

HERE = Path(__file__).resolve().parent
OURS = HERE / "annotations" / "links"
READ, UNREAD = ("dev", "second", "third", "fourth"), ("held", "fresh", "apart")
FIGURES = (
    "verdict", "mention_precision", "mention_recall", "located", "firm_precision", "firm_recall", "unsure",
)  # fmt: skip


def reports_of(pair: str, corpus: dict[str, Path]) -> tuple[Path, Path]:
    """The two files of a pair: `运城市-2021>2022` is 运城市-2021.txt and 运城市-2022.txt."""
    first, year = pair.split(">")
    return corpus[first], corpus[f"{first.rsplit('-', 1)[0]}-{year}"]


def linked(gold: Path, corpus: dict[str, Path], out: Path) -> tuple[list[float], int]:
    """Links every pair of the set into `out`; the seconds that each took after reading, and how many promises."""
    seconds, promises = [], 0
    for pair in sorted({json.loads(line)["pair"] for line in gold.read_text("utf-8").splitlines()}):
        earlier, later = (luoshi.read(path) for path in reports_of(pair, corpus))
        begun = time.process_time()
        comparison = compare(earlier, later)
        seconds.append(time.process_time() - begun)
        promises += len(comparison.links)
        (out / f"{pair.replace('>', '-')}.json").write_text(dumps(comparison), "utf-8")
    return seconds, promises


def score(scorer: Path, gold: Path, out: Path, *options: str) -> str:
    command = [sys.executable, scorer, gold, out, *options]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def by_pair(scorer: Path, gold: Path, out: Path) -> None:
    rows: dict[str, list[str]] = defaultdict(list)
    for line in gold.read_text("utf-8").splitlines():
        rows[json.loads(line)["pair"]].append(line)
    for pair, lines in rows.items():
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
            file.write("\n".join(lines))
            file.flush()
            print(f"  {pair}: {score(scorer, Path(file.name), out).strip()}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=HERE.parents[1] / "shared")
    parser.add_argument("--errors", choices=("gold", *READ), help="print what is wrong in this set")
    parser.add_argument("--pairs", action="store_true")
    parser.add_argument("--set", nargs="*", choices=("gold", *READ, *UNREAD), default=("gold", *READ, *UNREAD))
    args = parser.parse_args()
    corpus = {path.stem: path for path in (args.shared / "corpus").rglob("*.txt")}
    scorer = args.shared / "links" / "score.py"
    sets = {"gold": args.shared / "links" / "dev.jsonl"}
    sets |= {name: OURS / f"{name}.jsonl" for name in (*READ, *UNREAD)}
    print(f"{'':6s}{'n':>5s} " + " ".join(f"{name:>17s}" for name in FIGURES))
    every: list[float] = []
    for name, gold in ((name, sets[name]) for name in args.set):
        with tempfile.TemporaryDirectory() as folder:
            seconds, promises = linked(gold, corpus, Path(folder))
            every += seconds
            figures = json.loads(score(scorer, gold, Path(folder), "--json"))
            shown = " ".join(f"{figures[key]:17.3f}" for key in FIGURES)
            print(f"{name:6s}{figures['promises']:5d} {shown}   {promises / len(seconds):.0f} promises a pair")
            if args.errors == name:
                print(score(scorer, gold, Path(folder), "--errors"))
            if args.pairs:
                by_pair(scorer, gold, Path(folder))
    print(f"linking a pair: median {statistics.median(every) * 1000:.0f} ms, longest {max(every) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
