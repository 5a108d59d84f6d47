"""Files become Documents. One module a format; the lists say in which order they are asked.

A format is known by what a file holds, never by its name alone. `FORMATS`: those of bytes. Each module gives
`MEDIA_TYPE`, `claims(data: bytes) -> bool` and `read(data: bytes, name: str, step: Step) -> Content`, which raises
SourceError with what to do where the file cannot be read. It imports its library inside `read`: who reads a text
needs none of them. `TEXTS`: those of decoded text, with `MEDIA_TYPE`, `claims(name, text)` and `read(text) -> Markup`.
"""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from luoshi.sources import archive, docx, html, image, joined, markdown, mhtml, ofd, office, pdf
from luoshi.sources import text as plain
from luoshi.sources.decoding import decode
from luoshi.sources.document import Content, Document, Step, no_step
from luoshi.sources.errors import SourceError
from luoshi.sources.kinds import refuse_known
from luoshi.values import Message, SourceInfo

__all__ = [
    "FORMATS",
    "TEXTS",
    "Content",
    "Document",
    "SourceError",
    "Step",
    "from_text",
    "no_step",
    "open_document",
    "open_joined",
]

FORMATS: tuple[ModuleType, ...] = (pdf, docx, ofd, office, image, archive, mhtml)
TEXTS: tuple[ModuleType, ...] = (html, markdown, plain)
LARGEST = 1 << 30


def from_text(text: str, name: str = "-", media_type: str | None = None) -> Document:
    """A Document of a text that is at hand already. `media_type`: that of one of TEXTS; else the content tells."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return _document(_content(text, name, media_type), name, "utf-8", digest)


def open_document(path: Path, step: Step = no_step) -> Document:
    """Read a file. `step` is told how far it is. SourceError where there is no file, where it may not be read, or
    where it holds no text."""
    data = _bytes(path)
    content, encoding = read_bytes(data, path.name, step)
    return _document(content, path.name, encoding, hashlib.sha256(data).hexdigest())


def open_joined(paths: Sequence[Path], step: Step = no_step) -> Document:
    """Read several files that make one report, in the order of its pages; where that cannot be told, in this one."""
    if len({path.name for path in paths}) < len(paths):
        raise SourceError(
            "several-reports",
            Message("要合读的文件里有两个同名", "two of the files to be joined have one name"),
            Message("请改名，好分清每处文字来自哪个文件", "rename one, so that words can be traced to their file"),
        )
    files = {path.name: _bytes(path) for path in paths}
    parts = joined.in_order([(name, _part(data, name, step)) for name, data in files.items()])
    digest = hashlib.sha256(b"".join(files[name] for name, _ in parts)).hexdigest()
    return _document(joined.join(parts), " + ".join(name for name, _ in parts), "", digest)


def _part(data: bytes, name: str, step: Step) -> Content:
    """One of several files; what stands against it says which it is."""
    try:
        return read_bytes(data, name, step)[0]
    except SourceError as error:
        what = Message(f"{name}：{error.what.zh}", f"{name}: {error.what.en}")
        raise SourceError(error.code, what, error.todo) from None


def read_bytes(data: bytes, name: str, step: Step) -> tuple[Content, str]:
    """(what a file holds, its encoding: "" where its format has none of its own)."""
    chosen = next((f for f in FORMATS if f.claims(data)), None)
    if chosen is not None:
        content, encoding = chosen.read(data, name, step), ""
        content = replace(content, media_type=content.media_type or chosen.MEDIA_TYPE)
    else:
        refuse_known(data)
        text, encoding, problems = decode(data, name)
        content = replace(_content(text, name, None), problems=problems)
    if not content.text.strip():
        raise _empty()
    return content, encoding


def _content(text: str, name: str, media_type: str | None) -> Content:
    asked = [f for f in TEXTS if media_type == f.MEDIA_TYPE]
    chosen = asked[0] if asked else next(f for f in TEXTS if f.claims(name, text))
    found = chosen.read(text)
    return Content(text, found.spans(), found.replaced, media_type=chosen.MEDIA_TYPE)


def _document(content: Content, name: str, encoding: str, digest: str) -> Document:
    info = SourceInfo(name, content.media_type, encoding, digest, len(content.text))
    c = content
    return Document(info, c.text, c.hidden, c.replaced, c.places, c.problems, c.doubtful)


def _bytes(path: Path) -> bytes:
    """The file's bytes; whatever stands against it as a SourceError."""
    again = Message("请检查路径是否写对", "check the path")
    try:
        mode = path.stat()
        if stat.S_ISDIR(mode.st_mode):
            raise SourceError(
                "directory",
                Message("这是文件夹，不是文件", "this is a directory, not a file"),
                Message(f"请指明其中的文件，例如 {path.name}/*.txt", f"name the files inside, e.g. {path.name}/*.txt"),
            )
        if stat.S_ISCHR(mode.st_mode) or stat.S_ISBLK(mode.st_mode):
            raise SourceError("not-a-file", Message("这是设备，不是文件", "this is a device, not a file"), again)
        if mode.st_size > LARGEST:
            raise SourceError(
                "too-large",
                Message(
                    f"文件有 {mode.st_size >> 20} MB，超过 1024 MB 的上限",
                    f"the file has {mode.st_size >> 20} MB, more than 1024 MB",
                ),
                Message("请确认选对了文件，或把它拆开", "check that it is the right file, or split it"),
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise SourceError("missing", Message("没有这个文件", "there is no such file"), again) from None
    except PermissionError:
        raise SourceError(
            "no-permission",
            Message("没有读取这个文件的权限", "you may not read this file"),
            Message("请让文件的所有者授予读取权限", "ask its owner for the right to read it"),
        ) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise SourceError("unreadable", Message(f"读取失败：{why}", f"reading failed: {why}"), again) from None
    if not data:
        raise _empty()
    return data


def _empty() -> SourceError:
    return SourceError(
        "empty",
        Message("文件是空的", "the file is empty"),
        Message("请确认文件已完整下载或保存", "check that it was saved or downloaded whole"),
    )
