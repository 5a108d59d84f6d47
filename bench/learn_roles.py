"""Learns how strongly a word tells what a paragraph speaks of, and writes `src/luoshi/reading/roles/cues.toml`.

    python bench/learn_roles.py [--corpus DIR] [--out FILE]

Needs numpy and the corpus of reports (none of its text goes into the project: only words that at least a twelfth of
the reports of four years or more use, and a weight for each). Three steps:
1. Label: paragraphs under a heading that names one role alone (2024年工作回顾, 2025年工作安排…) have that role; the
   opening before the first such heading, the closing address and the paragraphs that begin to speak of difficulties
   have theirs.
2. Choose: of all runs of two to four Han, those that tell most about the label (mutual information), leaving out runs
   that a longer chosen one says better.
3. Weigh: multinomial logistic regression with an L2 prior on which words a paragraph has; then label again with what
   was learned (a paragraph whose language contradicts its heading by far is left out), and weigh again.
"""

import argparse
import math
import random
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

import luoshi.reading.roles as roles
from luoshi.reading.outline import pieces_of
from luoshi.reading.repair import repair
from luoshi.reading.roles import CALLS, CLOSING, HEARD
from luoshi.reading.roles.cues import DECIMAL, HORIZON, PAST_YEAR, PLAN_YEAR, REVIEW_YEAR, ROLES, figures, trie
from luoshi.reading.roles.sections import says
from luoshi.reading.roles.units import units
from luoshi.sources import from_text

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
HAN = re.compile(r"[\u4e00-\u9fff]+")
DIFFICULT = re.compile(
    r"清醒|(?:困难|问题|短板|不足|挑战)[和与、](?:问题|困难|不足|挑战|短板)|还存在|仍然?存在|也(?:要|应)?看到|不容忽视"
)


def labelled(path: Path) -> list[tuple[str, str]]:
    """(role, text) of the paragraphs whose role is beyond doubt."""
    text = path.read_text("utf-8")
    repaired = repair(from_text(text))
    text = repaired.text
    found: list[tuple[str, str]] = []
    pieces = pieces_of(text)[1]
    running = units(text, pieces, None)
    for i, unit in enumerate(running):
        words = text[unit.start : min(unit.end, unit.start + HEARD)]
        path = pieces[unit.parts[0][2]].path
        said = [said for heading in path[:2] if (said := says(heading))]
        section = said[-1] if said else ()
        if not section:
            if not found:
                found.append(("preamble", words))
            continue
        if section == ("context",) or len(section) > 1:
            continue
        role = section[0]
        whole = text[unit.start : unit.end]
        if role in ("plan", "outlook") and i > len(running) - 5 and CLOSING.match(words) and CALLS.search(whole):
            role = "context"
        elif role == "review" and DIFFICULT.search(words[:120]) and not re.search(r"\d", words):
            role = "issues"
        if len(words) >= 20:
            found.append((role, words))
    return found


def grams(words: str) -> set[str]:
    found: set[str] = set()
    for run in HAN.findall(words):
        for n in (2, 3, 4):
            found.update(run[i : i + n] for i in range(len(run) - n + 1))
    return found


def choose(reports: list[list[tuple[str, str]]], years: list[str], size: int) -> list[str]:
    """The runs of Han that tell most, each only where it adds to its parts."""
    by_class: dict[str, Counter[str]] = defaultdict(Counter)
    totals: Counter[str] = Counter()
    spread: dict[str, set[int]] = defaultdict(set)
    for number, report in enumerate(reports):
        for role, words in report:
            totals[role] += 1
            for gram in grams(words):
                by_class[role][gram] += 1
                spread[gram].add(number)
    n = sum(totals.values())
    scored = []
    for gram, where in spread.items():
        if len(where) * 12 < len(reports) or len({years[i] for i in where}) < 4:
            continue
        have = {role: by_class[role][gram] for role in totals}
        all_have = sum(have.values())
        told = 0.0
        for role, total in totals.items():
            for count, margin in ((have[role], all_have), (total - have[role], n - all_have)):
                if count and margin:
                    told += count / n * math.log(count * n / (total * margin))
        scored.append((told, gram, all_have))
    scored.sort(reverse=True)
    chosen: dict[str, int] = {}
    for _told, gram, count in scored:
        if any((gram in c or c in gram) and min(count, k) > 0.8 * max(count, k) for c, k in chosen.items()):
            continue
        chosen[gram] = count
        if len(chosen) >= size:
            break
    return sorted(chosen)


def features(rows: list[tuple[str, int]], cues: list[str]) -> np.ndarray:
    pattern = trie(cue for cue in cues if cue[0] != "#")
    index = {cue: i for i, cue in enumerate(cues)}
    table = np.zeros((len(rows), len(cues) + 1), dtype=np.float32)
    for i, (words, year) in enumerate(rows):
        for cue in figures(words, year).union(pattern.findall(words)):
            table[i, index[cue]] = 1
    table[:, -1] = 1
    return table


def weigh(table: np.ndarray, labels: np.ndarray, weight: np.ndarray, steps: int = 300) -> np.ndarray:
    """Multinomial logistic regression by Nesterov gradient."""
    w = np.zeros((table.shape[1], len(ROLES)), dtype=np.float32)
    v = w.copy()
    hot = np.eye(len(ROLES), dtype=np.float32)[labels]
    rate = 4.0
    total = weight.sum()
    for step in range(steps):
        ahead = w + v * (momentum := min(0.95, step / (step + 3)))
        scores = table @ ahead
        scores -= scores.max(1, keepdims=True)
        p = np.exp(scores)
        p /= p.sum(1, keepdims=True)
        gradient = table.T @ ((p - hot) * weight[:, None]) / total + 2e-5 * ahead
        v = momentum * v - rate * gradient
        w = w + v
    return w


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--out", type=Path, default=Path(roles.__file__).with_name("cues.toml"))
    parser.add_argument("--size", type=int, default=700)
    args = parser.parse_args()
    random.seed(1)
    paths = [p for p in sorted(args.corpus.glob("*/*-20[12]*.txt")) if p.parent.name != "observations"]
    random.shuffle(paths)
    reports, years = [], []
    for p in paths:
        rows = labelled(p)
        if rows:
            reports.append(rows)
            years.append(re.search(r"-(\d{4})", p.name)[1])  # type: ignore[index]
    held = len(reports) // 8
    test, learn = reports[:held], reports[held:]
    print(
        len(learn),
        "reports,",
        sum(map(len, learn)),
        "paragraphs",
        Counter(r for rep in learn for r, _ in rep),
        file=sys.stderr,
    )
    cues = choose(learn[:500], years[held : held + 500], args.size)
    cues += [DECIMAL, HORIZON, PAST_YEAR, PLAN_YEAR, REVIEW_YEAR]
    print(len(cues), "cues", file=sys.stderr)
    rows = [(ROLES.index(r), (t, int(years[held + k]))) for k, rep in enumerate(learn) for r, t in rep]
    random.shuffle(rows)
    rows = rows[:60000]
    table = features([t for _, t in rows], cues)
    labels = np.array([r for r, _ in rows])
    # Roles weigh alike here: how frequent each is is known better from the headings and from the order of the parts.
    counts = np.bincount(labels, minlength=len(ROLES))
    weight = (counts.max() / np.maximum(counts, 1)).clip(max=8)[labels].astype(np.float32)
    w = weigh(table, labels, weight)
    scores = table @ w
    against = scores.max(1) - scores[np.arange(len(labels)), labels]
    keep = against < 4
    print("left out as contradicted:", int((~keep).sum()), file=sys.stderr)
    w = weigh(table[keep], labels[keep], weight[keep])
    held_rows = [(ROLES.index(r), (t, int(years[k]))) for k, rep in enumerate(test) for r, t in rep]
    scores = features([t for _, t in held_rows], cues) @ w
    right = scores.argmax(1) == np.array([r for r, _ in held_rows])
    print("held-out paragraphs right:", right.mean(), file=sys.stderr)
    for k, role in enumerate(ROLES):
        mine = np.array([r == k for r, _ in held_rows])
        print("  ", role, int(mine.sum()), right[mine].mean() if mine.any() else None, file=sys.stderr)
    write(args.out, cues, w, len(learn))


HEADER = """# How strongly a word tells what a paragraph speaks of. Written by
# bench/learn_roles.py from {n} reports: don't edit.
#
# roles      the order of the weights.
# bias       the weights of a paragraph without any cue.
# [weights]  for each cue, a weight per role in tenths of a nat: 10 is e times as likely. What a paragraph speaks of is
#            judged by the sum over the different cues in it. A cue that stands inside a longer one is not heard.
#
# Order: by code point.
"""


def write(path: Path, cues: list[str], w: np.ndarray, n: int) -> None:
    w = w - w.mean(1, keepdims=True)
    tenths = np.rint(w * 10).astype(int)
    lines = [
        HEADER.format(n=n),
        f"roles = {list(ROLES)}".replace("'", '"'),
        f"bias = {tenths[-1].tolist()}",
        "",
        "[weights]",
    ]
    lines += [f"{cue} = {tenths[i].tolist()}" for i, cue in enumerate(cues) if np.abs(tenths[i]).max() >= 3]
    lines = [re.sub(r"^([\u4e00-\u9fff]+|#[a-z-]+) =", r'"\1" =', line) for line in lines]
    path.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
