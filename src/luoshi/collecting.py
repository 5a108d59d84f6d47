"""The collector of dead cycles, put off while very many values are made and few are thrown away."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Looking for dead cycles meanwhile costs a quarter of a reading and of a comparison, and finds none.

    What was made meanwhile is not looked through afterwards either: to freeze and unfreeze puts it with what is old.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()
