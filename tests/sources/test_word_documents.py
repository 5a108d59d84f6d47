"""DOCX as Word and WPS write it: what they show is read, what they compute is computed, what is no text says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from packages import p, part, related, word, written, zipped

import luoshi
from luoshi.sources import Content, Document, SourceError, image, open_document
from luoshi.sources.docx.counting import written as number_written
from luoshi.terminal import where

STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="3"><w:name w:val="heading 3"/><w:basedOn w:val="a"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="character" w:styleId="h"><w:name w:val="藏"/><w:rPr><w:vanish/></w:rPr></w:style>'
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:pStyle w:val="1"/>'
    '<w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:pStyle w:val="2"/>'
    '<w:suff w:val="nothing"/><w:lvlText w:val="（%2）"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>'
    '<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%4"/></w:lvl>'
    '<w:lvl w:ilvl="4"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF06C;"/></w:lvl>'
    '</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/>'
    '<w:lvlOverride w:ilvl="2"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)  # fmt: skip


def opened(folder: Path, body: str, **parts: str) -> Document:
    return open_document(written(folder, word(body, **parts), "报告.docx"))


def shown(document: Document) -> str:
    """The text without what is hidden."""
    text = document.text
    for span, _ in reversed(document.hidden):
        text = text[: span.start] + text[span.end :]
    return text


def hidden(document: Document) -> list[tuple[str, str]]:
    return [(document.text[s.start : s.end], why) for s, why in document.hidden]


def item(level: int, text: str, number: int = 1) -> str:
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def test_numbers_that_word_computes_stand_in_the_text(tmp_path: Path) -> None:
    body = (
        p("工作回顾", "1") + p("稳增长", "2") + p("促改革", "2") + item(2, "新建公园")
        + item(2, "2026年改造小区")
        + p("工作安排", "1") + p("抓项目", "2") + item(2, "新建学校") + item(3, "其一") + item(4, "点")
        + item(2, "又", 2)
    )  # fmt: skip
    lines = opened(tmp_path, body, styles=STYLES, numbering=NUMBERING).text.splitlines()
    assert lines == [
        "一、工作回顾", "（一）稳增长", "（二）促改革", "1. 新建公园", "2. 2026年改造小区",
        "二、工作安排", "（一）抓项目", "1. 新建学校", "2.1 其一", "- 点", "5. 又",
    ]  # fmt: skip


def test_a_paragraph_may_leave_the_list_of_its_style_and_an_empty_one_counts_silently(tmp_path: Path) -> None:
    body = p("前言", "1", '<w:numPr><w:numId w:val="0"/></w:numPr>') + p("", "1") + p("工作安排", "1")
    assert opened(tmp_path, body, styles=STYLES, numbering=NUMBERING).text == "# 前言\n\n二、工作安排\n"


@pytest.mark.parametrize(
    ("form", "number", "said"),
    [
        ("chineseCounting", 10, "十"), ("chineseCounting", 12, "十二"), ("chineseCountingThousand", 20, "二十"),
        ("chineseCountingThousand", 105, "一百〇五"), ("japaneseCounting", 21, "二十一"),
        ("ideographDigital", 12, "一二"),
        ("chineseLegalSimplified", 12, "壹拾贰"), ("decimalEnclosedCircle", 3, "③"),
        ("decimalEnclosedCircle", 21, "21"),
        ("upperRoman", 14, "XIV"), ("lowerLetter", 28, "bb"), ("ideographTraditional", 3, "丙"),
        ("decimalFullWidth", 12, "１２"), ("decimalZero", 7, "07"), ("noSuchFormat", 7, "7"), ("none", 7, ""),
        ("upperRoman", 0, "0"), ("lowerLetter", -1, "-1"),
    ],
)  # fmt: skip
def test_each_number_format_is_written_as_word_writes_it(form: str, number: int, said: str) -> None:
    assert number_written(number, form) == said


def test_a_heading_without_a_number_is_marked_below_the_numbered_one_above_it(tmp_path: Path) -> None:
    body = p("二、工作安排") + p("工作安排", "1") + p("坚持创新驱动", "3") + p("新建公园12个。改造小区45个。", "3")
    text = opened(tmp_path, body, styles=STYLES, numbering=NUMBERING).text
    assert text == "二、工作安排\n一、工作安排\n### 坚持创新驱动\n新建公园12个。改造小区45个。\n"


def test_the_outline_of_a_numbered_document_is_read(tmp_path: Path) -> None:
    body = "".join([
        p("云州市政府工作报告"), p("各位代表："),
        p("2025年工作回顾", "1"), p("过去一年，地区生产总值增长5.6%。"),
        p("2026年工作安排", "1"), p("抓好民生实事", "2"), p("新建公园12个，改造老旧小区45个。"),
    ])  # fmt: skip
    report = luoshi.read(written(tmp_path, word(body, styles=STYLES, numbering=NUMBERING), "云州市.docx"))
    assert [(h.level, h.title) for h in report.headings][-3:] == [
        (1, "2025年工作回顾"), (1, "2026年工作安排"), (2, "抓好民生实事"),
    ]  # fmt: skip
    park = next(m for m in report.measures if m.quote.text == "12个")
    assert (park.role, park.path) == ("plan", ("2026年工作安排", "抓好民生实事"))
    place = report.place_of(park.quote.start)
    assert place is not None and place.paragraph == 7


def test_cells_are_lines_that_know_their_table_column_and_row(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc>{c}</w:tc>" for c in cells) + "</w:tr>"

    wide = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    down = "<w:tcPr><w:vMerge{}/></w:tcPr>"
    rows = (
        row(wide + p("民生实事"), p("责任单位")),
        row(down.format(' w:val="restart"') + p("教育"), p("新建学校3所"), p("教育局")),
        row(down.format("") + p(), p("改扩建5所"), "<w:tbl>" + row(p("住建局")) + "</w:tbl>" + p()),
    )
    document = opened(tmp_path, p("附表") + "<w:tbl>" + "".join(rows) + "</w:tbl>")
    text = document.text
    assert [(text[x.start : x.end], x.cell) for x in document.places] == [
        ("附表", None), ("民生实事", "表1!A1"), ("责任单位", "表1!C1"), ("教育", "表1!A2"), ("新建学校3所", "表1!B2"),
        ("教育局", "表1!C2"), ("改扩建5所", "表1!B3"), ("住建局", "表2!A1"),
    ]  # fmt: skip


def test_changes_count_as_accepted_and_the_report_says_so(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>新建公园</w:t></w:r><w:del><w:r><w:delText>10</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>12</w:t></w:r></w:ins><w:r><w:t>个。</w:t></w:r></w:p>"
        "<w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom>"
        + p("改造小区", properties="<w:rPr><w:del/></w:rPr>")
        + p("45个。")
        + p(properties="<w:rPr><w:del/></w:rPr>", inner="<w:del><w:r><w:delText>全删</w:delText></w:r></w:del>")
        + "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>" + p("删行") + "</w:tc></w:tr></w:tbl>"
    )  # fmt: skip
    document = opened(tmp_path, body)
    assert document.text == "新建公园12个。\n改造小区45个。\n"
    (problem,) = document.problems
    assert (problem.code, problem.severity) == ("tracked-changes", "note")
    assert "按全部接受来读" in problem.what.zh and problem.todo.zh == "请确认这是定稿"


def test_notes_stand_behind_the_text_and_their_marks_are_hidden(tmp_path: Path) -> None:
    body = p("推进“双碳”", inner='<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>行动。</w:t></w:r>') + p("完。")
    notes = (
        f'<w:footnote w:id="-1">{p("~")}</w:footnote><w:footnote w:id="2">{p("双碳：碳达峰、碳中和。")}</w:footnote>'
    )
    document = opened(tmp_path, body, footnotes=notes)
    assert document.text == "推进“双碳”[1]行动。\n完。\n注释\n[1]双碳：碳达峰、碳中和。\n"
    assert hidden(document) == [("[1]", "footnote-mark")]


def test_a_raised_number_is_the_mark_of_a_note_unless_it_is_a_power(tmp_path: Path) -> None:
    def raised(t: str) -> str:
        return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{t}</w:t></w:r>'

    document = opened(tmp_path, p("链长制", inner=raised("[3]")) + p("5万m", inner=raised("2")))
    assert hidden(document) == [("[3]", "footnote-mark")]
    assert document.text == "链长制[3]\n5万m2\n"


def test_what_is_no_text_of_the_report_is_hidden_with_its_reason(tmp_path: Path) -> None:
    contents = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        "<w:sdtContent>{}</w:sdtContent></w:sdt>"
    )
    body = (
        p("一、回顾 1", "t") + contents.format(p("目录")) + p("新建公园12个。")
        + p(inner="<w:r><w:rPr><w:vanish/></w:rPr><w:t>内部测算</w:t></w:r>")
        + p(inner='<w:r><w:rPr><w:rStyle w:val="h"/></w:rPr><w:t>也藏</w:t></w:r>')
        + p(inner='<w:r><w:rPr><w:rStyle w:val="h"/><w:vanish w:val="0"/></w:rPr><w:t>不藏</w:t></w:r>')
    )  # fmt: skip
    document = opened(tmp_path, body, styles=STYLES, header=p("云州市人民政府"), footer=p("— 3 —"))
    assert hidden(document) == [
        ("一、回顾 1", "navigation"), ("目录", "navigation"), ("内部测算", "hidden"), ("也藏", "hidden"),
        ("云州市人民政府", "running-head"), ("— 3 —", "running-head"),
    ]  # fmt: skip
    report = luoshi.read(tmp_path / "报告.docx")
    assert {a.reason for a in report.asides} >= {"hidden", "navigation", "running-head"}
    assert [m.quote.text for m in report.measures] == ["12个"]


def test_a_box_of_text_is_read_once_behind_its_paragraph(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{p('框里的话。')}</w:txbxContent>"
    drawn = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert opened(tmp_path, p("前。", inner=drawn) + p("后。")).text == "前。\n框里的话。\n后。\n"


def test_marks_of_the_page_become_characters_or_nothing(tmp_path: Path) -> None:
    inner = (
        '<w:r><w:t>增长5</w:t><w:softHyphen/><w:t>.6%\u00ad</w:t><w:sym w:font="Symbol" w:char="F0B3"/><w:tab/>'
        '<w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Webdings" w:char="F0FF"/>'
        "<w:br/><w:t>A</w:t><w:noBreakHyphen/><w:t>1</w:t></w:r>"
        "<w:r><w:ruby><w:rt><w:r><w:t>chéng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>澄</w:t></w:r></w:rubyBase></w:ruby></w:r>"
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>DATE</w:instrText><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert opened(tmp_path, p(inner=inner)).text == "增长5.6%≥\t✓\ufffd\nA-1澄\n"


def test_pages_are_known_where_word_kept_them(tmp_path: Path) -> None:
    turn = "<w:r><w:lastRenderedPageBreak/><w:t>{}</w:t></w:r>"
    document = opened(tmp_path, p("一。") + p("二的前半，", inner=turn.format("后半。")) + p(inner=turn.format("三。")))
    text = document.text
    assert [(text[x.start : x.end], x.page, x.paragraph) for x in document.places] == [
        ("一。", 1, 1), ("二的前半，", 1, 2), ("后半。", 2, 2), ("三。", 3, 3),
    ]  # fmt: skip


def test_macros_are_not_run_and_are_told(tmp_path: Path) -> None:
    document = opened(tmp_path, p("新建公园12个。"), vbaProject="")
    assert [x.code for x in document.problems] == ["macros"]


def scanned(*names: str, start: bytes = b"\x89PNG\r\n\x1a\n") -> bytes:
    """A document that shows pictures only, the last first."""
    blip = '<w:p><w:r><w:drawing><a:blip xmlns:a="a" r:embed="r{}"/></w:drawing></w:r></w:p>'
    blips = "".join(blip.format(i) for i in reversed(range(len(names))))
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "",
        "word/document.xml": part("document", f"<w:body>{blips}</w:body>"),
        "word/_rels/document.xml.rels": related(*(("image", f"media/{name}") for name in names)),
    }
    return zipped(parts | {f"word/media/{name}": start + name.encode() for name in names})


def test_a_document_of_scanned_pages_is_recognised_in_the_order_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(image, "read", lambda data, name, step: Content(f"{name}说的话。", media_type="image/png"))
    document = open_document(written(tmp_path, scanned("1.png", "2.png"), "扫描.docx"))
    assert document.text == "word/media/2.png说的话。\nword/media/1.png说的话。"
    assert document.places[0].file == "word/media/2.png"
    assert document.info.media_type.endswith("wordprocessingml.document")


def test_drawings_without_a_word_say_what_to_do(tmp_path: Path) -> None:
    data = scanned("1.wmf", start=b"\xd7\xcd\xc6\x9a0000")
    with pytest.raises(SourceError) as refused:
        open_document(written(tmp_path, data, "图.docx"))
    assert (refused.value.code, refused.value.todo.zh) == ("pictures-only", "请另存为 PDF 再读")


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.98])
def test_a_truncated_document_says_that_it_is_damaged(tmp_path: Path, kept: float) -> None:
    data = word("".join(p(f"第{i}项，新建公园{i}个。") for i in range(99)))
    with pytest.raises(SourceError) as refused:
        open_document(written(tmp_path, data[: int(len(data) * kept)], "报告.docx"))
    assert refused.value.code == "damaged"
    assert refused.value.todo.zh.startswith("请重新下载或复制")


def test_explain_and_check_say_paragraph_and_cell(tmp_path: Path) -> None:
    table = "<w:tbl><w:tr><w:tc>" + p("新建学校3所") + "</w:tc></w:tr></w:tbl>"
    report = luoshi.read(written(tmp_path, word(p("一、2026年工作安排") + p("新建公园12个。") + table), "a.docx"))
    found = {m.quote.text: where(report, m.quote.start) for m in report.measures}
    assert found == {"12个": "第2段", "3所": "表1!A1"}
    text = luoshi.read(written(tmp_path, "新建公园12个。".encode(), "a.txt"))
    assert where(text, 4) == "1:5"
