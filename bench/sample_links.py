"""Draws links to be read by eye: so many of each verdict from so many pairs of consecutive reports, all by one seed.

    python bench/sample_links.py [--shared ../shared] [--seed S] [--pairs 20] [--each 50] [--verdict V …]

The pairs are drawn from those of the corpus since 2012 that are in no annotated set (bench/links.py, candidates,
doubtful); a verdict with fewer links than asked is shown whole. Directions nobody can be held to are left out. Of each
link: the promise in its sentence, the result in its own, the reason. Of `not_mentioned`: the clauses of the review that
share most of the promise's characters, however little that is; whoever reads looks further by keywords.
"""

import argparse
import csv
import json
import random
from pathlib import Path

from links import HERE, OURS, reports_of

import luoshi
from luoshi.comparing import compare
from luoshi.comparing.clauses import clauses_of
from luoshi.comparing.values import VERDICTS, Link
from luoshi.values import Report

SINCE = 2012
AROUND = 60


def candidates(shared: Path) -> list[str]:
    """The pairs that nobody annotated, in the order of their names."""
    known: set[str] = set()
    for path in (shared / "links" / "dev.jsonl", *sorted(OURS.glob("*.jsonl"))):
        known |= {json.loads(line)["pair"] for line in path.read_text("utf-8").splitlines()}
    with (shared / "corpus" / "INDEX.tsv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["year"].isdigit()]
    there = {(row["jurisdiction"], int(row["year"])) for row in rows}
    pairs = [f"{place}-{year}>{year + 1}" for place, year in there if year >= SINCE and (place, year + 1) in there]
    return sorted(set(pairs) - known)


def near(report: Report, start: int, end: int) -> str:
    before, after = report.text[max(0, start - AROUND) : start], report.text[end : end + AROUND // 2]
    return f"{before}【{report.text[start:end]}】{after}".replace("\n", "/")


def alike(link: Link, later: Report, most: int = 4) -> list[str]:
    """The clauses of the review that share most pairs of characters with what was promised."""
    said = link.promise.indicator
    pairs = {said[i : i + 2] for i in range(len(said) - 1)}
    review = [c for c in clauses_of(later) if c.role == "review"]
    ranked = sorted(review, key=lambda c: -sum(pair in c.text for pair in pairs))
    return [c.text[:50] for c in ranked[:most] if any(pair in c.text for pair in pairs)]


def shown(pair: str, link: Link, earlier: Report, later: Report) -> str:
    quote, result, figure = link.promise.quote, link.result, link.promise.figure
    asked = f"〔{link.promise.indicator}{' ' + figure.text if figure else ''}〕"
    lines = [f"{pair} {link.id} {asked}", f"  P {near(earlier, quote.start, quote.end)}"]
    if result:
        lines += [f"  R {near(later, result.quote.start, result.quote.end)}", f"  = {link.rule}: {link.reason.zh}"]
    else:
        lines.append(f"  ~ {' / '.join(alike(link, later))}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=HERE.parents[1] / "shared")
    parser.add_argument("--seed", default="luoshi-links-2026-11-30")
    parser.add_argument("--pairs", type=int, default=20)
    parser.add_argument("--each", type=int, default=50)
    parser.add_argument("--verdict", nargs="*", default=list(VERDICTS), choices=VERDICTS)
    args = parser.parse_args()
    corpus = {path.stem: path for path in (args.shared / "corpus").rglob("*.txt")}
    drawn = random.Random(args.seed).sample(candidates(args.shared), args.pairs)
    print("pairs:", " ".join(drawn))
    found: dict[str, list[tuple[str, Link, Report, Report]]] = {verdict: [] for verdict in VERDICTS}
    for pair in drawn:
        earlier, later = (luoshi.read(path) for path in reports_of(pair, corpus))
        for link in compare(earlier, later).links:
            if link.promise.checkable != "general":
                found[link.verdict].append((pair, link, earlier, later))
    for verdict in args.verdict:
        rows = found[verdict]
        chosen = random.Random(f"{args.seed} {verdict}").sample(rows, min(args.each, len(rows)))
        print(f"\n== {verdict}: {len(chosen)} of {len(rows)}")
        for i, row in enumerate(chosen):
            print(f"{i + 1} {shown(*row)}")


if __name__ == "__main__":
    main()
