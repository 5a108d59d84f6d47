"""Learn the weights of `luoshi.reading.tasks` from annotated rows of clauses.

A linear-chain conditional random field, trained by AdaGrad with an L2 penalty: plain Python, a minute, the same
result each time. What it reads is made by `task_rows` (rows of keys and labels), so that the features are those of
the reader itself.
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Sequence

from luoshi.reading.tasks.features import TEMPLATES, Key

Row = tuple[list[tuple[Key, ...]], list[int], float]


def _log_sum(values: Sequence[float]) -> float:
    top = max(values)
    return top + math.log(sum(math.exp(v - top) for v in values))


class Field:
    """The model in training: a weight a (template, key, label), and one a (label before, label)."""

    def __init__(self, penalty: float, step: float) -> None:
        self.penalty, self.step = penalty, step
        self.w: dict[tuple[int, Key], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
        self.g: dict[tuple[int, Key], list[float]] = defaultdict(lambda: [1e-3, 1e-3, 1e-3])
        self.moves = [[0.0] * 3 for _ in range(4)]
        self.moves_g = [[1e-3] * 3 for _ in range(4)]

    def scores(self, row: list[tuple[Key, ...]]) -> list[list[float]]:
        found = []
        for keys in row:
            total = [0.0, 0.0, 0.0]
            for i, key in enumerate(keys):
                if w := self.w.get((i, key)):
                    for j in range(3):
                        total[j] += w[j]
            found.append(total)
        return found

    def learn(self, row: list[tuple[Key, ...]], gold: list[int], weight: float) -> float:
        """One step on one sentence; returns its loss."""
        e = self.scores(row)
        n = len(e)
        low = -1e9
        m = self.moves
        alpha = [[e[0][j] + m[3][j] if j < 2 else low for j in range(3)]]
        for i in range(1, n):
            alpha.append([e[i][j] + _log_sum([alpha[-1][k] + (m[k][j] if (k, j) != (0, 2) else low) for k in range(3)]) for j in range(3)])
        beta = [[0.0] * 3]
        for i in range(n - 1, 0, -1):
            beta.append([_log_sum([(m[j][k] if (j, k) != (0, 2) else low) + e[i][k] + beta[-1][k] for k in range(3)]) for j in range(3)])
        beta.reverse()
        z = _log_sum(alpha[-1])
        loss = z - sum(e[i][gold[i]] for i in range(n)) - m[3][gold[0]] - sum(m[gold[i - 1]][gold[i]] for i in range(1, n))
        for i in range(n):
            grad = [weight * (math.exp(alpha[i][j] + beta[i][j] - z) - (gold[i] == j)) for j in range(3)]
            for t, key in enumerate(row[i]):
                self._move(self.w[t, key], self.g[t, key], grad)
            if i == 0:
                self._move(m[3], self.moves_g[3], grad)
            else:
                for k in range(3):
                    pair = [
                        weight * (math.exp(alpha[i - 1][k] + (m[k][j] if (k, j) != (0, 2) else low) + e[i][j] + beta[i][j] - z) - ((gold[i - 1], gold[i]) == (k, j)))
                        for j in range(3)
                    ]
                    self._move(m[k], self.moves_g[k], pair)
        return loss

    def _move(self, w: list[float], g: list[float], grad: list[float]) -> None:
        for j in range(3):
            d = grad[j] + self.penalty * w[j]
            g[j] += d * d
            w[j] -= self.step * d / math.sqrt(g[j])


def train(rows: list[Row], penalty: float = 0.02, step: float = 0.1, rounds: int = 20) -> Field:
    field = Field(penalty, step)
    order = list(range(len(rows)))
    dice = random.Random(7)
    for _ in range(rounds):
        dice.shuffle(order)
        for i in order:
            field.learn(*rows[i])
    return field


def quantised(field: Field, least: int = 4) -> tuple[list[dict[Key, tuple[int, int, int]]], list[tuple[int, int, int]]]:
    """The weights in hundredths; keys that hardly say anything are left out."""
    tables: list[dict[Key, tuple[int, int, int]]] = [{} for _ in TEMPLATES]
    for (i, key), w in field.w.items():
        a, b, c = (round(100 * x) for x in w)
        if max(a, b, c) - min(a, b, c) >= least:
            tables[i][key] = (a, b, c)
    a3 = [tuple(round(100 * x) for x in m) for m in field.moves]
    return tables, a3  # type: ignore[return-value]
