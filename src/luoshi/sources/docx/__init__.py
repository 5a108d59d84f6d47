"""DOCX, as Word and WPS write it: the text that they show with all changes accepted, and what they compute.

The numbers of lists and headings stand in the text (without them a report has no outline), notes behind it under
注释, heads and feet of pages at the end and hidden. Nothing inside is run, and nothing that it points at is fetched.
"""

from __future__ import annotations

import posixpath
from dataclasses import replace
from typing import Any

from luoshi.sources import image, joined
from luoshi.sources.document import Content, Step, no_step
from luoshi.sources.docx.body import Body
from luoshi.sources.docx.numbering import Numbering
from luoshi.sources.docx.styles import Styles
from luoshi.sources.errors import SourceError
from luoshi.sources.package import Package, attribute, damaged, local, members
from luoshi.values import Message, Problem

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NOTES = "注释"
# Notes of these ids are Word's rulers between text and notes.
RULERS = ("-1", "0")


def claims(data: bytes) -> bool:
    names = members(data)
    return "[Content_Types].xml" in names and any(name.startswith("word/") for name in names)


def read(data: bytes, name: str, step: Step) -> Content:
    package = Package(data)
    main = next((t for kind, t in _related(package, "") if kind == "officeDocument"), "word/document.xml")
    if main not in package:
        raise damaged(main)
    parts: dict[str, list[str]] = {}
    for kind, target in _related(package, main):
        if target in package:
            parts.setdefault(kind, []).append(target)

    def part(kind: str) -> Any:
        return package.xml(parts[kind][0]) if kind in parts else None

    document = package.xml(main)
    content = next((e for e in document if local(e) == "body"), None)
    if content is None:
        raise damaged(main)
    paged = any(local(e) == "lastRenderedPageBreak" for e in content.iter())
    body = Body(Styles(part("styles")), Numbering(part("numbering")), paged)
    body.blocks(content)
    body.page = None
    _notes(body, part("footnotes"), part("endnotes"))
    for kind in ("header", "footer"):
        for target in parts.get(kind, ()):
            body.blocks(package.xml(target), hidden="running-head")
    out = body.out
    text = out.text()
    if not text.strip() and (shown := _pictures(package, main, content)):
        return _recognised(package, shown, step)
    return Content(text, tuple(out.hidden), {}, tuple(out.places), tuple(_problems(body, parts)))


def _related(package: Package, part: str) -> list[tuple[str, str]]:
    """(kind, member) of what a part points at inside the package, "" the package itself; outside it nothing."""
    return [(kind, target) for _, kind, target in _relations(package, part)]


def _relations(package: Package, part: str) -> list[tuple[str, str, str]]:
    """(id, kind, member) of each."""
    folder, name = posixpath.split(part)
    listed = posixpath.join(folder, "_rels", f"{name}.rels")
    if listed not in package:
        return []
    found = []
    for element in package.xml(listed):
        target = attribute(element, "Target") or ""
        if attribute(element, "TargetMode") != "External":
            kind = (attribute(element, "Type") or "").rpartition("/")[2]
            found.append(
                (
                    attribute(element, "Id") or "",
                    kind,
                    posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/"),
                )
            )
    return found


def _notes(body: Body, *parts: Any) -> None:
    """Footnotes and endnotes in the order in which the text mentions them, under a heading of their own."""
    found = {
        (local(note), attribute(note, "id") or ""): note
        for part in parts
        if part is not None
        for note in part
        if attribute(note, "id") not in RULERS
    }
    cited = [(i, found[key]) for i, key in enumerate(body.counts.notes, 1) if key in found]
    if cited:
        body.out.add(NOTES + "\n")
    for i, note in cited:
        body.out.add(f"[{i}]")
        body.blocks(note)


def _problems(body: Body, parts: dict[str, list[str]]) -> list[Problem]:
    found: list[tuple[str, Message, Message]] = []
    if body.counts.deleted:
        found.append(
            (
                "tracked-changes",
                Message(
                    f"文中有修订：按全部接受来读，有 {body.counts.deleted} 处删除没有读",
                    f"changes are tracked: read as accepted, {body.counts.deleted} deletion(s) left out",
                ),
                Message("请确认这是定稿", "check that this is the final version"),
            )
        )
    if body.counts.foreign:
        found.append(
            (
                "part-not-read",
                Message(
                    f"有 {body.counts.foreign} 处嵌入的其他文档没有读",
                    f"{body.counts.foreign} embedded part(s) not read",
                ),
                Message("请用 Word 打开并另存一次，再读", "open it in Word, save it once more and read that"),
            )
        )
    if "vbaProject" in parts:
        found.append(
            (
                "macros",
                Message("文件里有宏，没有运行", "the file holds macros, which were not run"),
                Message("报告不需要宏，请确认来源可靠", "a report needs none: check where the file comes from"),
            )
        )
    return [Problem(code, "note", what, todo) for code, what, todo in found]


def _pictures(package: Package, main: str, content: Any) -> list[str]:
    """The pictures of a document in the order in which it shows them."""
    targets = {i: target for i, _, target in _relations(package, main) if target in package}
    shown = (attribute(e, "embed") or attribute(e, "id") for e in content.iter() if local(e) in ("blip", "imagedata"))
    return list(dict.fromkeys(targets[i] for i in shown if i in targets))


def _recognised(package: Package, shown: list[str], step: Step) -> Content:
    """A document of scanned pages: what its pictures say."""
    parts: list[joined.Part] = []
    for i, name in enumerate(shown):
        step(i, len(shown))
        data = package.read(name)
        if image.claims(data):
            parts.append((name, image.read(data, name, no_step)))
    step(len(shown), len(shown))
    if not parts:
        raise SourceError(
            "pictures-only",
            Message("文档里没有文字，只有图形", "the document holds drawings only, no text"),
            Message("请另存为 PDF 再读", "save it as PDF and read that"),
        )
    return replace(joined.join(parts), media_type=MEDIA_TYPE)
