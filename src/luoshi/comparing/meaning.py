"""How near two phrases are in meaning: a table of small vectors for pairs of characters (`meaning.bin`, counted in the
corpus by `bench/learn_meaning.py`), added up. 保交楼 and 问题楼盘处置 share no word, and are near.

Of a phrase's vector only the signs are kept, as the bits of one integer: the more of them two phrases share, the
smaller the angle between their vectors. Adding is done for all numbers at once, in lanes of one long integer.
"""

from __future__ import annotations

from collections.abc import Set
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("meaning.bin")
# Bits of a lane; what the file adds to each number so that none is negative; so many pairs' sums stay within a lane.
LANE, BIAS, MOST = 16, 128, 250
_DIGITS = bytes(48 + (byte >= 128) for byte in range(256))


class _Table:
    """The file, with the vectors that were asked for made ready."""

    def __init__(self) -> None:
        head, _, self.body = FILE.read_bytes().partition(b"\n")
        names = head.decode("utf-8").split(" ")
        self.width = len(self.body) // len(names)
        self.begins = dict(zip(names, range(0, len(self.body), self.width), strict=True))
        self.ones = sum(1 << (LANE * i) for i in range(self.width))
        self.ready: dict[str, int] = {}

    def vector(self, pair: str) -> int:
        """The pair's numbers in lanes, each with BIAS; 0 where it is not known."""
        found = self.ready.get(pair)
        if found is None:
            begin = self.begins.get(pair)
            lanes = bytearray(2 * self.width)
            if begin is not None:
                lanes[::2] = self.body[begin : begin + self.width]
            found = self.ready[pair] = int.from_bytes(lanes, "little")
        return found


_table = cache(_Table)


def signs(pairs: Set[str]) -> int | None:
    """The signs of the phrase's vector, or None where none of its pairs is known."""
    table = _table()
    vectors = [vector for pair in pairs if (vector := table.vector(pair))]
    if len(vectors) > MOST:
        vectors = [vector for pair in sorted(pairs) if (vector := table.vector(pair))][:MOST]
    if not vectors:
        return None
    # What is not negative has the top bit of its lane: the upper byte of each lane as a digit makes a binary number.
    lifted = sum(vectors) + (0x8000 - BIAS * len(vectors)) * table.ones
    return int(lifted.to_bytes(2 * table.width, "little")[1::2].translate(_DIGITS), 2)


def likeness(a: int | None, b: int | None) -> float:
    """The share of signs that two phrases have in common: some 0.5 where they have nothing to do with one another."""
    if a is None or b is None:
        return 0.0
    return 1 - (a ^ b).bit_count() / _table().width
