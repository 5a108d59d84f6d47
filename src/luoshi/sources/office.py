"""DOC, WPS, RTF and ODT: turned into DOCX by LibreOffice where it is installed, and read as that.

LibreOffice runs headless, with a profile of its own that is thrown away, without macros, without links being followed
and within a time. Nothing of the user's own LibreOffice is touched, and one that stands open doesn't matter.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from luoshi.sources import docx
from luoshi.sources.document import Content, Step
from luoshi.sources.errors import SourceError
from luoshi.sources.package import Package, damaged, locked, members
from luoshi.values import Message

MEDIA_TYPE = "application/msword"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RTF = b"{\\rtf"
SECONDS = 180
MEGABYTES = 4096
# Names of streams as an OLE directory spells them.
WORD, ENCRYPTED_PACKAGE, RIGHTS = (
    name.encode("utf-16-le") for name in ("WordDocument", "EncryptedPackage", "DRMEncryptedDataSpace")
)
# The header of a Word file (FIB): its mark, and where in it the flag of encryption stands.
FIB = b"\xec\xa5"
SECTOR = 512
PROGRAMS = ("soffice", "libreoffice")
MACHINE_PLACES = (
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    Path("C:/Program Files/LibreOffice/program/soffice.exe"),
)
ITEM = (
    '<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
SETTINGS = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "0"),
)


def claims(data: bytes) -> bool:
    if data.startswith(OLE):
        return WORD in data or ENCRYPTED_PACKAGE in data
    return data.startswith(RTF) or _is_odt(data)


def read(data: bytes, name: str, step: Step) -> Content:
    """As `docx.read`. SourceError "needs-libreoffice" where there is none, "password", "damaged"."""
    if data.startswith(OLE):
        _refuse_locked(data)
    elif _is_odt(data):
        _refuse_locked_odt(data)
    kind = _suffix(data)
    return replace(docx.read(to_docx(data, kind), name, step), media_type=TYPES[kind])


TYPES = {
    ".doc": MEDIA_TYPE,
    ".rtf": "application/rtf",
    ".odt": "application/vnd.oasis.opendocument.text",
}


def _suffix(data: bytes) -> str:
    return ".doc" if data.startswith(OLE) else ".rtf" if data.startswith(RTF) else ".odt"


def _is_odt(data: bytes) -> bool:
    head = data[:200]
    return b"mimetypeapplication/vnd.oasis.opendocument.text" in head


def _refuse_locked(data: bytes) -> None:
    if RIGHTS in data:
        raise SourceError(
            "password",
            Message("文件有权限保护（IRM），打不开", "the file is protected by rights management"),
            Message("请有权限的人打开，另存为不受保护的文件", "ask somebody with the rights to save it without them"),
        )
    if ENCRYPTED_PACKAGE in data:
        raise locked()
    at = data.find(FIB, SECTOR)
    while at >= 0 and at % SECTOR:
        at = data.find(FIB, at + 1)
    if at >= 0 and data[at + 11 : at + 12] and data[at + 11] & 1:
        raise locked()


def _refuse_locked_odt(data: bytes) -> None:
    if "META-INF/manifest.xml" in members(data) and b"encryption-data" in Package(data).read("META-INF/manifest.xml"):
        raise locked()


def program() -> str | None:
    """LibreOffice's program, None where it is not installed."""
    for name in PROGRAMS:
        found = shutil.which(name)
        if found:
            return found
    return next((str(path) for path in MACHINE_PLACES if path.exists()), None)


def to_docx(data: bytes, suffix: str, seconds: float = SECONDS) -> bytes:
    """The file as DOCX."""
    soffice = program()
    if soffice is None:
        raise SourceError(
            "needs-libreoffice",
            Message(
                "这是旧版 Word、WPS、RTF 或 ODT 文件，要靠 LibreOffice 转换，这台机器上没有装",
                "an old Word, WPS, RTF or ODT file is read by way of LibreOffice, which is not installed here",
            ),
            Message(
                "请安装 LibreOffice，或用 Word、WPS 打开后另存为 DOCX",
                "install LibreOffice, or open it in Word or WPS and save it as DOCX",
            ),
        )
    with tempfile.TemporaryDirectory(prefix="luoshi-", ignore_cleanup_errors=True) as folder:
        here = Path(folder)
        source, made = here / f"in{suffix}", here / "out" / "in.docx"
        source.write_bytes(data)
        profile = here / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_settings(), "utf-8")
        command = [
            soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck",
            "--nodefault", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(made.parent), str(source),
        ]  # fmt: skip
        _run(command, here, seconds)
        if not made.is_file():
            raise damaged("LibreOffice")
        return made.read_bytes()


def _run(command: list[str], folder: Path, seconds: float) -> None:
    """Run it with bounded memory and time; what is left of it is ended."""
    posix = os.name == "posix"
    if posix:
        command = ["/bin/sh", "-c", f'ulimit -v {MEGABYTES * 1024}; exec "$@"', "sh", *command]
    # No proxy answers: whatever a document points at stays where it is.
    nowhere = {f"{kind}_proxy": "http://127.0.0.1:9" for kind in ("http", "https", "ftp")}
    process = subprocess.Popen(
        command, cwd=folder, env=os.environ | nowhere, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=posix,
    )  # fmt: skip
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        raise SourceError(
            "too-slow",
            Message(f"LibreOffice 转换超过 {seconds:g} 秒，已停止", f"LibreOffice took longer than {seconds:g} s"),
            Message("请用 Word 或 WPS 打开，另存为 DOCX", "open it in Word or WPS and save it as DOCX"),
        ) from None
    finally:
        if posix:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait()


def _settings() -> str:
    items = "".join(ITEM.format(path=path, name=name, value=value) for path, name, value in SETTINGS)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
    )
