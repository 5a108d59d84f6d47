"""OFD packages written to GB/T 33190: text with its place on the page, and what is refused."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from made import ofd_of, ofd_page, ofd_pages, ofd_text
from packages import written, zipped
from PIL import Image

import luoshi
from luoshi.sources import SourceError, open_document, recognition
from luoshi.sources.layout import Page, Run
from luoshi.sources.pictures import pictures

REPORT = """云州市政府工作报告
各位代表：
一、2025年工作回顾
过去一年，全市地区生产总值增长5.6%，规模以上工业增加值增长7.1%，固定资产投资增长8.2%，城镇新增就业3.2万人。
二、2026年工作安排
今年要新建公园12个，改造老旧小区45个，惠及群众1.9万户，新增公办幼儿园学位3200个，建成市级政务服务大厅。
"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_lines_of_a_page_are_sentences_again_with_page_and_box(tmp_path: Path, encoding: str) -> None:
    report = luoshi.read(written(tmp_path, ofd_pages(REPORT, encoding), "云州市.ofd"))
    assert report.source.media_type == "application/ofd"
    assert [(m.quote.text.replace("\n", ""), m.role) for m in report.measures] == [
        ("5.6%", "review"), ("7.1%", "review"), ("8.2%", "review"), ("3.2万人", "review"),
        ("12个", "plan"), ("45个", "plan"), ("1.9万户", "plan"), ("3200个", "plan"),
    ]  # fmt: skip
    park = next(m for m in report.measures if m.quote.text == "12个")
    boxes = [place.box for place in report.places_of(park.quote) if place.page == 1 and place.box]
    left, top = boxes[0][:2]
    right, bottom = boxes[-1][2:]
    # The line is the seventh of 10.2 mm from 37 mm on; before 12 stand two empty cells and seven characters.
    assert left * 210 == pytest.approx(28 + 9 * 5.64, abs=0.3)
    assert top * 297 == pytest.approx(37 + 6 * 10.2, abs=2)
    assert (right - left) * 210 == pytest.approx(2 * 5.64, abs=0.3)
    assert 4 < (bottom - top) * 297 < 8


def test_a_letterhead_from_a_template_is_the_paper_and_not_the_text(tmp_path: Path) -> None:
    data = ofd_of(
        ofd_page(ofd_text(1, 28, 60, "新建公园12个。"), '<ofd:Template TemplateID="9"/>'),
        common='<ofd:TemplatePage ID="9" BaseLoc="Tpls/Tpl_0/Content.xml"/>',
        **{"Doc_0/Tpls/Tpl_0/Content.xml": ofd_page(ofd_text(2, 60, 20, "云州市人民政府文件"))},
    )
    document = open_document(written(tmp_path, data, "a.ofd"))
    ((span, reason),) = document.hidden
    assert (document.text[span.start : span.end], reason) == ("云州市人民政府文件", "running-head")
    assert document.text.startswith("新建公园12个。")


def test_text_outside_the_page_is_not_read(tmp_path: Path) -> None:
    page = ofd_page(ofd_text(1, 28, 60, "新建公园12个。") + ofd_text(2, 28, 900, "页外99个。"))
    assert open_document(written(tmp_path, ofd_of(page), "a.ofd")).text.strip() == "新建公园12个。"


def test_a_page_that_is_listed_and_not_there_is_told(tmp_path: Path) -> None:
    document = open_document(written(tmp_path, ofd_of(ofd_page(ofd_text(1, 28, 60, "第一页。")), None), "a.ofd"))
    assert [(x.code, x.what.zh) for x in document.problems] == [("page-missing", "第 2 页的内容不在文件里")]


def test_the_reading_says_how_far_it_is_and_can_be_stopped(tmp_path: Path) -> None:
    path = written(tmp_path, ofd_of(*[ofd_page(ofd_text(1, 28, 60, f"第{i}页。")) for i in range(3)]), "a.ofd")
    told: list[tuple[int, int]] = []
    open_document(path, lambda done, total: told.append((done, total)))
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        open_document(path, stop)


DTD = '<!DOCTYPE a [<!ENTITY x "哈"><!ENTITY y "&x;&x;&x;">]>'
WHOLE = ofd_pages(REPORT)


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        (WHOLE[: len(WHOLE) // 2], "damaged", "文件损坏或不完整"),
        (zipped({"OFD.xml": "<ofd:OFD"}), "damaged", "文件损坏或不完整"),
        (zipped({"OFD.xml": "<OFD/>"}), "damaged", "no DocBody"),
        (zipped({"OFD.xml": "x", "Encryptions.xml": "x"}), "password", "文件有密码保护，打不开"),
        (ofd_of(), "pictures-only", "OFD 里没有文字"),
        (ofd_of(ofd_page("<ofd:ImageObject/>")), "pictures-only", "OFD 里没有文字"),
        (ofd_of(DTD + ofd_page(ofd_text(1, 28, 60, "a"))), "too-large", "DTDs and entity declarations"),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path: Path, data: bytes, code: str, says: str) -> None:
    with pytest.raises(SourceError) as refused:
        open_document(written(tmp_path, data, "a.ofd"))
    assert refused.value.code == code
    assert says in refused.value.what.zh


def scan(boundary: str = "0 0 210 297") -> bytes:
    ink = io.BytesIO()
    Image.new("L", (210, 297), 255).save(ink, "PNG")
    return ofd_of(
        ofd_page(ofd_text(1, 28, 60, "新建公园12个。")),
        ofd_page(f'<ofd:ImageObject ID="7" Boundary="{boundary}" ResourceID="5"/>'),
        **{
            "Doc_0/DocumentRes.xml": '<Res BaseLoc="Res"><MultiMedias><MultiMedia ID="5" Type="Image">'
            "<MediaFile>page.png</MediaFile></MultiMedia></MultiMedias></Res>",
            "Doc_0/Res/page.png": ink.getvalue(),
        },
    )


def test_a_scanned_page_is_recognised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def recognised(picture: Image.Image, number: int, dpi: float) -> Page:
        assert (picture.size, number, round(dpi)) == ((210, 297), 2, 25)
        return Page(number, 595, 842, (Run("改造小区45个。", (80, 80, 200, 96), 16),))

    monkeypatch.setattr(recognition, "available", lambda: True)
    monkeypatch.setattr(recognition, "recognised", recognised)
    document = open_document(written(tmp_path, scan(), "a.ofd"))
    assert "新建公园12个。" in document.text
    at = document.text.index("45个")
    assert next(x.page for x in document.places if x.start <= at < x.end) == 2
    drawn, shown = pictures([tmp_path / "a.ofd"], [(None, 1), (None, 2)])
    assert (drawn.media_type, shown.media_type) == ("image/svg+xml", "image/webp")


def test_a_scanned_page_without_text_recognition_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognition, "available", lambda: False)
    path = written(tmp_path, scan(), "a.ofd")
    with pytest.raises(SourceError) as refused:
        open_document(path)
    assert refused.value.code == "needs-ocr"
    assert open_document(written(tmp_path, scan("10 10 20 20"), "b.ofd")).text.strip() == "新建公园12个。"
