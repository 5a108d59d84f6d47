"""How fast a folder of reports becomes a dataset: files and MB a second, by runner and number of workers, and by size.

    python bench/dataset.py [DIR] [--sample N] [--workers 1 2] [--runners local ray] [--times 1 10 100]

`--sample`: N reports by chance (seeded) instead of all. `--times`: the same reports so many times over, each copy
different by one line, so that every one is read and linked. Prints the seconds of reading with linking, and of running
it again with nothing to do. `ray` needs Ray installed.
"""

import argparse
import random
import shutil
import tempfile
import time
from pathlib import Path

from luoshi.corpus import read_corpus

SHARED = Path(__file__).resolve().parents[2] / "shared" / "corpus"


def lay_out(files: list[Path], times: int, folder: Path) -> int:
    """The files, `times` over; the bytes in all."""
    size = 0
    for copy in range(times):
        for path in files:
            target = folder / str(copy) / path.parent.name / path.name
            target.parent.mkdir(parents=True, exist_ok=True)
            data = path.read_bytes() + (f"\n\n第{copy}份\n".encode() if copy else b"")
            target.write_bytes(data)
            size += len(data)
    return size


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=SHARED)
    parser.add_argument("--sample", type=int)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--runners", nargs="+", default=["local"])
    parser.add_argument("--times", type=int, nargs="+", default=[1])
    args = parser.parse_args()
    files = sorted(p for p in args.folder.rglob("*.txt") if p.parent.name != "observations")
    if args.sample:
        files = sorted(random.Random(1).sample(files, args.sample))
    for times in args.times:
        with tempfile.TemporaryDirectory() as folder:
            size = lay_out(files, times, Path(folder, "in"))
            for runner in args.runners:
                for workers in args.workers:
                    _measure(Path(folder), runner, workers, len(files) * times, size)


def _measure(folder: Path, runner: str, workers: int, count: int, size: int) -> None:
    dataset = folder / "out"
    begun = time.perf_counter()
    rows = read_corpus(folder / "in", dataset, workers, runner)
    took = time.perf_counter() - begun
    begun = time.perf_counter()
    read_corpus(folder / "in", dataset, workers, runner)
    again = time.perf_counter() - begun
    print(
        f"{runner:<6} {workers} worker(s) {count:>6} files {size / 1e6:8.1f} MB {took:8.1f} s "
        f"{count / took:6.1f} files/s {size / 1e6 / took:6.2f} MB/s, again {again:5.1f} s, {rows['links']} links"
    )
    shutil.rmtree(dataset)


if __name__ == "__main__":
    main()
