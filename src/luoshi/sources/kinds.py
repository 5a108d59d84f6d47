"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

from luoshi.sources.errors import SourceError
from luoshi.sources.package import members
from luoshi.values import Message

# (first bytes, offset, 中文, English). Formats that other software opens and Luoshi does not read (yet).
MAGIC: tuple[tuple[bytes, int, str, str], ...] = (
    (b"ftyp", 4, "视频或 HEIC 图片", "a video or an HEIC picture"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        0,
        "旧版表格或演示文件",
        "an old file of sheets or slides",
    ),
    (b"7z\xbc\xaf\x27\x1c", 0, "7z 压缩包", "a 7z archive"),
    (b"Rar!\x1a\x07", 0, "RAR 压缩包", "a RAR archive"),
    (b"\x1f\x8b\x08", 0, "gzip 压缩包", "a gzip archive"),
    (b"BZh9", 0, "bzip2 压缩包", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", 0, "xz 压缩包", "an xz archive"),
    (b"\x7fELF", 0, "可执行程序", "a program"),
    (b"SQLite format 3\x00", 0, "SQLite 数据库", "an SQLite database"),
    (b"PAR1", 0, "Parquet 文件", "a Parquet file"),
    (b"ID3", 0, "MP3 音频", "an MP3 file"),
)
# Packages of other software: by the folder of theirs, or by the type that stands uncompressed at their beginning.
FOLDERS: tuple[tuple[str, str, str], ...] = (
    ("xl/", "Excel 工作簿（XLSX）", "an Excel workbook (XLSX)"),
    ("ppt/", "PowerPoint 演示文稿（PPTX）", "a PowerPoint file (PPTX)"),
)
TYPES: tuple[tuple[bytes, str, str], ...] = (
    (b"mimetypeapplication/vnd.oasis.opendocument", "ODF 文档", "an OpenDocument file"),
    (b"mimetypeapplication/epub+zip", "EPUB 电子书", "an EPUB book"),
)
CONTENT_TYPES = "[Content_Types].xml"


def refuse_known(data: bytes) -> None:
    """Raise SourceError where the bytes are those of a format that is not text."""
    kind = _kind(data)
    if kind is None:
        return
    zh, en = kind
    if "图片" in zh:
        todo = Message(
            "请另存为 JPEG 或 PNG 图片",
            "save it as a JPEG or PNG picture",
        )
    elif "压缩包" in zh:
        todo = Message(
            "请先解压，再读里面的文件；ZIP 可以直接读", "unpack it and read what is inside; a ZIP is read as it is"
        )
    else:
        todo = Message(
            "请用相应软件打开，另存为 DOCX、PDF 或 TXT",
            "open it with its own software and save it as DOCX, PDF or TXT",
        )
    raise SourceError(
        "format-not-read", Message(f"这是{zh}，目前还不能读取", f"this is {en}, which is not read yet"), todo
    )


def _kind(data: bytes) -> tuple[str, str] | None:
    for magic, at, zh, en in MAGIC:
        if data.startswith(magic, at):
            return zh, en
    package = package_kind(data)
    if package is not None:
        return package
    if data.startswith(b"MZ") and b"\x00" in data[:64]:
        return "可执行程序", "a program"
    return None


def package_kind(data: bytes) -> tuple[str, str] | None:
    """What a ZIP container is, where it is the file of some other software rather than an archive."""
    for start, zh, en in TYPES:
        if start in data[:200]:
            return zh, en
    names = members(data)
    for folder, zh, en in FOLDERS:
        if CONTENT_TYPES in names and any(name.startswith(folder) for name in names):
            return zh, en
    return None
