"""Files become Documents. One module a format; `FORMATS` is the list, in the order in which they are asked."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path
from types import ModuleType

from luoshi.sources import html, markdown
from luoshi.sources import text as plain
from luoshi.sources.decoding import decode
from luoshi.sources.document import Document, Place
from luoshi.sources.errors import SourceError
from luoshi.sources.kinds import refuse_known
from luoshi.values import Message, Problem, SourceInfo

__all__ = ["FORMATS", "Document", "Place", "SourceError", "from_text", "open_document"]

FORMATS: tuple[ModuleType, ...] = (html, markdown, plain)
LARGEST = 1 << 30


def from_text(text: str, name: str = "-", media_type: str | None = None) -> Document:
    """A Document of a text that is at hand already. `media_type`: that of one of FORMATS; else the content tells."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return _document(text, name, media_type, "utf-8", digest, ())


def open_document(path: Path) -> Document:
    """Read a file. SourceError where there is none, where it may not be read, or where it holds no text."""
    data = _bytes(path)
    refuse_known(data)
    text, encoding, problems = decode(data, path.name)
    if not text.strip():
        raise _empty()
    return _document(text, path.name, None, encoding, hashlib.sha256(data).hexdigest(), problems)


def _document(
    text: str, name: str, media_type: str | None, encoding: str, digest: str, problems: tuple[Problem, ...]
) -> Document:
    asked = [f for f in FORMATS if media_type == f.MEDIA_TYPE]
    chosen = asked[0] if asked else next(f for f in FORMATS if f.claims(name, text))
    found = chosen.read(text)
    info = SourceInfo(name, chosen.MEDIA_TYPE, encoding, digest, len(text))
    return Document(info, text, found.spans(), found.replaced, problems=problems)


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
