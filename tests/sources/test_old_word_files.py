"""DOC, WPS, RTF and ODT by way of LibreOffice: where it is, where it is not, and what it must not do."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from packages import written, zipped

from luoshi.sources import SourceError, office, open_document

RTF = "{\\rtf1\\ansi\\uc0 %s\\par %s\\par}"
OLE = office.OLE + bytes(504)
LINES = ("一、2026年工作安排", "新建公园12个，改造老旧小区45个。")

needs_libreoffice = pytest.mark.skipif(office.program() is None, reason="LibreOffice 没有安装 / is not installed")
posix_only = pytest.mark.skipif(os.name != "posix", reason="stand-ins are shell scripts")


def rtf(*lines: str) -> bytes:
    return (RTF % tuple("".join(f"\\u{ord(c)} " for c in line) for line in lines)).encode()


def stand_in(monkeypatch: pytest.MonkeyPatch, folder: Path, script: str) -> None:
    """Another program in the place of LibreOffice."""
    path = folder / "soffice"
    path.write_text("#!/bin/sh\n" + script)
    path.chmod(0o755)
    monkeypatch.setattr(office, "program", lambda: str(path))


def refused(path: Path) -> SourceError:
    with pytest.raises(SourceError) as error:
        open_document(path)
    return error.value


@needs_libreoffice
def test_a_file_is_read_by_way_of_docx_with_its_paragraphs(tmp_path: Path) -> None:
    document = open_document(written(tmp_path, rtf(*LINES), "报告.doc"))
    assert document.text.splitlines()[:2] == list(LINES)
    assert document.info.media_type == "application/rtf"
    assert [x.paragraph for x in document.places[:2]] == [1, 2]


def test_without_libreoffice_it_says_what_to_install_or_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    error = refused(written(tmp_path, rtf(*LINES), "报告.rtf"))
    assert error.code == "needs-libreoffice"
    assert error.todo.zh == "请安装 LibreOffice，或用 Word、WPS 打开后另存为 DOCX"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (OLE + office.ENCRYPTED_PACKAGE, "文件有密码保护，打不开"),
        (OLE + office.WORD + office.ENCRYPTED_PACKAGE + office.RIGHTS, "文件有权限保护（IRM），打不开"),
        (OLE + office.FIB + bytes(9) + b"\x01" + bytes(500) + office.WORD, "文件有密码保护，打不开"),
        (
            zipped(
                {
                    "mimetype": "application/vnd.oasis.opendocument.text",
                    "META-INF/manifest.xml": '<m:manifest xmlns:m="m"><m:encryption-data/></m:manifest>',
                },
                0,
            ),
            "文件有密码保护，打不开",
        ),
    ],
)  # fmt: skip
def test_a_protected_file_is_refused_before_libreoffice_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, says: str
) -> None:
    monkeypatch.setattr(office, "to_docx", lambda *_: pytest.fail("LibreOffice was asked"))
    error = refused(written(tmp_path, data, "报告.doc"))
    assert (error.code, error.what.zh) == ("password", says)
    assert "另存为不受保护" in error.todo.zh or "去掉密码后另存" in error.todo.zh


def test_excel_and_powerpoint_of_old_are_not_taken_for_word(tmp_path: Path) -> None:
    error = refused(written(tmp_path, OLE + "Workbook".encode("utf-16-le"), "报告.doc"))
    assert error.code == "format-not-read"


@posix_only
def test_a_conversion_that_hangs_is_ended_with_all_that_it_began(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alive = tmp_path / "alive"
    stand_in(monkeypatch, tmp_path, f"(sleep 3; touch {alive}) & sleep 60")
    begun = time.monotonic()
    with pytest.raises(SourceError) as error:
        office.to_docx(b"x", ".doc", seconds=0.3)
    assert error.value.code == "too-slow"
    assert time.monotonic() - begun < 2
    time.sleep(0.1)
    assert not alive.exists()


@posix_only
def test_what_libreoffice_cannot_open_is_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, tmp_path, "exit 1")
    assert refused(written(tmp_path, rtf(*LINES), "报告.rtf")).code == "damaged"


@posix_only
def test_macros_links_and_networks_are_off_and_the_profile_is_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "kept"
    script = f'cp profile/user/registrymodifications.xcu {kept}; echo "$http_proxy $*" >> {kept}; ulimit -v >> {kept}'
    stand_in(monkeypatch, tmp_path, script)
    with pytest.raises(SourceError):
        office.to_docx(b"x", ".doc")
    said = kept.read_text()
    for name, value in (("DisableMacrosExecution", "true"), ("MacroSecurityLevel", "3"), ("Link", "0")):
        assert f'oor:name="{name}" oor:op="fuse"><value>{value}<' in said
    assert "http://127.0.0.1:9 -env:UserInstallation=file://" in said
    assert str(office.MEGABYTES * 1024) in said
