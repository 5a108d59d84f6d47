"""The same report from a text and from each format: the share of what is read that is the same.

    python bench/sources.py [DIR_OF_REPORTS] [--count 20] [--formats docx,doc] [--show N]

DIR_OF_REPORTS: *.txt, searched through (default: ../shared/corpus, else samples/). Reports are taken at random (one
seed) from every level, stripped of what their text has of markup, and written as each format: DOCX and DOC by
LibreOffice, `numbered` a DOCX whose headings count themselves, HTML in shapes of government sites, OFD to GB/T 33190.
Prints, for measures and tasks, the share that `bench/same.py` defines, and seconds a report. `--show`: the first
differences. PDF and pictures: `bench/pages.py`.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import same

import luoshi
from luoshi.reading.repair import repair
from luoshi.sources import open_document
from luoshi.sources.office import program
from luoshi.values import Report

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[1] / "shared" / "corpus"
sys.path.insert(0, str(HERE.parent / "tests" / "sources"))

from made import html_pages, numbered_word, ofd_pages  # noqa: E402

MARKS = re.compile(r"[*#]+[ ]?")


def base(path: Path) -> str:
    """A report as an office has it: a paragraph a line, without the marks of Markdown."""
    lines = [MARKS.sub("", line).strip() for line in repair(open_document(path)).text.split("\n")]
    return "\n".join(line for line in lines if line) + "\n"


def chosen(folder: Path, count: int) -> list[Path]:
    """As many of each level (subfolder) as of the others, at random with one seed."""
    levels = [sorted(p for p in d.rglob("*.txt")) for d in sorted(folder.iterdir()) if d.is_dir()]
    levels = [paths for paths in levels if paths] or [sorted(folder.glob("*.txt"))]
    random = Random(20261124)
    for paths in levels:
        random.shuffle(paths)
    rounds = [paths[i] for i in range(max(map(len, levels))) for paths in levels if i < len(paths)]
    return rounds[:count]


def by_libreoffice(files: list[Path], kind: str, folder: Path, source: str = "") -> list[Path]:
    soffice = program()
    if soffice is None:
        return []
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = [f"--infilter={source}"] if source else []
    command = [soffice, profile, "--headless", *options, "--convert-to", kind, "--outdir", str(folder / kind)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=900)
    return [folder / kind / f"{f.stem}.{kind}" for f in files]


def made(files: list[Path], kind: str, folder: Path, write: Callable[[str, int], bytes]) -> list[Path]:
    (folder / kind).mkdir()
    paths = []
    for i, file in enumerate(files):
        path = folder / kind / f"{file.stem}.{kind}"
        path.write_bytes(write(file.read_text("utf-8"), i))
        paths.append(path)
    return paths


def formats(files: list[Path], folder: Path, wanted: list[str]) -> Iterator[tuple[str, list[Path]]]:
    docx = by_libreoffice(files, "docx", folder, "Text (encoded):UTF8,LF,,,") if {"docx", "doc"} & set(wanted) else []
    makers: dict[str, Callable[[], list[Path]]] = {
        "docx": lambda: docx,
        "doc": lambda: by_libreoffice(docx, "doc", folder),
        "numbered": lambda: made(files, "numbered", folder, lambda text, _: numbered_word(text)),
        "ofd": lambda: made(files, "ofd", folder, lambda text, _: ofd_pages(text)),
        "html": lambda: made(files, "html", folder, lambda text, i: html_pages(text)[i % 3]),
    }
    for name in wanted:
        yield name, makers[name]()


def differences(text: Report, file: Report, most: int) -> Iterator[str]:
    pairs = dict(same.matched([same._figure(m) for m in text.measures], [same._figure(m) for m in file.measures]))
    for i, m in enumerate(text.measures):
        if i not in pairs or not same.close(m.indicator, file.measures[pairs[i]].indicator):
            other = file.measures[pairs[i]].indicator if i in pairs else "–"
            yield f"    measure {m.quote.text!r} {m.indicator!r} {m.role}: {other!r}"
            most -= 1
            if not most:
                return
    tasks = dict(same.matched([same._ends(t) for t in text.tasks], [same._ends(t) for t in file.tasks]))
    for i, t in enumerate(text.tasks):
        if i not in tasks:
            yield f"    task {t.quote.text!r}"
            most -= 1
            if not most:
                return


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED if SHARED.exists() else HERE.parent / "samples")
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--formats", default="docx,doc,numbered,html,ofd")
    parser.add_argument("--show", type=int, default=0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "txt").mkdir()
        files = []
        for path in chosen(given.folder, given.count):
            files.append(folder / "txt" / path.name)
            files[-1].write_text(base(path), "utf-8")
        year = {f: int(y[0]) if (y := re.findall(r"20\d\d", f.stem)) else None for f in files}
        readings = {f: luoshi.read(f, year=year[f]) for f in files}
        print(f"{len(files)} reports\nformat      measures  tasks  s/report")
        for name, paths in formats(files, folder, given.formats.split(",")):
            figures, tasks, spent = same.Share(0, 0), same.Share(0, 0), 0.0
            for file, path in zip(files, paths, strict=False):
                begun = time.perf_counter()
                report = luoshi.read(path, year=year[file])
                spent += time.perf_counter() - begun
                figures += same.measures(readings[file], report)
                tasks += same.tasks(readings[file], report)
                for line in differences(readings[file], report, given.show) if given.show else ():
                    print(f"  {file.stem}{line}")
            print(f"{name:10}  {figures!s:8}  {tasks!s:5}  {spent / max(1, len(paths)):.2f}" if paths else f"{name}: –")


if __name__ == "__main__":
    main()
