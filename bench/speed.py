"""Speed and memory of the whole read, tasks included, beside the peers in the same run, on one pinned core.

    python bench/speed.py [DIR_OF_REPORTS] [--peers PYTHON] [--megabytes N] [--large]

DIR_OF_REPORTS: *.txt, searched through (default: ../shared/corpus, else samples/). Prints MB of UTF-8 a second and
ratios; then how time grows with the text (1 to 50 MB with --large) and on hostile texts; then the memory of one report.
The peers run in an environment of their own: `bench/setup-peers` makes it and prints its python.
"""

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import luoshi

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[1] / "shared" / "corpus"
HOSTILE = {
    "100,000 digits in a row": "1" * 100_000,
    "10,000 nested brackets": "（" * 10_000 + "增长5%" + "）" * 10_000,
    "100,000 commas": "，" * 100_000,
    "100,000 quotes": "“" * 100_000,
    "50,000 short lines": "增\n" * 50_000,
    "100,000 spaces in a number": "1" + " " * 100_000 + "2亿元",
    "20,000 tags": "<p>" * 20_000 + "完成5项",
    "20,000 times 分别增长5%、": "分别增长5%、" * 20_000,
}


def megabytes(text: str) -> float:
    return len(text.encode("utf-8", "surrogatepass")) / 1e6


def seconds(text: str) -> float:
    begun = time.perf_counter()
    luoshi.read(text + "\n", year=2025)
    return time.perf_counter() - begun


def texts(folder: Path, wanted: float) -> list[str]:
    """Reports at random (one seed) until `wanted` megabytes are together."""
    paths = sorted(folder.rglob("*.txt"))
    random.Random(20261123).shuffle(paths)
    found: list[str] = []
    while paths and sum(map(megabytes, found)) < wanted:
        found.append(paths.pop().read_text("utf-8"))
    return found


def report(folder: Path, wanted: float, peers: str | None) -> None:
    reports = texts(folder, wanted)
    total = sum(map(megabytes, reports))
    luoshi.read(reports[0] + "\n")
    own = max(total / sum(map(seconds, reports)) for _ in range(3))
    each = statistics.median(map(seconds, reports))
    print(f"{len(reports)} reports, {total:.2f} MB of UTF-8, one core")
    print(f"{'luoshi: whole read, tasks included':45s}{own:9.2f} MB/s   median {each * 1000:.1f} ms a report")
    if peers is None:
        print("the peers were not run: bench/setup-peers makes their environment")
        return
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write("\n".join(reports))
        file.flush()
        answer = subprocess.run([peers, HERE / "peers.py", file.name], check=True, capture_output=True, text=True)
    for name, rate in json.loads(answer.stdout).items():
        print(f"{name:45s}{rate:9.2f} MB/s   luoshi is {own / rate:.2f} times as fast")


def growth(folder: Path, large: bool) -> None:
    base = "\n".join(texts(folder, 1.0))
    print("growth: seconds a megabyte should stay the same")
    for times in (1, 2, 5, *((20, 50) if large else ())):
        took = seconds(base * times)
        print(f"  {megabytes(base) * times:6.1f} MB{took:9.2f} s{took / megabytes(base) / times:9.3f} s/MB")
    print("hostile texts: twice the text, at most about twice the time")
    for name, text in HOSTILE.items():
        once, twice = seconds(text), seconds(text * 2)
        print(f"  {name:32s}{once:8.3f} s{twice:8.3f} s   ×{twice / once:.1f}")


def memory(folder: Path) -> None:
    """Peak of a fresh process that reads one report of the usual size."""
    path = max(sorted(folder.rglob("*.txt"))[:200], key=lambda p: p.stat().st_size)
    code = (
        "import sys,resource,luoshi;luoshi.read(sys.argv[1]);print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    peak = subprocess.run([sys.executable, "-c", code, path], check=True, capture_output=True, text=True).stdout
    scale = 1e6 if sys.platform == "darwin" else 1e3
    print(f"memory: {int(peak) / scale:.0f} MB for one report of {path.stat().st_size / 1e3:.0f} kB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED if SHARED.exists() else HERE.parent / "samples")
    parser.add_argument("--peers", help="the python of the peers' environment")
    parser.add_argument("--megabytes", type=float, default=3.0)
    parser.add_argument("--large", action="store_true", help="also 20 and 50 MB in one text")
    args = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    report(args.folder, args.megabytes, args.peers)
    growth(args.folder, args.large)
    memory(args.folder)
    print(f"peak of this run: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB")


if __name__ == "__main__":
    main()
