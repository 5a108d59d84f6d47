"""Evidence: files kept by the hash of their content, outside the database, never served as anything but a download."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from luoshi.ledger import Refused
from luoshi.web.models import Commitment, Evidence, User

# What offices lay before: documents, tables, pictures, archives of them. By name and by the first bytes.
TYPES: dict[str, tuple[str, tuple[bytes, ...]]] = {
    ".pdf": ("application/pdf", (b"%PDF",)),
    ".ofd": ("application/ofd", (b"PK",)),
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", (b"PK",)),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (b"PK",)),
    ".doc": ("application/msword", (b"\xd0\xcf\x11\xe0",)),
    ".xls": ("application/vnd.ms-excel", (b"\xd0\xcf\x11\xe0",)),
    ".wps": ("application/vnd.ms-works", (b"\xd0\xcf\x11\xe0",)),
    ".jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".png": ("image/png", (b"\x89PNG",)),
    ".txt": ("text/plain", ()),
    ".zip": ("application/zip", (b"PK",)),
}


def store(commitment: Commitment, user: User, file: UploadedFile, now: dt.datetime) -> str:
    """Keep a file, and the hash of its content. Refused for a type or a size that is not allowed."""
    name = Path(file.name or "").name[:200]
    suffix = Path(name).suffix.lower()
    if suffix not in TYPES:
        raise Refused(
            f"不收 {suffix or '没有后缀的文件'}；可以是 {'、'.join(t[1:] for t in TYPES)}",
            f"{suffix or 'no suffix'}: expected one of {', '.join(TYPES)}",
        )
    if not file.size or file.size > settings.EVIDENCE_LIMIT:
        limit = settings.EVIDENCE_LIMIT >> 20
        raise Refused(f"{name}：文件应在 1 字节到 {limit} MB 之间", f"{name}: expected 1 byte to {limit} MB")
    media_type, openings = TYPES[suffix]
    digest = keep(file, openings, name, suffix)
    Evidence.objects.get_or_create(
        commitment=commitment,
        sha256=digest,
        defaults={"name": name, "media_type": media_type, "size": file.size, "at": now, "user": user},
    )
    return digest


def keep(file: UploadedFile, openings: tuple[bytes, ...], name: str, suffix: str) -> str:
    """Keep the content under its hash, which is given back: a temporary file, flushed to the disk, then renamed."""
    folder: Path = settings.EVIDENCE
    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    handle, temporary = tempfile.mkstemp(dir=folder)
    try:
        with os.fdopen(handle, "wb") as out:
            for number, chunk in enumerate(file.chunks()):
                if number == 0 and openings and not chunk.startswith(openings):
                    raise Refused(f"{name}：内容不是 {suffix[1:]} 文件", f"{name}: its content is no {suffix[1:]} file")
                digest.update(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        target = path_of(digest.hexdigest())
        target.parent.mkdir(exist_ok=True)
        Path(temporary).replace(target)
    finally:
        Path(temporary).unlink(missing_ok=True)
    return digest.hexdigest()


def path_of(sha256: str) -> Path:
    """Where the content of this hash is kept."""
    folder: Path = settings.EVIDENCE
    return folder / sha256[:2] / sha256


def digest(sha256: str) -> str:
    """The hash of what is kept under this name; "" where nothing is."""
    path = path_of(sha256)
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
