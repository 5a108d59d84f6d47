"""What a paragraph's style says of it: whether it is a heading, which list it counts in, whether it is hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from luoshi.sources.docx.numbering import number
from luoshi.sources.package import attribute, local

HEADING = re.compile(r"(?:heading|标题)\s?([1-9])$", re.I)
CONTENTS = re.compile(r"(?:toc|目录)\s?[1-9]$", re.I)
DEEPEST = 40
NO_LIST = "0"


@dataclass(frozen=True, slots=True)
class Style:
    """`outline`: the level of a heading from 1, None for running text. `list`: the `numId`, None where it says nothing.

    `contents`: a line of a table of contents. `hidden`: not shown and not printed. `raised`: set as superscript.
    """

    id: str | None = None
    outline: int | None = None
    list: str | None = None
    level: int | None = None
    contents: bool = False
    hidden: bool | None = None
    raised: bool | None = None


class Styles:
    def __init__(self, root: Any | None) -> None:
        self.elements: dict[str, Any] = {}
        self.standard: str | None = None
        for element in root if root is not None else ():
            name = attribute(element, "styleId") if local(element) == "style" else None
            if name is None:
                continue
            self.elements[name] = element
            if attribute(element, "type") == "paragraph" and is_on(attribute(element, "default"), missing=False):
                self.standard = name
        self.found: dict[str, Style] = {}

    def of(self, name: str | None) -> Style:
        """The style with what it inherits; of a name that there is not, the standard one, as in Word."""
        name = name if name in self.elements else self.standard
        if name is None:
            return Style()
        if name not in self.found:
            chain: list[str] = []
            at = name
            while at in self.elements and at not in chain and len(chain) < DEEPEST:
                chain.append(at)
                at = next((attribute(e, "val") or "" for e in self.elements[at] if local(e) == "basedOn"), "")
            style = Style()
            for at in reversed(chain):
                style = _with(replace(style, id=at), self.elements[at])
            self.found[name] = style
        return self.found[name]


def _with(style: Style, element: Any) -> Style:
    for child in element:
        match local(child):
            case "name":
                called = attribute(child, "val") or ""
                heading = HEADING.match(called)
                if heading and style.outline is None:
                    style = replace(style, outline=int(heading[1]))
                style = replace(style, contents=bool(CONTENTS.match(called)) or style.contents)
            case "pPr":
                style = paragraph(style, child)
            case "rPr":
                style = run(style, child)
    return style


def paragraph(style: Style, properties: Any) -> Style:
    """A style, changed by paragraph properties."""
    for child in properties:
        kind = local(child)
        if kind == "outlineLvl":
            level = number(attribute(child, "val"), 9)
            style = replace(style, outline=level + 1 if 0 <= level < 9 else None)
        elif kind == "numPr":
            for part in child:
                if local(part) == "numId":
                    style = replace(style, list=attribute(part, "val"))
                elif local(part) == "ilvl":
                    style = replace(style, level=number(attribute(part, "val"), 0))
    return style


def run(style: Style, properties: Any) -> Style:
    """A style, changed by run properties."""
    for child in properties:
        kind = local(child)
        if kind == "vanish":
            style = replace(style, hidden=is_on(attribute(child, "val")))
        elif kind == "vertAlign":
            style = replace(style, raised=attribute(child, "val") == "superscript")
    return style


def is_on(value: str | None, missing: bool = True) -> bool:
    """A switch of Word: there without a value is on."""
    return missing if value is None else value not in ("0", "false", "off")
