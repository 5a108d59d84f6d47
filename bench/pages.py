"""Reports printed to PDF and scanned, read from the page and compared with what is read from their text.

    python bench/pages.py [--reports 20] [--scans 3] [--corpus ../shared/corpus] [--peers PYTHON]

Each report is laid out by the tests' own script (`tests/sources/newspaper.py`): on A4 by a browser and by LibreOffice,
as newspaper pages of two to five columns with heads, captions, pull-quotes, news and jumps, and these as skewed, noisy
pictures of 200 dpi. Prints the share of measures with the same value, unit, relation, role and closely the same
indicator (`close` of ../shared/gold/score.py), the share of tasks with the same first and last words, both over
whichever reading has more, and seconds a page. `--peers`: the Python of bench/setup-peers, whose pdfplumber and pypdf
read the same files; plain rapidocr (its lines in its own order) reads the same pictures.
"""

from __future__ import annotations

import argparse
import difflib
import importlib.util
import io
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "sources")]

import newspaper  # noqa: E402

import luoshi  # noqa: E402
from luoshi.reading.repair import repair  # noqa: E402
from luoshi.sources import open_document  # noqa: E402
from luoshi.values import Measure, Report  # noqa: E402

SHARED = ROOT.parent / "shared"
Close = Callable[[str, str], bool]


@dataclass
class Score:
    measures: int = 0
    of_measures: int = 0
    tasks: int = 0
    of_tasks: int = 0
    pages: int = 0
    seconds: float = 0.0

    def add(self, expected: Report, found: Report, close: Close) -> None:
        a, b = ([m for m in r.measures if not m.repeat] for r in (expected, found))
        same = _matching([_key(m) for m in a], [_key(m) for m in b])
        self.measures += sum(close(a[i].indicator, b[j].indicator) for i, j in same)
        self.of_measures += max(len(a), len(b))
        c, d = ([_ends(t.quote.text) for t in r.tasks if not t.repeat] for r in (expected, found))
        self.tasks += len(_matching(c, d))
        self.of_tasks += max(len(c), len(d))

    def __str__(self) -> str:
        shares = (f"{part / max(1, whole):.3f}" for part, whole in self._shares())
        return "measures {} tasks {}".format(*shares) + f"  {self.seconds / max(1, self.pages):.3f} s a page"

    def _shares(self) -> tuple[tuple[int, int], ...]:
        return (self.measures, self.of_measures), (self.tasks, self.of_tasks)


def _key(m: Measure) -> tuple[object, ...]:
    return m.low, m.high, m.unit, m.relation, m.role


def _ends(words: str) -> tuple[str, str]:
    bare = "".join(words.split())
    return bare[:4], bare[-4:]


def _matching(a: list[Any], b: list[Any]) -> list[tuple[int, int]]:
    blocks = difflib.SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return [(x.a + k, x.b + k) for x in blocks for k in range(x.size)]


def reports(corpus: Path, count: int) -> Iterator[list[str]]:
    """The lines of so many reports of a usual length, drawn by a fixed seed, each with its title first."""
    files = sorted(p for level in ("province", "prefecture", "county") for p in (corpus / level).glob("*.txt"))
    random.Random(5).shuffle(files)
    for path in files:
        if not count:
            return
        if int(path.stem.split("-")[1]) < 2012:
            continue
        lines = [x.strip().lstrip("#* ").strip() for x in repair(open_document(path)).text.split("\n")]
        lines = [x for x in lines if x]
        if not 8000 < sum(map(len, lines)) < 20000 or len(lines) < 25 or max(map(len, lines)) > 2500:
            continue
        yield lines if lines[0].startswith("政府工作报告") else ["政府工作报告", *lines]
        count -= 1


def by_office(lines: list[str], target: Path) -> Path | None:
    """Printed by LibreOffice, where it is installed."""
    program = shutil.which("soffice")
    if program is None:
        return None
    page = target.with_suffix(".html")
    page.write_text(newspaper.single(lines), "utf-8")
    profile = f"-env:UserInstallation={(target.parent / 'office').as_uri()}"
    command = [
        program,
        profile,
        "--headless",
        "--convert-to",
        "pdf:writer_web_pdf_Export",
        "--outdir",
        str(target.parent),
        str(page),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return target


def timed(score: Score, path: Path, pages: int) -> Report:
    begun = time.perf_counter()
    open_document(path)
    score.seconds += time.perf_counter() - begun
    score.pages += pages
    return luoshi.read(path)


def peers(python: str, path: Path) -> dict[str, tuple[str, float]]:
    """{name: (text, seconds)} of pdfplumber and pypdf."""
    program = (
        "import json,sys,time,io\nimport pdfplumber,pypdf\n"
        "def a(p):\n  with pdfplumber.open(p) as d: return '\\n'.join(x.extract_text() or '' for x in d.pages)\n"
        "def b(p): return '\\n'.join(x.extract_text() for x in pypdf.PdfReader(p).pages)\n"
        "o={}\nfor n,f in (('pdfplumber',a),('pypdf',b)):\n"
        "  t=time.perf_counter();s=f(sys.argv[1]);o[n]=s,time.perf_counter()-t\n"
        "print(json.dumps(o))"
    )
    done = subprocess.run([python, "-c", program, str(path)], check=True, capture_output=True, text=True)
    return {name: (text, seconds) for name, (text, seconds) in json.loads(done.stdout).items()}


def plain_rapidocr(pictures: list[bytes]) -> str:
    """What rapidocr gives by itself, line by line in its own order."""
    import numpy
    from PIL import Image
    from rapidocr import RapidOCR

    engine = RapidOCR(params={"Global.log_level": "critical"})
    read = (engine(numpy.asarray(Image.open(io.BytesIO(data)).convert("RGB"))) for data in pictures)
    return "\n".join(line for page in read for line in page.txts or ())


def _close(shared: Path) -> Close:
    spec = importlib.util.spec_from_file_location("score", shared / "gold" / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.close  # type: ignore[no-any-return]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=20)
    parser.add_argument("--scans", type=int, default=3)
    parser.add_argument("--corpus", type=Path, default=SHARED / "corpus")
    parser.add_argument("--peers", help="the Python that bench/setup-peers prints")
    asked = parser.parse_args()
    os.environ["LUOSHI_CACHE"] = "off"
    close = _close(SHARED)
    scores: dict[str, Score] = {}
    with tempfile.TemporaryDirectory() as folder:
        for n, lines in enumerate(reports(asked.corpus, asked.reports)):
            for kind, expected, found in _one(lines, n, Path(folder), n < asked.scans, asked.peers, scores):
                scores[kind].add(expected, found, close)
            print(f"{n + 1} reports", {k: str(s) for k, s in scores.items()}, file=sys.stderr)
    for kind, score in scores.items():
        print(f"{kind:40} {score}")


def _one(
    lines: list[str], n: int, folder: Path, scanned: bool, python: str | None, scores: dict[str, Score]
) -> Iterator[tuple[str, Report, Report]]:
    """(kind, what is read from the text, what is read from the page) of one report."""
    import pypdfium2

    source = folder / "text.txt"
    source.write_text("\n".join(lines) + "\n", "utf-8")
    expected = luoshi.read(source)
    columns = 2 + n % 4
    printed = {
        "A4, one column, browser": newspaper.print_pdf(newspaper.single(lines), folder / "a4.pdf"),
        "A4, one column, LibreOffice": by_office(lines, folder / "office.pdf"),
        f"newspaper, {columns} columns": newspaper.print_pdf(
            newspaper.newspaper(lines, newspaper.variants(columns, n)), folder / "paper.pdf"
        ),
    }
    for kind, path in printed.items():
        if path is None:
            continue
        with pypdfium2.PdfDocument(path) as document:
            pages = len(document)
        yield kind, expected, timed(scores.setdefault(kind, Score()), path, pages)
        for name, (text, seconds) in (peers(python, path) if python else {}).items():
            other = f"  {name}: {kind.split(',')[0]}"
            score = scores.setdefault(other, Score())
            score.seconds, score.pages = score.seconds + seconds, score.pages + pages
            yield other, expected, luoshi.read(text + "\n")
    if scanned:
        yield from _scanned(folder, expected, scores)


def _scanned(folder: Path, expected: Report, scores: dict[str, Score]) -> Iterator[tuple[str, Report, Report]]:
    from PIL import Image

    pictures = newspaper.scans(folder / "paper.pdf")
    sheets = [Image.open(io.BytesIO(data)) for data in pictures]
    path = folder / "scan.pdf"
    sheets[0].save(path, save_all=True, append_images=sheets[1:], resolution=200)
    kind = "newspaper, scanned (text recognition)"
    score = scores.setdefault(kind, Score())
    begun = time.perf_counter()
    found = luoshi.read(path)
    score.seconds += time.perf_counter() - begun
    score.pages += len(pictures)
    yield kind, expected, found
    score = scores.setdefault("  rapidocr by itself: newspaper", Score())
    begun = time.perf_counter()
    text = plain_rapidocr(pictures)
    score.seconds += time.perf_counter() - begun
    score.pages += len(pictures)
    yield "  rapidocr by itself: newspaper", expected, luoshi.read(text + "\n")


if __name__ == "__main__":
    main()
