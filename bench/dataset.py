"""How fast a folder of reports becomes a dataset: by runner and number of workers, and how the cost grows.

    python bench/dataset.py [DIR] [--only speed|growth] [--runners local ray] [--workers 1 2]
                            [--places 16] [--times 1 10 100]

`speed`: all of DIR, read and linked, by each runner with each number of workers; then once more, with nothing to do.
`growth`: the reports of some cities (XX市-YEAR.txt, drawn by chance with one seed), so many times over, with the most
workers. In each copy the city has another name, in the file's name and throughout the text, so that every copy is
read and its years are linked like the first's. It is a part of the corpus; the last line says what that means for all.

Each line is a run in a process of its own: seconds, files and MB a second, seconds of CPU of all its processes, the
memory of the largest of them. A runner that is not installed is left out, and said.
"""

import argparse
import importlib.util
import multiprocessing
import random
import re
import resource
import tempfile
import time
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from luoshi.corpus import Progress, read_corpus

SHARED = Path(__file__).resolve().parents[2] / "shared" / "corpus"
CITY = re.compile(r"([\u4e00-\u9fff]{2})市-[0-9]{4}")
NAMES = "甲乙丙丁戊己庚辛壬癸"
SEED = 1
Figures = dict[str, float]


def cities(folder: Path, count: int) -> list[Path]:
    """The reports of so many cities, drawn by chance."""
    found: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(folder.rglob("*.txt")):
        if name := CITY.fullmatch(path.stem):
            found[name[1]].append(path)
    chosen = random.Random(SEED).sample(sorted(found), min(count, len(found)))
    return [path for name in chosen for path in found[name]]


def lay_out(files: list[Path], times: int, folder: Path) -> None:
    """The files, `times` over; from the second copy on, of cities of another name."""
    for copy in range(times):
        mark = "".join(NAMES[int(digit)] for digit in str(copy)) if copy else ""
        target = folder / str(copy)
        target.mkdir(parents=True)
        for path in files:
            city = path.stem[:2]
            text = path.read_text("utf-8").replace(city, city + mark)
            (target / f"{city}{mark}{path.name[2:]}").write_text(text, "utf-8")


def run(folder: Path, dataset: Path, workers: int, runner: str) -> Figures:
    """Read and link the folder, twice; in a process of its own."""
    began = time.perf_counter()
    stages: dict[str, float] = {}

    def step(now: Progress) -> None:
        stages.setdefault(now.stage, time.perf_counter())

    apart = [folder / "observations"]
    rows = read_corpus(folder, dataset, workers, runner, step=step, apart=apart)
    took = time.perf_counter() - began
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    again = time.perf_counter()
    read_corpus(folder, dataset, workers, runner, apart=apart)
    return {
        "seconds": took,
        "reading": stages["link"] - stages["read"],
        "linking": stages["write"] - stages["link"],
        "again": time.perf_counter() - again,
        "cpu": sum(u.ru_utime + u.ru_stime for u in used),
        "memory": max(u.ru_maxrss for u in used) / 1000,
        "links": rows["links"],
    }


def measure(folder: Path, workers: int, runner: str, label: str) -> Figures:
    """One line of figures."""
    files = [p for p in folder.rglob("*.txt") if p.parent.name != "observations"]
    size = sum(p.stat().st_size for p in files) / 1e6
    with tempfile.TemporaryDirectory() as out, ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as alone:
        f = alone.submit(run, folder, Path(out, "dataset"), workers, runner).result()
    each, speed = len(files) / f["seconds"], size / f["seconds"]
    stages = f"reading {f['reading']:.1f}, linking {f['linking']:.1f}"
    print(
        f"{label:22s}{len(files):7d} files{size:8.1f} MB{f['seconds']:8.1f} s ({stages})"
        f"{each:7.1f} files/s{speed:6.2f} MB/s, CPU {f['cpu']:.1f} s, {f['memory']:.0f} MB, "
        f"again {f['again']:.1f} s, {f['links']:,} links",
        flush=True,
    )
    return f


def speed(folder: Path, runners: list[str], workers: list[int]) -> None:
    for runner in runners:
        for count in workers:
            measure(folder, count, runner, f"{runner}, {count} worker(s)")


def growth(folder: Path, places: int, times: list[int], workers: int) -> None:
    files = cities(folder, places)
    whole = sum(p.stat().st_size for p in folder.rglob("*.txt") if p.parent.name != "observations")
    share = sum(p.stat().st_size for p in files) / whole
    print(f"growth: {len(files)} reports of {places} cities, {share:.1%} of {folder.name}, local, {workers} workers")
    runs = []
    for count in times:
        with tempfile.TemporaryDirectory() as laid:
            lay_out(files, count, Path(laid, "in"))
            runs.append(measure(Path(laid, "in"), workers, "local", f"  {count} times"))
    longer, more = (runs[-1][key] / runs[0][key] for key in ("seconds", "cpu"))
    print(f"{times[-1] // times[0]} times the files: {longer:.1f} times the seconds, {more:.1f} times the CPU")
    hours = runs[-1]["seconds"] / share / 3600
    print(f"reckoned from it, not run: all of {folder.name} {times[-1]} times over takes {hours:.2f} hours")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=SHARED)
    parser.add_argument("--only", choices=("speed", "growth"))
    parser.add_argument("--runners", nargs="+", choices=("local", "ray"), default=["local", "ray"])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--places", type=int, default=16)
    parser.add_argument("--times", type=int, nargs="+", default=[1, 10, 100])
    args = parser.parse_args()
    runners = [name for name in args.runners if name == "local" or importlib.util.find_spec(name)]
    if args.only != "growth":
        speed(args.folder, runners, args.workers)
        if runners != args.runners:
            print("ray: not installed, not run (pip install 'daft[ray]')")
    if args.only != "speed":
        growth(args.folder, args.places, sorted(args.times), max(args.workers))


if __name__ == "__main__":
    main()
