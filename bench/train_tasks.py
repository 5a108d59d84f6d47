"""Learns the weights of the task splitter from annotated plans, and writes them.

    python bench/train_tasks.py GOLD_DIR:REPORTS_DIR... [--out FILE]

Each GOLD_DIR holds NAME.tasks.jsonl and task_windows.json as ../shared/gold does, REPORTS_DIR holds NAME.txt. The
model is a linear-chain conditional random field over the clauses of a sentence (skip, start, stay), fitted by L-BFGS
with an L2 penalty; weights are rounded to whole hundredths, so that what ships is a readable file and reading needs
no numerical library. Needs numpy and scipy (not locked: training is no part of the tests).
"""

import argparse
import json
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
from luoshi.reading.tasks import figures_at
from luoshi.reading.tasks.features import TEMPLATES
from luoshi.reading.tasks.model import LABELS, PATH, SKIP, START, STAY
from luoshi.reading.tasks.split import rows
from luoshi.sources import open_document

LEAST = 3  # hundredths between the best and the worst label, below which a key is not worth a line
Row = tuple[list[Any], list[int]]


def sentences(gold: Path, reports: Path) -> list[Row]:
    """The annotated sentences: the keys and the right label of each clause."""
    found: list[Row] = []
    for entry in json.loads((gold / "task_windows.json").read_text("utf-8")):
        document = open_document(next(reports.rglob(f"{entry['name']}.txt")))
        repaired = repair(document)
        identity, _ = identify(document, repaired)
        heads, blocks = outline(repaired, identity)
        drafts, _, _ = read_measures(repaired, heads, blocks, identity)
        at = {offset: i for i, offset in enumerate(repaired.source)}
        end = {repaired.source_end(i + 1): i + 1 for i in range(len(repaired.text))}
        lines = (gold / f"{entry['name']}.tasks.jsonl").read_text("utf-8").splitlines()
        marked = [t for t in map(json.loads, lines) if t["start"] in at]
        # A span that ends in something set aside (a footnote mark) ends with its last words.
        tasks = {at[t["start"]]: next(end[e] for e in range(t["end"], t["start"], -1) if e in end) for t in marked}
        figures = figures_at(drafts)
        for block in blocks:
            for sentence in rows(repaired.text, block.start, block.end, figures):
                place = repaired.source[sentence.clauses[0].start]
                if any(s <= place < e for s, e in entry["windows"]):
                    found.append((sentence.keys, labels(sentence.clauses, tasks)))
    return found


def labels(clauses: list[Any], tasks: dict[int, int]) -> list[int]:
    """START where a task begins, STAY up to its end, SKIP elsewhere."""
    done, until = [], -1
    for clause in clauses:
        if clause.start in tasks:
            until = tasks[clause.start]
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


def write(field: Field, weights: Any, moves: Any, sentences_seen: int, out: Path) -> None:
    """The weights as TOML: a table a template, a line a key, [skip, start, stay] in hundredths."""
    tables: dict[str, list[str]] = {t: [] for t in TEMPLATES}
    for (i, key), at in field.index.items():
        whole = [round(100 * v) for v in weights[at]]
        if max(whole) - min(whole) >= LEAST:
            name = key if isinstance(key, str) else "|".join(key)
            tables[TEMPLATES[i]].append(f"{json.dumps(name, ensure_ascii=False)} = {whole}")
    head = (
        "# Weights of the task splitter (see model.py). Written by bench/train_tasks.py; do not edit by hand.\n"
        f"# Learned from {sentences_seen} sentences. A line: key = [skip, start, stay], in hundredths.\n\n[moves]\n"
    )
    lines = [f"{n} = {[max(-9999, round(100 * v)) for v in m]}" for n, m in zip((*LABELS, "begin"), moves, strict=True)]
    body = "".join(f'\n["{t}"]\n' + "\n".join(sorted(rows_)) + "\n" for t, rows_ in tables.items())
    out.write_text(head + "\n".join(lines) + "\n" + body, "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--out", type=Path, default=PATH)
    parser.add_argument("--l2", type=float, default=6.0)
    args = parser.parse_args()
    data = [row for pair in args.gold for row in sentences(*map(Path, pair.split(":")))]
    field = Field(data)
    weights, moves = field.fit(args.l2)
    write(field, weights, moves, len(data), args.out)
    print(f"{len(data)} sentences, {len(field.index)} keys → {args.out} ({args.out.stat().st_size / 1e3:.0f} kB)")


if __name__ == "__main__":
    main()
