"""Counts which pairs of characters stand together in the corpus: a small vector for each, in `comparing/meaning.bin`.

    python bench/learn_meaning.py [--shared ../shared] [--out FILE]

Reports that any annotated set is drawn from are left out, so that figures on them stay honest. Two pairs stand together
where one sentence has both; how much more often than by chance (positive pointwise mutual information, contexts
smoothed) is cut down to WIDTH numbers by a randomised singular value decomposition. Rare pairs weigh more (ROUND), and
what all sentences have in common is taken out. The same corpus gives the same bytes on the same machine with one
thread: the command sets that itself. Needs numpy and some 3 GB; about four minutes.

The file: the pairs in UTF-8, a space between them, a line feed, then WIDTH bytes a pair: numbers from -127 to 127,
128 added.
"""

import argparse
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"

import links
import numpy as np

from luoshi.comparing import meaning
from luoshi.comparing.likeness import grams
from luoshi.comparing.words import load

KNOWN, WIDTH = 22_000, 128
# Half weight for a pair that stands in so many of all sentences.
ROUND = 0.003
# The singular values' power, the power that smooths contexts, and more directions than are kept.
POWER, SMOOTH, SPARE, PASSES = 0.25, 0.75, 16, 4
SEED, DRAWN, BATCH = 20261201, 20_000, 20_000_000
# All but so few numbers are kept exact when they are rounded to bytes.
CLIPPED = 0.9995
SENTENCE = re.compile(r"[。！？；\n]")


def sources(shared: Path) -> list[Path]:
    """The reports of the corpus that no annotated pair has."""
    annotated: set[str] = set()
    for path in (shared / "links" / "dev.jsonl", *sorted(links.OURS.glob("*.jsonl"))):
        for line in path.read_text("utf-8").splitlines():
            first, year = json.loads(line)["pair"].split(">")
            annotated |= {first, f"{first.rsplit('-', 1)[0]}-{year}"}
    every = (path for path in (shared / "corpus").rglob("*.txt") if path.parent.name != "observations")
    return sorted(path for path in every if path.stem not in annotated)


def sentences(paths: list[Path]) -> Iterator[list[str]]:
    """The pairs of each sentence, each once."""
    words = load()
    for path in paths:
        for text in SENTENCE.split(path.read_text("utf-8")):
            text = re.sub("[，、]", " ", re.sub(r"\s+", "", text))
            if 8 <= len(text) <= 400:
                found = {pair for pair in grams(text, words) if len(pair) > 1}
                if len(found) > 3:
                    yield sorted(found)


def numbered(paths: list[Path]) -> tuple[np.ndarray, np.ndarray, list[str], np.ndarray]:
    """The sentences as numbers of pairs, where each ends, the pairs by how many sentences have them, and how many."""
    seen: dict[str, int] = {}
    flat, ends = [], []
    for found in sentences(paths):
        flat += [seen.setdefault(pair, len(seen)) for pair in found]
        ends.append(len(flat))
    names = np.array(list(seen))
    counts = np.bincount(flat, minlength=len(names))
    order = np.lexsort((names, -counts))[:KNOWN]
    new = np.full(len(names), -1, np.int64)
    new[order] = np.arange(len(order))
    return new[np.array(flat, np.int64)], np.array(ends), list(names[order]), counts[order].astype(float)


def together(flat: np.ndarray, ends: np.ndarray, known: int) -> np.ndarray:
    """How many sentences have both of two pairs."""
    counts = np.zeros(known * known, np.float32)
    waiting: list[np.ndarray] = []
    held = 0
    for start, end in zip(np.concatenate([[0], ends[:-1]]), ends, strict=True):
        there = flat[start:end][flat[start:end] >= 0]
        waiting.append((there[:, None] * known + there[None, :]).ravel())
        held += len(waiting[-1])
        if held > BATCH or end == ends[-1]:
            codes, times = np.unique(np.concatenate(waiting), return_counts=True)
            counts[codes] += times
            waiting, held = [], 0
    counts = counts.reshape(known, known)
    np.fill_diagonal(counts, 0)
    return counts


def surprising(counts: np.ndarray) -> np.ndarray:
    """In place: how much more often than by chance, where it is more."""
    rows = counts.sum(1)
    total = rows.sum()
    contexts = rows**SMOOTH
    contexts *= total / contexts.sum()
    for row, known in zip(counts, rows, strict=True):
        there = row > 0
        row[there] = np.maximum(0, np.log(row[there] * total / (known * contexts[there])))
    return counts


def cut_down(matrix: np.ndarray) -> np.ndarray:
    """The WIDTH strongest directions, by rows; each with the sign that makes its largest number positive."""
    basis = np.random.default_rng(SEED).standard_normal((len(matrix), WIDTH + SPARE)).astype(np.float32)
    for _ in range(PASSES):
        basis, _ = np.linalg.qr(matrix @ (matrix.T @ basis))
    left, strength, _ = np.linalg.svd(basis.T @ matrix, full_matrices=False)
    vectors = (basis @ left)[:, :WIDTH] * strength[:WIDTH] ** POWER
    return vectors * np.sign(vectors[np.abs(vectors).argmax(0), np.arange(WIDTH)])


def without_common(vectors: np.ndarray, flat: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """The vectors without the direction that most sentences share."""
    starts = np.concatenate([[0], ends[:-1]])
    drawn = np.random.default_rng(SEED).choice(len(ends), min(DRAWN, len(ends)), replace=False)
    sums = np.array([vectors[there[there >= 0]].sum(0) for there in (flat[starts[i] : ends[i]] for i in drawn)])
    sums /= np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)
    common = np.linalg.svd(sums.T @ sums)[0][:, :1]
    return vectors - (vectors @ common) @ common.T


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=links.HERE.parents[1] / "shared")
    parser.add_argument("--out", type=Path, default=meaning.FILE)
    args = parser.parse_args()
    paths = sources(args.shared)
    flat, ends, names, counts = numbered(paths)
    vectors = cut_down(surprising(together(flat, ends, len(names))))
    weights = ROUND / (ROUND + counts / len(ends))
    vectors *= (weights / np.maximum(np.linalg.norm(vectors, axis=1), 1e-9))[:, None]
    vectors = without_common(vectors, flat, ends)
    vectors *= 127 / np.quantile(np.abs(vectors), CLIPPED)
    body = (np.clip(np.rint(vectors), -127, 127) + 128).astype(np.uint8).tobytes()
    args.out.write_bytes(" ".join(names).encode("utf-8") + b"\n" + body)
    print(f"{len(paths)} reports, {len(ends)} sentences → {args.out}, {args.out.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
