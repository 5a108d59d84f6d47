"""Pieces of work, run by daft: on this machine's processes by default, on a Ray cluster by one setting.

daft sends figures of its use home unless told not to: it is told before it is imported.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from luoshi.values import Message

os.environ["DAFT_ANALYTICS_ENABLED"] = "0"
os.environ["DO_NOT_TRACK"] = "1"
os.environ["SCARF_NO_ANALYTICS"] = "true"
os.environ.setdefault("DAFT_PROGRESS_BAR", "0")

RUNNERS = ("local", "ray")


class EngineError(RuntimeError):
    """The engine that was asked for is not there."""

    def __init__(self, said: Message) -> None:
        super().__init__(str(said))
        self.said = said


def work(pieces: list[str], workers: int, runner: str, address: str | None = None) -> Iterator[str]:
    """Run the pieces; what `work.run` returns of each, as they are done, in any order.

    `workers`: processes at once. `address`: of the Ray cluster; None starts one here. EngineError where the runner is
    not installed. One worker and the local runner need no engine.
    """
    if runner == "local" and workers == 1:
        from luoshi.corpus.work import run

        yield from map(run, pieces)
        return
    yield from _daft(pieces, workers, runner, address)


def _daft(pieces: list[str], workers: int, runner: str, address: str | None) -> Iterator[str]:
    import daft

    if runner == "ray":
        try:
            import ray  # noqa: F401
        except ImportError as error:
            raise EngineError(
                Message("没有安装 Ray：pip install 'daft[ray]'", "Ray is not installed: pip install 'daft[ray]'")
            ) from error
        daft.set_runner_ray(address, noop_if_initialized=True)

    @daft.cls(use_process=True if runner == "local" else None, max_concurrency=workers)
    class Worker:
        # Strings in and out: with any other type daft would silently run every worker in this one process.
        def __call__(self, words: str) -> str:
            from luoshi.corpus.work import run

            return run(words)

    worker: Any = Worker()
    frame: Any = daft.from_pydict({"piece": pieces})
    if runner == "ray":
        frame = frame.into_partitions(min(len(pieces), 4 * workers))
    for row in frame.into_batches(1).select(worker(daft.col("piece")).alias("done")).iter_rows():
        yield row["done"]
