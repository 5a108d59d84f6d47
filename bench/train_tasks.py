"""Learns the two models of the task stage from annotated plans, writes them, and says how good they are.

    python bench/train_tasks.py GOLD_DIR:REPORTS_DIR[:WEIGHT]... [--apart GOLD_DIR:REPORTS_DIR...]
                                [--folds N] [--out DIR]

Each GOLD_DIR holds NAME.tasks.jsonl and task_windows.json as ../shared/gold does, REPORTS_DIR holds NAME.txt,
WEIGHT is how many times each of its sentences counts. The
splitter is a linear-chain conditional random field over the clauses of a sentence (skip, start, stay), `named` a
logistic regression over the tasks without a figure; both are fitted by L-BFGS with an L2 penalty, and the weights are
rounded to whole hundredths, so that what ships are readable files and reading needs no numerical library.
`--apart`: never trained on; their figures are printed. `--folds N`: prints cross-validated figures as well, each
report read by models that have not seen it. Needs numpy and scipy (not locked: training is no part of the tests).
"""

import argparse
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.special import logsumexp

from luoshi.reading.identity import identify
from luoshi.reading.measures import read_measures
from luoshi.reading.outline import outline
from luoshi.reading.repair import repair
from luoshi.reading.tasks import checkable, figures_at
from luoshi.reading.tasks.features import TEMPLATES
from luoshi.reading.tasks.model import LABELS, PATH, SKIP, START, STAY, best, emissions, packed
from luoshi.reading.tasks.split import rows
from luoshi.sources import open_document

LEAST = 3  # hundredths between the best and the worst label, below which a key is not worth a line
LEAST_NAMED = 2  # the same for `named`
PENALTY = 4.0
PENALTY_NAMED = 3.0
Row = tuple[list[Any], list[int]]


@dataclass
class Annotated:
    """One report: its sentences, and its tasks: where each begins → where it ends and how it is checkable.

    `rows`: keys and right labels of each sentence, `spans`: its clauses, `read`: whether the reader looks for tasks
    there. `weight`: how many times it counts in training.
    """

    name: str
    rows: list[Row]
    read: list[bool]
    spans: list[list[Any]]
    tasks: dict[int, tuple[int, str]]
    text: str
    weight: int


def annotated(gold: str, reports: str, weight: str = "1") -> list[Annotated]:
    """The annotated reports of a folder."""
    found = []
    for entry in json.loads(Path(gold, "task_windows.json").read_text("utf-8")):
        document = open_document(next(Path(reports).rglob(f"{entry['name']}.txt")))
        repaired = repair(document)
        identity, _ = identify(document, repaired)
        heads, blocks = outline(repaired, identity)
        drafts, _, _ = read_measures(repaired, heads, blocks, identity)
        at = {offset: i for i, offset in enumerate(repaired.source)}
        end = {repaired.source_end(i + 1): i + 1 for i in range(len(repaired.text))}
        lines = Path(gold, f"{entry['name']}.tasks.jsonl").read_text("utf-8").splitlines()
        # A span that ends in something set aside (a footnote mark) ends with its last words.
        tasks = {
            at[t["start"]]: (next(end[e] for e in range(t["end"], t["start"], -1) if e in end), t["checkable"])
            for t in map(json.loads, lines)
            if t["start"] in at
        }
        figures = figures_at(drafts)
        head_starts = {h.start for h in heads}
        report = Annotated(entry["name"], [], [], [], tasks, repaired.text, int(weight))
        for block in blocks:
            for sentence in rows(repaired.text, block.start, block.end, figures):
                place = repaired.source[sentence.clauses[0].start]
                if any(s <= place < e for s, e in entry["windows"]):
                    report.rows.append((sentence.keys, labels(sentence.clauses, tasks)))
                    report.read.append(block.role == "plan" and block.start not in head_starts)
                    report.spans.append(sentence.clauses)
        found.append(report)
    return found


def labels(clauses: list[Any], tasks: dict[int, tuple[int, str]]) -> list[int]:
    """START where a task begins, STAY up to its end, SKIP elsewhere."""
    done, until = [], -1
    for clause in clauses:
        if clause.start in tasks:
            until = tasks[clause.start][0]
            done.append(START)
        else:
            done.append(STAY if clause.end <= until else SKIP)
    return done


class Field:
    """The random field: `fit` finds emissions by key and moves between labels."""

    def __init__(self, data: list[Row]) -> None:
        self.index: dict[tuple[int, Any], int] = {}
        for keys, _ in data:
            for clause in keys:
                for pair in enumerate(clause):
                    self.index.setdefault(pair, len(self.index))
        by_length: dict[int, list[Row]] = {}
        for row in data:
            by_length.setdefault(len(row[0]), []).append(row)
        self.groups = [
            (n, self.matrix([k for keys, _ in some for k in keys]), np.array([y for _, y in some]))
            for n, some in by_length.items()
        ]
        # A clause can only stay behind one that starts or stays.
        self.mask = np.zeros((4, 3))
        self.mask[SKIP, STAY] = self.mask[3, STAY] = -1e4

    def matrix(self, keys: list[Any]) -> Any:
        cells = [(j, self.index[pair]) for j, clause in enumerate(keys) for pair in enumerate(clause)]
        down, across = zip(*cells, strict=True)
        return csr_matrix((np.ones(len(cells)), (down, across)), shape=(len(keys), len(self.index)))

    def loss(self, theta: Any, l2: float) -> tuple[float, Any]:
        size = len(self.index) * 3
        weights, moves = theta[:size].reshape(-1, 3), theta[size:].reshape(4, 3) + self.mask
        total, d_weights, d_moves = 0.0, np.zeros_like(weights), np.zeros((4, 3))
        for n, matrix, right in self.groups:
            emit = (matrix @ weights).reshape(len(right), n, 3)
            step = moves[:3]
            ahead = [emit[:, 0] + moves[3]]
            for i in range(1, n):
                ahead.append(emit[:, i] + logsumexp(ahead[-1][:, :, None] + step[None], axis=1))
            behind = [np.zeros((len(right), 3))]
            for i in range(n - 1, 0, -1):
                behind.append(logsumexp(step[None] + (emit[:, i] + behind[-1])[:, None, :], axis=2))
            behind.reverse()
            z = logsumexp(ahead[-1], axis=1)
            slope, every = np.zeros_like(emit), np.arange(len(right))
            score = moves[3][right[:, 0]].copy()
            for i in range(n):
                slope[:, i] = np.exp(ahead[i] + behind[i] - z[:, None])
                slope[every, i, right[:, i]] -= 1
                score += emit[every, i, right[:, i]]
                if i:
                    both = ahead[i - 1][:, :, None] + step[None] + (emit[:, i] + behind[i])[:, None, :]
                    d_moves[:3] += np.exp(both - z[:, None, None]).sum(0)
                    np.add.at(d_moves, (right[:, i - 1], right[:, i]), -1)
                    score += step[right[:, i - 1], right[:, i]]
            d_moves[3] += slope[:, 0].sum(0)
            total += (z - score).sum()
            d_weights += matrix.T @ slope.reshape(-1, 3)
        free = theta[size:]
        total += 0.5 * l2 * (weights**2).sum() + 0.05 * (free**2).sum()
        return total, np.concatenate([(d_weights + l2 * weights).ravel(), d_moves.ravel() + 0.1 * free])

    def fit(self, l2: float) -> tuple[Any, Any]:
        start = np.zeros(len(self.index) * 3 + 12)
        found = minimize(self.loss, start, args=(l2,), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
        return found[:-12].reshape(-1, 3), found[-12:].reshape(4, 3)


def rounded(field: Field, weights: Any, moves: Any) -> tuple[list[dict[Any, tuple[int, ...]]], list[list[int]]]:
    """The weights and the moves in whole hundredths, as they are written; keys that say little are left out."""
    tables: list[dict[Any, tuple[int, ...]]] = [{} for _ in TEMPLATES]
    for (i, key), at in field.index.items():
        whole = tuple(round(100 * v) for v in weights[at])
        if max(whole) - min(whole) >= LEAST:
            tables[i][key] = whole
    return tables, [[max(-9999, round(100 * v)) for v in m] for m in moves]


def split_by(reports: list[Annotated]) -> tuple[list[dict[Any, tuple[int, ...]]], list[list[int]]]:
    """The splitter learned from the reports."""
    field = Field([row for r in reports for row in r.rows * r.weight])
    return rounded(field, *field.fit(PENALTY))


def examples(report: Annotated) -> list[tuple[frozenset[Any], bool]]:
    """The keys of each right task without a figure, and whether it is named."""
    found = []
    for clauses, (_, right) in zip(report.spans, report.rows, strict=True):
        for span in taken(clauses, right):
            kind = report.tasks[span[0].start][1]
            if kind != "figure" and not any(c.figures for c in span):
                found.append((checkable.keys(span, report.text), kind == "named"))
    return found


def taken(clauses: list[Any], given: list[int]) -> list[list[Any]]:
    """The clauses of each task, by their labels."""
    found: list[list[Any]] = []
    for clause, label in zip(clauses, given, strict=True):
        if label == START:
            found.append([clause])
        elif label == STAY:
            found[-1].append(clause)
    return found


def named_by(reports: list[Annotated]) -> dict[Any, int]:
    """`named`, learned from the reports: key → hundredths."""
    data = [example for r in reports for example in examples(r) * r.weight]
    index: dict[Any, int] = {}
    for keys, _ in data:
        for key in sorted(keys):
            index.setdefault(key, len(index))
    cells = [(j, index[key]) for j, (keys, _) in enumerate(data) for key in sorted(keys)]
    down, across = zip(*cells, strict=True)
    matrix = csr_matrix((np.ones(len(cells)), (down, across)), shape=(len(data), len(index)))
    right = np.array([float(named) for _, named in data])

    def loss(w: Any) -> tuple[float, Any]:
        z = matrix @ w
        total = (np.logaddexp(0, z) - right * z).sum() + 0.5 * PENALTY_NAMED * (w**2).sum()
        return total, matrix.T @ (1 / (1 + np.exp(-z)) - right) + PENALTY_NAMED * w

    w = minimize(loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    whole = {key: round(100 * w[at]) for key, at in index.items()}
    return {key: v for key, v in whole.items() if abs(v) >= LEAST_NAMED}


def score(reports: list[Annotated], learned: list[Annotated]) -> Counter[str]:
    """How the reports are read by models learned from others: counts of tasks, hits and kinds told right."""
    splitter, moves = split_by(learned)
    named = named_by(learned)
    tables = tuple({key: packed(w) for key, w in table.items()} for table in splitter)  # type: ignore[arg-type]
    total: Counter[str] = Counter()
    for r in reports:
        total["gold"] += len(r.tasks)
        for clauses, (keys, _), read in zip(r.spans, r.rows, r.read, strict=True):
            if not read:
                continue
            for span in taken(clauses, best(emissions(keys, tables), tuple(map(tuple, moves)))):  # type: ignore[arg-type]
                total["said"] += 1
                end, kind = r.tasks.get(span[0].start, (-1, ""))
                total["starts"] += bool(kind)
                if end == span[-1].end:
                    total["exact"] += 1
                    said = sum(named.get(key, 0) for key in checkable.keys(span, r.text)) > 0
                    figure = any(c.figures for c in span)
                    total["checkable"] += kind == ("figure" if figure else "named" if said else "general")
    return total


def shown(what: str, total: Counter[str]) -> str:
    both = total["gold"] + total["said"]
    exact, starts = 2 * total["exact"] / both, 2 * total["starts"] / both
    right = total["checkable"] / max(total["exact"], 1)
    return f"{what}: {total['gold']} tasks, exact F1 {exact:.3f}, starts F1 {starts:.3f}, checkable {right:.3f}"


def write(reports: list[Annotated], folder: Path) -> None:
    """The weights as TOML: a table a template, a line a key."""
    splitter, moves = split_by(reports)
    head = (
        "# Weights of the task splitter (see model.py). Written by bench/train_tasks.py; do not edit by hand.\n"
        f"# Learned from {sum(len(r.rows) for r in reports)} sentences of {len(reports)} reports."
        " A line: key = [skip, start, stay], in hundredths.\n\n[moves]\n"
    )
    lines = [f"{n} = {m}" for n, m in zip((*LABELS, "begin"), moves, strict=True)]
    body = ""
    for template, table in zip(TEMPLATES, splitter, strict=True):
        names = {key if isinstance(key, str) else "|".join(key): list(w) for key, w in table.items()}
        body += f'\n["{template}"]\n' + "".join(f"{quoted(k)} = {w}\n" for k, w in sorted(names.items()))
    (folder / PATH.name).write_text(head + "\n".join(lines) + "\n" + body, "utf-8")

    named = named_by(reports)
    head = (
        "# What makes a task without a figure `named` (see checkable.py). Written by bench/train_tasks.py.\n"
        "# Do not edit. A line: key = hundredths; a sum above nought is named, else general.\n"
    )
    body = ""
    for template in checkable.TEMPLATES:
        rows_ = sorted((key, v) for (t, key), v in named.items() if t == template)
        body += f'\n["{template}"]\n' + "".join(f"{quoted(k)} = {v}\n" for k, v in rows_)
    (folder / checkable.PATH.name).write_text(head + body, "utf-8")


def quoted(key: str) -> str:
    return json.dumps(key, ensure_ascii=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--apart", nargs="*", default=[])
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--out", type=Path, default=PATH.parent)
    args = parser.parse_args()
    learned = [r for pair in args.gold for r in annotated(*pair.split(":"))]
    write(learned, args.out)
    print(f"learned from {sum(len(r.tasks) for r in learned)} tasks of {len(learned)} reports → {args.out}")
    for pair in args.apart:
        print(shown(f"apart, {pair}", score(annotated(*pair.split(":")), learned)), flush=True)
    total: Counter[str] = Counter()
    for k in range(args.folds):
        total += score(learned[k :: args.folds], [r for i, r in enumerate(learned) if i % args.folds != k])
    if total:
        print(shown(f"cross-validated in {args.folds} parts", total))


if __name__ == "__main__":
    main()
