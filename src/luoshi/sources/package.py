"""ZIP containers, read within limits: DOCX, OFD and ODF are such packages, and an archive is one.

Nothing is ever written to disk under a name that stands inside a container. Sizes that a container declares are not
believed: what is unpacked is counted. XML is parsed without entities, without a DTD and without any network.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Any

from luoshi.sources.errors import SourceError
from luoshi.values import Message

START = (b"PK\x03\x04", b"PK\x05\x06")
MOST_MEMBERS = 20_000
# One part of a document: a report of a thousand pages has 10 MB of XML.
LARGEST_PART = 64 << 20
ENCRYPTED = 0x1
# A member's own header, up to the length of its name.
FIRST_MEMBERS = re.compile(rb"PK\x03\x04.{22}(..)..", re.S)
SCANNED = 1 << 20
UTF8_NAME = 0x800


class Package:
    """A container's members by name. SourceError where it is damaged, encrypted or larger than anybody needs."""

    def __init__(self, data: bytes) -> None:
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
            members = self.zip.infolist()
        except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise damaged(str(error)) from None
        if len(members) > MOST_MEMBERS:
            raise too_much(
                Message(f"里面有 {len(members)} 个文件，上限 {MOST_MEMBERS}", f"it holds {len(members)} files")
            )
        self.members = {name_of(m): m for m in reversed(members) if m.filename and not m.is_dir()}

    def __contains__(self, name: str) -> bool:
        return name in self.members

    def read(self, name: str, most: int = LARGEST_PART) -> bytes:
        """A member's bytes, not more than `most`."""
        info = self.members[name]
        if info.flag_bits & ENCRYPTED:
            raise locked()
        try:
            with self.zip.open(info) as stream:
                data = stream.read(most + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise damaged(f"{name}: {error}") from None
        except ValueError as error:
            raise damaged(f"{name}: {error}") from None
        if len(data) > most:
            raise too_much(
                Message(
                    f"其中的 {name} 解开后超过 {most >> 20} MB",
                    f"{name} inside it unpacks to more than {most >> 20} MB",
                )
            )
        return data

    def xml(self, name: str) -> Any:
        """A member as an lxml element. A DTD is refused: no format that we read has one, attacks do."""
        return parse_xml(self.read(name), name)


def members(data: bytes) -> tuple[str, ...]:
    """The names of what a container holds, () where it is none. Of a damaged one those that still stand at its
    beginning: enough to call it by its name."""
    if not data.startswith(START):
        return ()
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - (1 << 16) - 22))
    if end >= 0 and int.from_bytes(data[end + 12 : end + 16], "little") > MOST_MEMBERS * 300:
        raise too_much(Message("里面的文件太多", "it holds too many files"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            return tuple(name_of(m) for m in container.infolist() if m.filename)
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError, RuntimeError):
        pass
    names = []
    for m in FIRST_MEMBERS.finditer(data, 0, SCANNED):
        size = int.from_bytes(m[1], "little")
        names.append(data[m.end() : m.end() + size].decode("utf-8", "replace"))
    return tuple(names)


def parse_xml(data: bytes, name: str) -> Any:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(f"{name}: {error}") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise SourceError(
            "damaged",
            Message(f"其中的 {name} 带有 DTD，可能是恶意构造的", f"{name} inside it has a DTD, and may be an attack"),
            Message("请向来源单位重新索取文件", "ask where it comes from for the file again"),
        )
    return root


def local(element: Any) -> str:
    """An element's name without its namespace; "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str | None:
    """An attribute by its local name, whichever namespace: strict and transitional files differ in it."""
    for key, value in element.attrib.items():
        if key == name or key.endswith("}" + name):
            return str(value)
    return None


def name_of(info: zipfile.ZipInfo) -> str:
    """A member's name as its producer meant it: without the UTF-8 flag it is UTF-8 all the same, or GB18030."""
    name = info.filename
    if not info.flag_bits & UTF8_NAME and not name.isascii():
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            return name
        for encoding in ("utf-8", "gb18030"):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                continue
    return name


def damaged(why: str) -> SourceError:
    return SourceError(
        "damaged",
        Message(f"文件损坏或不完整（{why}）", f"the file is damaged or not whole ({why})"),
        Message("请重新下载或复制；仍打不开，就向来源单位重新索取", "download or copy it again, or ask for it again"),
    )


def locked() -> SourceError:
    return SourceError(
        "password",
        Message("文件有密码保护，打不开", "the file is protected by a password"),
        Message("请用原来的软件打开，去掉密码后另存", "open it with its own software and save it without the password"),
    )


def too_much(what: Message) -> SourceError:
    todo = Message(
        "不像正常的报告文件；确需读取，请打开后另存为较小的文件",
        "no ordinary report looks so; to read it nevertheless, save it as a smaller file",
    )
    return SourceError("too-large", what, todo)
