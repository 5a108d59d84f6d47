"""The project's samples, written as each format here and by LibreOffice: what is read is what the text gives."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from made import html_pages, numbered_word, ofd_pages
from packages import written

import luoshi
from luoshi.values import Report

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench"))
import same

SAMPLES = ("澄川市-2025", "澄川市-2026", "澄川市临溪区-2025", "澄川市临溪区-2026")
FORMATS = {
    "docx": lambda text: numbered_word(text),
    "html": lambda text: html_pages(text)[0],
    "gb2312": lambda text: html_pages(text)[1],
    "pasted": lambda text: html_pages(text)[2],
    "ofd": lambda text: ofd_pages(text),
}


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_reads_the_same_in_every_format(samples: Path, tmp_path: Path, sample: str) -> None:
    text = (samples / f"{sample}.txt").read_text("utf-8")
    text = "\n".join(line.strip() for line in text.splitlines() if line.strip()) + "\n"
    as_text = read(tmp_path, text.encode(), sample)
    assert len(as_text.measures) > 30 and len(as_text.tasks) > 10
    for name, write in FORMATS.items():
        report = read(tmp_path, write(text), sample)
        assert str(same.measures(as_text, report)) == "1.000", name
        assert str(same.tasks(as_text, report)) == "1.000", name


def read(folder: Path, data: bytes, name: str) -> Report:
    return luoshi.read(written(folder, data, name))
