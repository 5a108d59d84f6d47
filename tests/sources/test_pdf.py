"""PDF files are read as they are shown, or refused with what is wrong and what to do."""

from __future__ import annotations

import zlib
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from newspaper import Design, newspaper, print_pdf, single
from pdf_files import Pdf, PdfPage, written
from typesetting import wrapped

import luoshi
from browser import chromium
from luoshi.sources import Document, SourceError, open_document, recognition
from luoshi.sources.document import no_step
from luoshi.sources.pdf import read
from luoshi.sources.pdf.trust import untrustworthy

SAID = (
    "2025年，全市地区生产总值完成1359.8亿元，增长5.7%；规模以上工业增加值增长8.1%，固定资产投资增长4.2%，"
    "社会消费品零售总额增长6.3%，城镇新增就业4.36万人，城乡居民人均可支配收入分别增长5.6%、7.2%。"
)


def page(*paragraphs: str, **more: str) -> PdfPage:
    lines = [line for p in paragraphs for line in wrapped(p, 50)]
    placed = [(x.lstrip("　"), 50 + 10 * (len(x) - len(x.lstrip("　"))), 60 + 16 * i, 10) for i, x in enumerate(lines)]
    return PdfPage(placed, **more)  # type: ignore[arg-type]


def opened(folder: Path, data: bytes) -> Document:
    path = folder / "报告.pdf"
    path.write_bytes(data)
    return open_document(path)


def refusal(folder: Path, data: bytes) -> SourceError:
    with pytest.raises(SourceError) as refused:
        opened(folder, data)
    return refused.value


def test_the_paragraphs_of_a_pdf_are_the_lines_of_its_text(tmp_path: Path) -> None:
    document = opened(tmp_path, Pdf([page("各位代表：", SAID), page(SAID)]).data())
    assert document.text.splitlines() == ["各位代表：", SAID, SAID]
    assert document.info.media_type == "application/pdf"
    assert [p.page for p in document.places if p.page == 2]


def test_a_finding_can_be_shown_on_its_page(tmp_path: Path) -> None:
    path = tmp_path / "报告.pdf"
    path.write_bytes(Pdf([page("政府工作报告"), page(SAID)]).data())
    report = luoshi.read(path)
    measure = next(m for m in report.measures if m.quote.text == "1359.8亿元")
    (first, *_) = report.places_of(measure.quote)
    assert first.page == 2 and first.box is not None
    left, top, _, bottom = first.box
    # Behind two ems of indent and 2025年，全市地区生产总值完成.
    assert left * 600 == pytest.approx(50 + 20 + 20 + 120, abs=3)
    assert top * 800 == pytest.approx(60, abs=2) and bottom * 800 == pytest.approx(70, abs=2)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_that_is_turned_or_cropped_is_read_upright(tmp_path: Path, turn: int) -> None:
    document = opened(tmp_path, Pdf([page(SAID, extra=f"/Rotate {turn} /CropBox [30 20 600 800]")]).data())
    assert document.text.splitlines() == [SAID]


def test_radicals_that_stand_for_characters_are_read_as_the_characters(tmp_path: Path) -> None:
    shown = {"生": "⽣", "长": "⻓", "民": "⺠", "工": "⼯"}
    assert opened(tmp_path, Pdf([page(SAID)], shown).data()).text.splitlines() == [SAID]


def test_a_watermark_is_hidden_and_no_part_of_the_text(tmp_path: Path) -> None:
    mark = "BT /F 40 Tf 0.7 0.7 -0.7 0.7 100 100 Tm <00010002> Tj ET"
    document = opened(tmp_path, Pdf([page(SAID, content="\n" + mark)]).data())
    ((span, why),) = document.hidden
    assert why == "running-head" and len(document.text[span.start : span.end]) == 2
    assert document.text.startswith(SAID)


@pytest.mark.parametrize("shown", ["\ue123", "\ufffd"])
def test_without_text_recognition_a_garbled_text_layer_says_what_to_install(
    tmp_path: Path, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognition, "available", lambda: False)
    refused = refusal(tmp_path, Pdf([page(SAID)], dict.fromkeys(SAID, shown)).data())
    assert refused.code == "needs-ocr"
    assert "luoshi[ocr]" in refused.todo.zh and "扫描" in refused.what.zh


def test_without_text_recognition_one_garbled_page_is_a_problem_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognition, "available", lambda: False)
    nonsense = "".join(chr(0x9000 + i) for i in range(150))
    document = opened(tmp_path, Pdf([page(SAID), page(nonsense)]).data())
    assert document.text.splitlines() == [SAID]
    (problem,) = document.problems
    assert problem.code == "page-not-read" and problem.what.zh == "第 2 页是图片，没有读"


def test_text_in_any_language_of_a_report_is_trusted_and_nonsense_is_not(samples: Path) -> None:
    for path in samples.glob("*.txt"):
        assert not untrustworthy(path.read_text("utf-8")), path.name
    assert not untrustworthy("The Government Work Report, delivered at the fifth session of the congress. " * 3)
    assert untrustworthy("ÕþÎñ¹«¿ª¹¤×÷±¨¸æ" * 10)
    assert not untrustworthy("")


ENCRYPTED = "<< /Filter /Standard /V 1 /R 2 /Length 40 /P -64 /O <{}> /U <{}> >>".format("11" * 32, "22" * 32)


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        (Pdf([page(SAID)], encrypt=ENCRYPTED).data(), "password", "PDF 有密码"),
        (Pdf([page(SAID)], encrypt="<< /Filter /FoxitConnectedPDFDRM /V 1 >>").data(), "protected", "受版权保护"),
        (Pdf([page(SAID)]).data()[:200], "damaged", "PDF 已损坏或不完整"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 20, "damaged", "PDF 已损坏或不完整"),
        (Pdf([]).data(), "damaged", "PDF 已损坏或不完整"),
        (Pdf([PdfPage()] * 1001).data(), "too-large", "PDF 有 1001 页"),
        (Pdf([PdfPage()]).data(), "empty", "文件是空的"),
    ],
    ids=["password", "drm", "cut off", "noise", "no page", "1001 pages", "blank"],
)
def test_what_cannot_be_read_is_refused_with_a_reason(tmp_path: Path, data: bytes, code: str, says: str) -> None:
    refused = refusal(tmp_path, data)
    assert (refused.code, says in refused.what.zh) == (code, True), refused
    assert refused.todo.zh and refused.todo.en


def test_a_page_of_millions_of_characters_is_refused_at_once(tmp_path: Path) -> None:
    content = "\nBT /F 10 Tf 1 0 0 1 10 10 Tm " + f"<{'0001' * 16_000}> Tj " * 40 + "ET"
    refused = refusal(tmp_path, Pdf([page("一", content=content)]).data())
    assert refused.code == "too-large"


def test_a_stream_that_unpacks_to_a_gigabyte_takes_no_gigabyte(tmp_path: Path) -> None:
    bomb = zlib.compress(zlib.compress(b"\n" * (200 << 20), 9), 9)
    stream = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream" % (len(bomb), bomb)
    data = written(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>",
            stream,
        ]
    )
    assert refusal(tmp_path, data).code == "empty"


def test_reading_tells_how_far_it_is_and_can_be_stopped() -> None:
    told: list[tuple[int, int]] = []
    read(Pdf([page(SAID)] * 3).data(), "报告.pdf", lambda done, total: told.append((done, total)))
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]

    def stop(done: int, total: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read(Pdf([page(SAID)] * 3).data(), "报告.pdf", stop)


VALID = Pdf([page(SAID), page(SAID)]).data()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(VALID) - 1), st.binary(max_size=8)), min_size=1, max_size=6))
def test_a_damaged_file_is_read_or_refused_and_never_crashes(changes: list[tuple[int, bytes]]) -> None:
    data = bytearray(VALID)
    for at, instead in changes:
        data[at : at + len(instead)] = instead
    try:
        with patch.object(recognition, "available", lambda: False):
            content = read(bytes(data), "报告.pdf", no_step)
    except SourceError as refused:
        assert refused.what.zh
    else:
        assert all(p.end <= len(content.text) for p in content.places)


@pytest.mark.skipif(chromium() is None, reason="没有 Chromium / no Chromium")
@pytest.mark.parametrize(
    "design", [None, Design(2, 1), Design(4, 2, indent=False), Design(5, 3, justify=False, rule=True)]
)
def test_a_sample_printed_by_a_browser_gives_the_measures_of_its_text(
    tmp_path: Path, samples: Path, design: Design | None
) -> None:
    source = samples / "澄川市-2026.txt"
    lines = [line.strip() for line in source.read_text("utf-8").splitlines() if line.strip()]
    printed = print_pdf(newspaper(lines, design) if design else single(lines), tmp_path / "报告.pdf")
    expected, found = luoshi.read(source), luoshi.read(printed)

    def values(report: luoshi.Report) -> list[object]:
        return [(m.low, m.high, m.unit, m.relation, m.role, m.indicator) for m in report.measures if not m.repeat]

    assert values(found) == values(expected)
    assert [t.quote.text for t in found.tasks if not t.repeat] == [t.quote.text for t in expected.tasks]
    assert (found.identity.place, found.identity.plan_year) == ("澄川市", 2026)
