"""Learns what speaks for a clause of the review being about a promise, and writes `comparing/evidence.toml`.

    python bench/train_links.py [--shared ../shared] [--out FILE] [--folds]

From the gold and our own annotations in TAUGHT (bench/links.py): the candidates that the linker looks at for a
promise are one example: which of them overlap the annotated result, or that none does. A choice model (softmax with
none among the choices) with an L2 penalty over marks, there or not; weights are whole
hundredths. `--folds`: instead of writing, leave each pair out in turn and print what its candidates score. Needs numpy.
"""

import argparse
import json
import math
import tempfile
from collections import defaultdict
from pathlib import Path
from unittest import mock

import links
import numpy as np

import luoshi
from luoshi.comparing import compare, evidence
from luoshi.comparing.compare import prepared
from luoshi.exchange.compare_json import dumps

PENALTY = 2.5
# Where the search begins (log-odds of a candidate without marks), and its longest step.
EMPTY, STRIDE = -2.0, 3.0
# The files of annotations/links that weights are learned on: links.UNREAD are for figures, `doubtful` was tried.
TAUGHT = ("candidates", *links.READ)
Example = tuple[tuple[str, ...], bool]


def overlap(a: dict, start: int, end: int) -> int:
    return max(0, min(a["end"], end) - max(a["start"], start))


def examples(gold: Path, corpus: dict[str, Path]) -> dict[str, list[dict]]:
    """Each annotated promise with its candidates, by pair."""
    rows = defaultdict(list)
    for line in gold.read_text("utf-8").splitlines():
        row = json.loads(line)
        rows[row["pair"]].append(row)
    found: dict[str, list[dict]] = {}
    for pair, promises in rows.items():
        earlier, later = (luoshi.read(path) for path in links.reports_of(pair, corpus))
        wanted, claims = prepared(earlier, later)
        found[pair] = [e for row in promises if (e := example(row, wanted, claims))]
    return found


def example(row: dict, wanted, claims) -> dict | None:
    """The promise that the row means, with its candidates and whether each is right."""

    def likeness(w):
        quote, figure = w.promise.quote, w.promise.figure
        shared = overlap(row["promise"], quote.start, quote.end)
        same = (figure and float(figure.low or 0)) == (row["promise"]["low"] or (0 if figure else None))
        return shared > 0, same, shared / (quote.end - quote.start), w.promise.indicator == row["promise"]["indicator"]

    best = max(wanted, key=likeness)
    if not overlap(row["promise"], best.promise.quote.start, best.promise.quote.end):
        return None
    sets = {"deed": evidence.deeds_found(best, claims)}
    if best.promise.figure:
        sets["figure"] = evidence.figures_found(best, claims)
    done: dict = {"row": row, "wanted": best}
    for model, candidates in sets.items():
        done[model] = [(c, right(row, c)) for c in candidates if judged(row, c)]
    return done


def judged(row: dict, found: evidence.Found) -> bool:
    """Whether it is known if the candidate is right: of `looked` only the clauses that were shown were judged."""
    clause = {"start": found.clause.start, "end": found.clause.end}
    return "looked" not in row or any(overlap(clause, start, end) for start, end in row["looked"])


def right(row: dict, found: evidence.Found) -> bool:
    """Whether the candidate is the annotated result (`result`), or one of the clauses said to be right (`looked`)."""
    clause = found.clause
    if "looked" in row:
        return any(overlap({"start": clause.start, "end": clause.end}, *row["looked"][i]) for i in row["right"])
    if row["result"] is None:
        return False
    quote = found.claim.measure.quote if found.claim else clause
    return overlap(row["result"], quote.start, quote.end) > 0


def ladder(mark: str) -> list[str]:
    """`cover:3` as the steps up to it: neighbouring steps then share what is learned of them."""
    name, _, step = mark.partition(":")
    return [f"{name}:{i}" for i in range(1, int(step) + 1)] if step.isdigit() and name != "near" else [mark]


def fit(promises: list[list[Example]]) -> dict[str, int]:
    """A choice among the candidates of each promise and none of them: the chance of each is its odds by the sum of all
    and 1. Several right ones share what is right. Newton's method; in each step the shares of the right ones stay."""
    data = [example for candidates in promises for example in candidates]
    names = sorted({step for marks, _ in data for mark in marks for step in ladder(mark)})
    at = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(data), len(names) + 1))
    for i, (marks, _) in enumerate(data):
        x[i, [at[step] for mark in marks for step in ladder(mark)]] = 1
        x[i, -1] = 1
    y = np.array([right for _, right in data], float)
    sizes = [len(candidates) for candidates in promises]
    whose, starts = np.repeat(np.arange(len(sizes)), sizes), np.cumsum([0, *sizes[:-1]])
    penalty = np.full(len(names) + 1, PENALTY)
    penalty[-1] = 1e-6
    w = np.zeros(len(names) + 1)
    w[-1] = EMPTY
    for _ in range(60):
        odds = np.exp(np.clip(x @ w, -30, 30))
        chance = odds / (1 + np.add.reduceat(odds, starts))[whose]
        of_right = np.add.reduceat(odds * y, starts)
        wanted = odds * y / np.where(of_right > 0, of_right, 1)[whose]
        slope = x.T @ (chance - wanted) + penalty * w
        mean = np.add.reduceat(x * chance[:, None], starts)
        curve = (x.T * chance) @ x - mean.T @ mean + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        w -= step * min(1, STRIDE / np.abs(step).max())
        if np.abs(step).max() < 1e-5:
            break
    marks = sorted({mark for marks, _ in data for mark in marks})
    found = {mark: round(100 * sum(w[at[step]] for step in ladder(mark))) for mark in marks}
    return {"always": round(100 * w[-1])} | {
        mark: weight for mark, weight in found.items() if weight and mark != "read"
    }


def taught(promises: list[dict], model: str) -> list[list[Example]]:
    """Each promise's candidates: their marks and whether each is right. Links that were drawn from what the linker had
    said (`read`) are right far more often than others: they bear a mark for that, which is not written down."""
    found = []
    for p in promises:
        drawn = ("read",) if "read" in p["row"] else ()
        if candidates := [(c.marks + drawn, right) for c, right in p.get(model, ())]:
            found.append(candidates)
    return found


def spoken(row: dict) -> bool:
    return bool(row["right"]) if "looked" in row else row["result"] is not None


def report(pairs: dict[str, list[dict]], tables: dict[str, dict[str, dict[str, int]]], model: str) -> None:
    """For thresholds of odds: how often the best candidate above it is right, and how many results are found."""
    best = []
    there = 0
    for pair, promises in pairs.items():
        table = tables[pair][model]
        for p in promises:
            if model not in p or "read" in p["row"]:
                continue
            there += spoken(p["row"])
            scored = [(table["always"] + sum(table.get(m, 0) for m in c.marks), right) for c, right in p[model]]
            if scored:
                top = max(scored, key=lambda s: s[0])
                best.append((top[0], top[1], spoken(p["row"])))
    reached = sum(
        "read" not in p["row"] and spoken(p["row"]) and any(r for _, r in p.get(model, ()))
        for ps in pairs.values()
        for p in ps
    )
    print(f"  {model}: {there} results are there, {reached} among the candidates")
    for threshold in range(-200, 300, 50):
        above = [b for b in best if b[0] >= threshold]
        if above:
            right, mention = sum(b[1] for b in above), sum(b[2] for b in above)
            print(
                f"  {model} >= {threshold:5d}: said {len(above):4d}  mention {mention / len(above):.2f}"
                f"  right place {right / len(above):.2f}  recall {mention / there:.2f} located {right / there:.2f}"
            )


def whole(shared: Path, corpus: dict[str, Path], tables: dict[str, dict[str, dict[str, int]]], errors: bool) -> None:
    """The scorer's figures of the whole linker, each pair linked with weights that never saw it."""
    for gold in (shared / "links" / "dev.jsonl", *(links.OURS / f"{name}.jsonl" for name in links.READ)):
        with tempfile.TemporaryDirectory() as folder:
            for pair in sorted({json.loads(line)["pair"] for line in gold.read_text("utf-8").splitlines()}):
                with mock.patch.object(evidence, "weights", lambda table=tables[pair]: table):
                    comparison = compare(*(luoshi.read(path) for path in links.reports_of(pair, corpus)))
                (Path(folder) / f"{pair.replace('>', '-')}.json").write_text(dumps(comparison), "utf-8")
            options = ("--errors",) if errors else ()
            print(gold.parent.name, links.score(shared / "links" / "score.py", gold, Path(folder), *options).strip())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=links.HERE.parents[1] / "shared")
    parser.add_argument("--out", type=Path, default=evidence.FILE)
    parser.add_argument("--folds", action="store_true")
    parser.add_argument("--errors", action="store_true", help="with --folds: print what is wrong")
    args = parser.parse_args()
    corpus = {path.stem: path for path in (args.shared / "corpus").rglob("*.txt")}
    pairs: dict[str, list[dict]] = {}
    for gold in (args.shared / "links" / "dev.jsonl", *(links.OURS / f"{name}.jsonl" for name in TAUGHT)):
        pairs |= examples(gold, corpus)
    if args.folds:
        tables: dict[str, dict[str, dict[str, int]]] = {}
        for pair in pairs:
            rest = [p for other, promises in pairs.items() if other != pair for p in promises]
            tables[pair] = {model: fit(taught(rest, model)) for model in evidence.MODELS}
        for model in evidence.MODELS:
            report(pairs, tables, model)
        whole(args.shared, corpus, tables, args.errors)
        return
    every = [p for promises in pairs.values() for p in promises]
    lines = [
        "# What speaks for a clause or a figure of the review being about a promise (see evidence.py), in hundredths",
        "# of log-odds. Written by bench/train_links.py; do not edit by hand.",
    ]
    for model in evidence.MODELS:
        data = taught(every, model)
        right = sum(r for candidates in data for _, r in candidates)
        lines += [
            "",
            f"# Learned from {sum(map(len, data))} candidates of {len(data)} promises, {right} right.",
            f"[{model}]",
        ]
        lines += [f'"{name}" = {weight}' for name, weight in fit(data).items()]
    args.out.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(every)} promises → {args.out}; log loss of a coin {math.log(2):.2f}")


if __name__ == "__main__":
    main()
