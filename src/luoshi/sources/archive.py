"""ZIP: one report inside, or the pages of one. Nothing is unpacked to disk, and nothing beyond the limits at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from luoshi.sources import joined
from luoshi.sources.document import Content, Step
from luoshi.sources.errors import SourceError
from luoshi.sources.kinds import package_kind
from luoshi.sources.package import START, Package, too_much
from luoshi.values import Message, Problem

MEDIA_TYPE = "application/zip"
MOST_FILES = 500
LARGEST_FILE = 256 << 20
LARGEST_ALL = 512 << 20
DEEPEST = 3
# What systems put into archives beside the files.
LITTER = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")


def claims(data: bytes) -> bool:
    return data.startswith(START) and package_kind(data) is None


@dataclass(slots=True)
class Budget:
    """What may still come out of an archive and those inside it."""

    files: int
    bytes: int


def read(data: bytes, name: str, step: Step) -> Content:
    """The one report inside, its pages in order. SourceError "several-reports" where nobody could say which."""
    # Here and not above: the list of formats has this one among them.
    from luoshi.sources import read_bytes

    parts: list[joined.Part] = []
    refused: list[tuple[str, SourceError]] = []
    for inside, bytes_ in sorted(files(data), key=lambda file: joined.by_name(file[0])):
        try:
            content, _ = read_bytes(bytes_, inside, step)
        except SourceError as error:
            refused.append((inside, error))
        else:
            parts.append((inside, content))
    if not parts:
        raise _nothing(refused)
    if len(parts) > 1 and not joined.belong_together(parts):
        raise _several([inside for inside, _ in parts])
    content = joined.join(joined.in_order(parts))
    problems = (*content.problems, *(_left_out(inside, error) for inside, error in refused))
    return replace(content, problems=problems)


def files(data: bytes) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of each file inside, those of archives inside too, within the limits."""
    return _files(data, Budget(MOST_FILES, LARGEST_ALL), 1)


def _files(data: bytes, budget: Budget, depth: int) -> Iterator[tuple[str, bytes]]:
    if depth > DEEPEST:
        raise too_much(
            Message(f"压缩包套了 {DEEPEST} 层以上", f"archives inside one another, more than {DEEPEST} deep")
        )
    package = Package(data)
    for name in package.members:
        if any(part in LITTER or part.startswith("._") for part in PurePosixPath(name).parts):
            continue
        budget.files -= 1
        bytes_ = package.read(name, min(LARGEST_FILE, max(0, budget.bytes)))
        budget.bytes -= len(bytes_)
        if budget.files < 0:
            raise too_much(Message(f"压缩包里的文件超过 {MOST_FILES} 个", f"more than {MOST_FILES} files inside"))
        if _is_archive(bytes_):
            for inner, inner_bytes in _files(bytes_, budget, depth + 1):
                yield f"{name}/{inner}", inner_bytes
        else:
            yield name, bytes_


def _is_archive(data: bytes) -> bool:
    """Not a document that is a package itself."""
    from luoshi.sources import FORMATS

    chosen = next((f for f in FORMATS if f.claims(data)), None)
    return chosen is not None and chosen.MEDIA_TYPE == MEDIA_TYPE


def _left_out(name: str, error: SourceError) -> Problem:
    what = Message(
        f"压缩包里的 {name} 没有读：{error.what.zh}", f"{name} inside the archive was not read: {error.what.en}"
    )
    return Problem("part-not-read", "note", what, error.todo)


def _nothing(refused: list[tuple[str, SourceError]]) -> SourceError:
    if not refused:
        return SourceError(
            "empty",
            Message("压缩包是空的", "the archive is empty"),
            Message("请确认已完整下载", "check that it was downloaded whole"),
        )
    name, error = refused[0]
    return SourceError(
        error.code,
        Message(
            f"压缩包里没有读得了的文件（{name}：{error.what.zh}）",
            f"nothing inside can be read ({name}: {error.what.en})",
        ),
        error.todo,
    )


def _several(names: list[str]) -> SourceError:
    shown = "、".join(names[:5]) + ("…" if len(names) > 5 else "")
    return SourceError(
        "several-reports",
        Message(
            f"压缩包里有 {len(names)} 个文件，看不出是不是同一份报告（{shown}）",
            f"{len(names)} files inside, and nothing says that they are one report ({shown})",
        ),
        Message(
            "请解压后分别读；如是同一份报告，用 luoshi read --join 按顺序列出文件",
            "unpack it and read them one by one; if they are one report, luoshi read --join FILES in order",
        ),
    )
