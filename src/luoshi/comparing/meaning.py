"""How near two phrases are in meaning: a table of small vectors for pairs of characters (`meaning.bin`, counted in the
corpus by `bench/learn_meaning.py`), added up. 保交楼 and 问题楼盘处置 share no word, and are near.

Of a phrase's vector only the signs are kept, as the bits of one integer: the more of them two phrases share, the
smaller the angle between their vectors. Adding is done for all numbers at once, in lanes of one long integer.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

FILE = Path(__file__).with_name("meaning.bin")
# Bits of a lane; what the file adds to each number so that none is negative; so many pairs' sums stay within a lane.
LANE, BIAS, MOST = 16, 128, 250
# So many phrases are kept with their signs.
KEPT = 1 << 12
_DIGITS = bytes(48 + (byte >= 128) for byte in range(256))


class _Lanes(dict[str, int]):
    """Each pair's numbers in lanes, each with BIAS, made when it is first asked for; 0 for a pair that is not known."""

    def __init__(self) -> None:
        head, _, self.body = FILE.read_bytes().partition(b"\n")
        names = head.decode("utf-8").split(" ")
        self.width = len(self.body) // len(names)
        self.begins = dict(zip(names, range(0, len(self.body), self.width), strict=True))
        self.ones = sum(1 << (LANE * i) for i in range(self.width))

    def __missing__(self, pair: str) -> int:
        begin, lanes = self.begins.get(pair), bytearray(2 * self.width)
        if begin is not None:
            lanes[::2] = self.body[begin : begin + self.width]
        found = self[pair] = int.from_bytes(lanes, "little")
        return found


lanes = cache(_Lanes)


@lru_cache(KEPT)
def signs(pairs: frozenset[str]) -> int | None:
    """The signs of the phrase's vector, or None where none of its pairs is known."""
    table = lanes()
    vectors = list(filter(None, map(table.__getitem__, pairs)))
    if len(vectors) > MOST:
        vectors = list(filter(None, map(table.__getitem__, sorted(pairs))))[:MOST]
    if not vectors:
        return None
    # What is not negative has the top bit of its lane: the upper byte of each lane as a digit makes a binary number.
    lifted = sum(vectors) + (0x8000 - BIAS * len(vectors)) * table.ones
    return int(lifted.to_bytes(2 * table.width, "little")[1::2].translate(_DIGITS), 2)


def unlike(a: int | None, b: int | None) -> int:
    """In how many signs two phrases differ: half of all where they have nothing to do with one another, and all where
    one of them is not known."""
    return lanes().width if a is None or b is None else (a ^ b).bit_count()
