"""ZIP archives, and several files that make one report: in order, traceable, within limits."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from made import ofd_pages
from packages import p, word, written, zipped

import luoshi
from luoshi.cli import cli
from luoshi.exchange.as_json import loads
from luoshi.sources import SourceError, archive, open_document, open_joined

FIRST = "云州市政府工作报告\n\n各位代表：\n\n一、2025年工作回顾\n\n"
FIRST += "过去一年，成绩来之不易。新建公园12个，改造老旧小区（下转06版）\n"
SECOND = "（上接05版）45个，惠及群众1.9万户。\n\n二、2026年工作安排\n\n新建学校3所。\n"


def refused(path: Path) -> SourceError:
    with pytest.raises(SourceError) as error:
        open_document(path)
    return error.value


@pytest.mark.parametrize(
    "names", [("云州日报06版.txt", "云州日报05版.txt"), ("乙.txt", "甲.txt"), ("第六版.txt", "第五版.txt")]
)
def test_pages_are_read_in_the_order_of_the_paper_whatever_the_order_given(
    tmp_path: Path, names: tuple[str, str]
) -> None:
    paths = [written(tmp_path, t.encode(), n) for t, n in zip((SECOND, FIRST), names, strict=True)]
    report = luoshi.read(paths)
    assert [m.quote.text for m in report.measures] == ["12个", "45个", "1.9万户", "3所"]
    torn = next(m for m in report.measures if m.quote.text == "45个")
    assert torn.indicator == "老旧小区"
    place = report.place_of(torn.quote.start)
    assert place is not None and place.file == names[0]
    assert report.source.name == f"{names[1]} + {names[0]}"
    told = next(x for x in report.problems if x.code == "joined")
    assert told.what.zh == f"由 2 个文件按此顺序合成一份：{names[1]}、{names[0]}"


def test_without_a_number_the_given_order_holds(tmp_path: Path) -> None:
    paths = [written(tmp_path, f"{n}。".encode(), f"{n}.txt") for n in ("丙", "甲", "乙")]
    assert open_joined(paths).text == "丙。\n甲。\n乙。"


def test_files_of_different_formats_join_with_their_own_places(tmp_path: Path) -> None:
    paths = [
        written(tmp_path, word(p("一、2026年工作安排") + p("新建公园12个。")), "01版.docx"),
        written(tmp_path, ofd_pages("改造老旧小区45个。"), "02版.ofd"),
        written(tmp_path, "新建学校3所。".encode(), "03版.txt"),
    ]
    document = open_joined(paths)
    found = {}
    for words in ("12个", "45个", "3所"):
        at = document.text.index(words)
        found[words] = next(x for x in document.places if x.start <= at < x.end)
    assert (found["12个"].file, found["12个"].paragraph) == ("01版.docx", 2)
    assert (found["45个"].file, found["45个"].page) == ("02版.ofd", 1)
    assert found["3所"].file == "03版.txt"
    assert document.info.media_type == "multipart/mixed"


def test_a_file_of_several_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    paths = [written(tmp_path, FIRST.encode(), "1.txt"), written(tmp_path, b"", "2.txt")]
    with pytest.raises(SourceError) as error:
        open_joined(paths)
    assert error.value.code == "empty"
    (tmp_path / "x").mkdir()
    twin = written(tmp_path / "x", SECOND.encode(), "1.txt")
    with pytest.raises(SourceError, match="两个同名"):
        open_joined([paths[0], twin])


def test_join_is_one_report_under_the_first_files_name(tmp_path: Path, samples: Path) -> None:
    text = (samples / "澄川市-2026.txt").read_text("utf-8")
    half = text.index("\n", len(text) // 2)
    paths = [written(tmp_path, t.encode(), n) for t, n in ((text[half:], "06版.txt"), (text[:half], "05版.txt"))]
    asked = ["read", "--join", *map(str, paths), "--format", "json", "--out", str(tmp_path)]
    result = CliRunner().invoke(cli, asked)
    assert result.exit_code == 0, result.output
    assert "05版.txt + 06版.txt" in result.output
    assert [path.name for path in tmp_path.glob("*.json")] == ["06版.json"]
    whole = luoshi.read(samples / "澄川市-2026.txt")
    joined = loads((tmp_path / "06版.json").read_text("utf-8"))
    assert [m.id for m in joined.measures] == [m.id for m in whole.measures]
    assert [t.id for t in joined.tasks] == [t.id for t in whole.tasks]


def test_the_one_report_of_an_archive_is_read_and_what_else_is_in_it_is_told(tmp_path: Path) -> None:
    litter: dict[str, str | bytes] = {"两会/歌.mp3": b"ID3....", "__MACOSX/x": "x", ".DS_Store": "x"}
    data = zipped({"两会/报告.docx": word(p("新建公园12个。"))} | litter)
    document = open_document(written(tmp_path, data, "报告.zip"))
    assert document.text.strip() == "新建公园12个。"
    assert document.places[0].file == "两会/报告.docx"
    assert document.info.media_type.endswith("wordprocessingml.document")
    (problem,) = document.problems
    assert problem.code == "part-not-read"
    assert problem.what.zh == "压缩包里的 两会/歌.mp3 没有读：这是MP3 音频，目前还不能读取"


def test_an_archive_of_pages_is_one_report_in_order(tmp_path: Path) -> None:
    inner = zipped({f"第{i}页.txt": f"第{i}。" for i in (10, 9, 1)})
    assert open_document(written(tmp_path, inner, "a.zip")).text == "第1。\n第9。\n第10。"
    nested = zipped({"包.zip": inner})
    document = open_document(written(tmp_path, nested, "b.zip"))
    assert document.text == "第1。\n第9。\n第10。"
    assert document.places[0].file == "包.zip/第1页.txt"


def test_names_of_old_archives_are_read_as_they_were_meant(tmp_path: Path) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as container:
        container.writestr("xxxx.txt", "新建公园12个。")
    data = target.getvalue().replace(b"xxxx", "报告".encode("gb18030"))
    assert open_document(written(tmp_path, data, "a.zip")).places[0].file == "报告.txt"


@pytest.mark.parametrize("names", [("2025年报告.txt", "2026年报告.txt"), ("报告.txt", "报告.md")])
def test_reports_of_two_years_or_one_in_two_formats_are_not_joined(tmp_path: Path, names: tuple[str, str]) -> None:
    data = zipped(dict.fromkeys(names, "新建公园12个。"))
    assert refused(written(tmp_path, data, "a.zip")).code == "several-reports"


def test_an_archive_of_several_reports_is_not_guessed_at(tmp_path: Path) -> None:
    data = zipped({"云州市报告.txt": "新建公园12个。", "临溪区预算.txt": "新建学校3所。"})
    error = refused(written(tmp_path, data, "a.zip"))
    assert error.code == "several-reports"
    assert "（临溪区预算.txt、云州市报告.txt）" in error.what.zh and "--join" in error.todo.zh


def nested(depth: int) -> bytes:
    data = zipped({"a.txt": "新建公园12个。"})
    for _ in range(depth):
        data = zipped({"a.zip": data})
    return data


def with_password() -> bytes:
    data = bytearray(zipped({"a.txt": "新建公园12个。"}))
    data[6] |= 1
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (zipped({}), "empty"),
        (zipped({"a/": ""}), "empty"),
        (with_password(), "password"),
        (nested(1)[:-30], "damaged"),
        (nested(4), "too-large"),
        (zipped({f"{i}.txt": "x" for i in range(archive.MOST_FILES + 1)}), "too-large"),
        (zipped({"a.txt": bytes(archive.LARGEST_FILE + 1)}), "too-large"),
    ],
    ids=["empty", "folder", "password", "truncated", "deep", "many", "bomb"],
)
def test_what_cannot_be_unpacked_is_refused_with_what_to_do(tmp_path: Path, data: bytes, code: str) -> None:
    error = refused(written(tmp_path, data, "a.zip"))
    assert error.code == code
    assert error.todo.zh and error.todo.en


def test_a_member_that_lies_about_its_size_is_still_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST_ALL", 1000)
    data = zipped({"1.txt": "新" * 200, "2.txt": "新" * 200})
    assert refused(written(tmp_path, data, "a.zip")).code == "too-large"


def test_a_workbook_is_called_by_its_name_and_not_unpacked(tmp_path: Path) -> None:
    data = zipped({"[Content_Types].xml": "", "xl/workbook.xml": "", "xl/a.txt": "新建公园12个。"})
    error = refused(written(tmp_path, data, "a.zip"))
    assert (error.code, error.what.zh) == ("format-not-read", "这是Excel 工作簿（XLSX），目前还不能读取")
