"""Writes small PDF files for the tests: any character at any place, and what can be wrong with a file."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

# (text, left, top, size): points from the upper left corner, the top of the type.
Line = tuple[str, float, float, float]


@dataclass
class PdfPage:
    lines: Sequence[Line] = ()
    width: float = 600.0
    height: float = 800.0
    extra: str = ""  # into the page's dictionary: /Rotate 90, /CropBox …
    content: str = ""  # behind the lines


@dataclass
class Pdf:
    """`shown`: what the text layer says instead of a character ("" says nothing at all)."""

    pages: Sequence[PdfPage]
    shown: Mapping[str, str] = field(default_factory=dict)
    mapped: bool = True
    trailer: str = ""
    encrypt: str = ""

    def data(self) -> bytes:
        letters = sorted({c for page in self.pages for text, *_ in page.lines for c in text})
        codes = {c: i + 1 for i, c in enumerate(letters)}
        objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>"]
        kids = " ".join(f"{7 + 2 * i} 0 R" for i in range(len(self.pages)))
        objects.append(f"<< /Type /Pages /Count {len(self.pages)} /Kids [{kids}] >>".encode())
        unicode = " /ToUnicode 6 0 R" if self.mapped else ""
        objects.append(
            f"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H"
            f" /DescendantFonts [4 0 R]{unicode} >>".encode()
        )
        widths = " ".join(f"{n} [{500 if c.isascii() else 1000}]" for c, n in codes.items())
        objects.append(
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000 /FontDescriptor 5 0 R"
            f" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /W [{widths}] >>".encode()
        )
        objects.append(
            b"<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -120 1000 880] /Ascent 880"
            b" /Descent -120 /ItalicAngle 0 /CapHeight 700 /StemV 80 >>"
        )
        pairs = [(n, self.shown.get(c, c)) for c, n in codes.items()]
        rows = "\n".join(f"<{n:04x}> <{said.encode('utf-16-be').hex()}>" for n, said in pairs if said)
        objects.append(
            _stream(
                "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Song def\n"
                "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
                f"{len(pairs)} beginbfchar\n{rows}\nendbfchar\nendcmap end end"
            )
        )
        for i, page in enumerate(self.pages):
            objects.append(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width} {page.height}] /Contents {8 + 2 * i} 0 R"
                f" /Resources << /Font << /F 3 0 R >> >> {page.extra} >>".encode()
            )
            shows = "\n".join(
                f"BT /F {size} Tf 1 0 0 1 {left} {page.height - top - 0.88 * size} Tm"
                f" <{''.join(f'{codes[c]:04x}' for c in text)}> Tj ET"
                for text, left, top, size in page.lines
            )
            objects.append(_stream(shows + page.content))
        return written(objects, self.trailer, self.encrypt)


def _stream(text: str) -> bytes:
    packed = zlib.compress(text.encode())
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)


def written(objects: Sequence[bytes], trailer: str = "", encrypt: str = "") -> bytes:
    """A file of numbered objects, the first one its catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    all_objects = [*objects, *([encrypt.encode()] if encrypt else [])]
    for number, body in enumerate(all_objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(all_objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % at for at in offsets)
    says = f"/Encrypt {len(all_objects)} 0 R /ID [<00> <00>]" if encrypt else ""
    out += f"trailer << /Size {len(all_objects) + 1} /Root 1 0 R {says} {trailer} >>\nstartxref\n{start}\n".encode()
    return bytes(out + b"%%EOF")
