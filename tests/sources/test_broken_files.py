"""Files that are broken, or made to break their reader: a reading or a refusal with words, never anything else.

`LUOSHI_FUZZ=20000 pytest tests/sources/test_broken_files.py` tries as many damaged files of each format.
"""

from __future__ import annotations

import io
import os
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import html_pages, numbered_word, ofd_of, ofd_page, ofd_pages, ofd_text
from packages import p, part, related, word, written, zipped

import luoshi
from luoshi.reading.repair import repair
from luoshi.sources import Document, SourceError, open_document

TEXT = "云州市政府工作报告\n一、2026年工作安排\n（一）抓民生\n新建公园12个，改造老旧小区45个，惠及群众1.9万户。\n"
NOTES = '<w:footnote w:id="2">' + p("双碳：碳达峰。") + "</w:footnote>"
TABLE = "<w:tbl><w:tr><w:tc>" + p("新建学校3所") + "</w:tc></w:tr></w:tbl>"
VALID = {
    "docx": word(
        p("推进", inner='<w:r><w:footnoteReference w:id="2"/></w:r>') + TABLE, footnotes=NOTES, header=p("云州")
    ),
    "numbered": numbered_word(TEXT),
    "ofd": ofd_pages(TEXT),
    "zip": zipped({"01版.txt": TEXT, "02版.docx": word(p("新建学校3所。"))}),
    "html": html_pages(TEXT)[1],
}
EXAMPLES = int(os.environ.get("LUOSHI_FUZZ", "25"))


def sound(folder: Path, data: bytes) -> Document | None:
    """Reads the bytes; what is read holds together. None: refused, in both languages."""
    try:
        document = open_document(written(folder, data, "x.bin"))
    except SourceError as error:
        assert error.code and error.what.zh and error.what.en and error.todo.zh and error.todo.en
        return None
    size, at = len(document.text), 0
    for place in document.places:
        assert at <= place.start < place.end <= size
        at = place.end
    for span, why in document.hidden:
        assert why and 0 <= span.start <= span.end <= size
    repair(document)
    return document


@st.composite
def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    """Bytes changed, cut out, doubled or put in."""
    broken = bytearray(data)
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, max(0, len(broken) - 1)))
        size = draw(st.integers(1, 40))
        match draw(st.sampled_from(("change", "cut", "double", "put"))):
            case "change":
                broken[at : at + size] = draw(st.binary(min_size=1, max_size=4))
            case "cut":
                del broken[at : at + size]
            case "double":
                broken[at:at] = broken[at : at + size] * draw(st.sampled_from((1, 2, 50)))
            case _:
                broken[at:at] = draw(st.sampled_from((b"<", b">", b"&#x;", b"\x00", b'"', b"</w:p>", b"-1", b"9" * 30)))
    return bytes(broken)


@st.composite
def damaged_inside(draw: st.DrawFn, data: bytes) -> bytes:
    """A package that is whole, one of whose parts is damaged."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts: dict[str, str | bytes] = {name: package.read(name) for name in package.namelist()}
    name = draw(st.sampled_from(sorted(parts)))
    whole = parts[name]
    parts[name] = draw(damaged(whole if isinstance(whole, bytes) else whole.encode()))
    if draw(st.booleans()):
        del parts[draw(st.sampled_from(sorted(parts)))]
    return zipped(parts, zipfile.ZIP_STORED)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("broken")


@pytest.mark.parametrize("kind", VALID)
def test_a_damaged_file_is_read_or_refused(folder: Path, kind: str) -> None:
    assert sound(folder, VALID[kind]) is not None

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(damaged(VALID[kind]))
    def attempt(data: bytes) -> None:
        sound(folder, data)

    attempt()


@pytest.mark.parametrize("kind", [kind for kind in VALID if kind != "html"])
def test_a_package_with_a_damaged_part_is_read_or_refused(folder: Path, kind: str) -> None:
    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(damaged_inside(VALID[kind]))
    def attempt(data: bytes) -> None:
        sound(folder, data)

    attempt()


LAUGHS = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
BILLION = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "哈">{LAUGHS}]>'


def with_dtd(dtd: str, inner: str) -> bytes:
    body = part("document", f"<w:body>{p(inner)}</w:body>").partition("?>")[2]
    return zipped({"[Content_Types].xml": "", "word/document.xml": dtd + body})


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (with_dtd(BILLION, "&a11;"), "damaged"),
        (with_dtd('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>', "&a;"), "damaged"),
        (with_dtd('<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">', "a"), "damaged"),
        (word("<w:p>" * 3000 + "</w:p>" * 3000), "damaged"),
        (zipped({"[Content_Types].xml": "", "word/document.xml": b" " * (65 << 20)}), "too-large"),
        (ofd_of(BILLION.partition("?>")[2] + ofd_page(ofd_text(1, 28, 60, "a"))), "too-large"),
    ],
    ids=["billion laughs", "file entity", "remote dtd", "deep", "bomb", "ofd laughs"],
)
def test_an_attack_is_refused_quickly(folder: Path, data: bytes, code: str) -> None:
    begun = time.process_time()
    with pytest.raises(SourceError) as refused:
        open_document(written(folder, data, "x.docx"))
    assert refused.value.code == code
    assert time.process_time() - begun < 3


def test_nothing_outside_is_fetched(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("a network was asked"))
    outside = related(("image", "http://127.0.0.1:9/a.png"), ("attachedTemplate", "http://127.0.0.1:9/t.dotm"),
                      external=("http://127.0.0.1:9/a.png", "http://127.0.0.1:9/t.dotm"))  # fmt: skip
    data = zipped({
        "[Content_Types].xml": "",
        "word/document.xml": part("document", f"<w:body>{p('新建公园12个。')}</w:body>"),
        "word/_rels/document.xml.rels": outside,
    })  # fmt: skip
    assert luoshi.read(written(folder, data, "外链.docx")).measures[0].quote.text == "12个"


@pytest.mark.parametrize("name", ["报告.docx", "报告.pdf", "报告.txt", "报告"])
def test_a_format_is_known_by_what_a_file_holds_whatever_its_name(folder: Path, name: str) -> None:
    page = written(folder, html_pages(TEXT)[0], name)
    assert open_document(page).info.media_type == "text/html"
    assert open_document(written(folder, ofd_pages(TEXT), name)).info.media_type == "application/ofd"
    assert open_document(written(folder, word(p("a")), name)).info.media_type.endswith("wordprocessingml.document")


def test_lists_without_end_and_styles_that_stand_on_themselves_are_survived(folder: Path) -> None:
    styles = '<w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="b"/></w:style>' \
        '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>'  # fmt: skip
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="99999999999"/>'
        '<w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1%9%1"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    data = word(p("甲", "a", listed) + p("乙", "a", listed), styles=styles, numbering=numbering)
    assert open_document(written(folder, data, "x.docx")).text == "I1I 甲\nII1II 乙\n"
