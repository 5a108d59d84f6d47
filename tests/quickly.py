"""Work that must not grow faster than its input, on hostile texts: CPU time within a bound that linear work stays far
below and quadratic work leaves far behind. Three tries, for a busy machine is no fault of the work."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time


def within(seconds: float, work: Callable[[], object]) -> bool:
    """Whether one of three tries takes no more CPU time."""

    def took() -> float:
        begun = process_time()
        work()
        return process_time() - begun

    return any(took() <= seconds for _ in range(3))
