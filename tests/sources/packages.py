"""Packages written part by part, so that a test says exactly what a file holds."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def zipped(parts: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as container:
        for name, part in parts.items():
            container.writestr(name, part)
    return target.getvalue()


def related(*relations: tuple[str, str], external: tuple[str, ...] = ()) -> str:
    outside = ' TargetMode="External"'
    rows = "".join(
        f'<Relationship Id="r{i}" Type="{OFFICE}/{kind}" Target="{target}"{outside if target in external else ""}/>'
        for i, (kind, target) in enumerate(relations)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def part(root: str, inner: str) -> str:
    namespaces = (
        f'xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {namespaces}>{inner}</w:{root}>'


def word(body: str, **parts: str) -> bytes:
    """A DOCX with this body; `parts`: styles, numbering, footnotes, header… by the name of their relationship."""
    written = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>'
        ),
        "_rels/.rels": related(("officeDocument", "word/document.xml")),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": related(*((name, f"{name}.xml") for name in parts)),
    }
    for name, inner in parts.items():
        root = {"header": "hdr", "footer": "ftr"}.get(name, name)
        written[f"word/{name}.xml"] = part(root, inner)
    return zipped(written)


def p(text: str = "", style: str = "", properties: str = "", inner: str = "") -> str:
    """A paragraph."""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    said = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{styled}{properties}</w:pPr>{said}{inner}</w:p>"


def written(folder: Path, data: bytes, name: str) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path
