"""Bytes become text: which encoding, and what of it cannot be decoded.

In this order: a byte-order mark; UTF-8 if all of it is; UTF-16 without a mark; damaged UTF-8; what an HTML page
declares; GB18030; damaged GB18030. An undecodable byte is one U+FFFD, so that nothing around it moves.
"""

from __future__ import annotations

import codecs
import re

from luoshi.sources.errors import SourceError
from luoshi.values import Message, Problem, Span

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE = 1 << 16
DECLARED = re.compile(rb"<meta[^>]{1,200}?charset\s{0,4}=\s{0,4}[\"']?([A-Za-z0-9_-]{2,20})", re.I)
# GB2312 and GBK are parts of GB18030, and are declared where it is meant.
GB = {"gb2312": "gb18030", "gbk": "gb18030", "gb-2312": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030"}
BAD = re.compile("\ufffd+")
# Characters of Chinese texts: Han, CJK punctuation, full-width forms, printable ASCII and line ends.
EXPECTED = re.compile("[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef\u2010-\u2027 -~\r\n\t]")
CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
MOST_PROBLEMS = 200
REPLACE = "luoshi-one-for-each-byte"


def _one_for_each_byte(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return "\ufffd" * (error.end - error.start), error.end


codecs.register_error(REPLACE, _one_for_each_byte)


def decode(data: bytes, name: str) -> tuple[str, str, tuple[Problem, ...]]:
    """(text without its byte-order mark, encoding, a Problem for each run of undecodable bytes).

    SourceError "undecodable" where no encoding fits, "binary" where it is no text.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding)
    if b"\x00" not in data[:SAMPLE]:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            return _not_utf8(data, error.start)
        _refuse_binary(text)
        return text, "utf-8", ()
    wide = _utf16(data)
    if wide:
        return _lenient(data, wide)
    raise _binary()


def _not_utf8(data: bytes, at: int) -> tuple[str, str, tuple[Problem, ...]]:
    wide = _utf16(data)
    if wide:
        return _lenient(data, wide)
    window = data[max(0, at - SAMPLE // 2) : at + SAMPLE // 2]
    if _bad_share(window, "utf-8") < 0.1:
        return _lenient(data, "utf-8")
    for encoding in (*_declared(data), "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _expected_share(text[:SAMPLE]) > 0.6:
            _refuse_binary(text)
            return text, encoding, ()
    if _bad_share(window, "gb18030") < 0.1 and _expected_share(window.decode("gb18030", REPLACE)) > 0.6:
        return _lenient(data, "gb18030")
    if CONTROLS.search(data[:SAMPLE].decode("latin-1")):
        raise _binary()
    raise SourceError(
        "undecodable",
        Message(
            "认不出文件的文字编码（不是 UTF-8、GB18030 或 UTF-16）",
            "the file's encoding is none of UTF-8, GB18030, UTF-16",
        ),
        Message("请用编辑器打开，另存为 UTF-8", "open it in an editor and save it as UTF-8"),
    )


def _declared(data: bytes) -> tuple[str, ...]:
    """What an HTML page says its encoding is, where Python knows it."""
    m = DECLARED.search(data, 0, 4096)
    if not m:
        return ()
    label = m.group(1).decode("ascii").lower()
    try:
        name = codecs.lookup(GB.get(label, label)).name
        "".encode(name)
    except (LookupError, ValueError):
        return ()
    return () if name in ("utf-8", "ascii") else (name,)


def _utf16(data: bytes) -> str | None:
    """Whether this is UTF-16 without a mark: read the right way round it is Chinese or ASCII, the wrong way neither."""
    sample = data[: SAMPLE // 2 * 2]
    if len(data) < 4:
        return None
    shares = {
        name: _expected_share(sample[: len(sample) // 2 * 2].decode(name, "replace"))
        for name in ("utf-16-le", "utf-16-be")
    }
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] > 0.85 and shares[best] - min(shares.values()) > 0.3 else None


def _expected_share(text: str) -> float:
    return len(EXPECTED.findall(text)) / max(1, len(text))


def _bad_share(sample: bytes, encoding: str) -> float:
    """Undecodable bytes for each byte that is not ASCII."""
    wide = len(sample) - len(sample.decode("ascii", "ignore"))
    return sample.decode(encoding, REPLACE).count("\ufffd") / max(1, wide)


def _lenient(data: bytes, encoding: str) -> tuple[str, str, tuple[Problem, ...]]:
    text = data.decode(encoding, REPLACE)
    _refuse_binary(text)
    problems: list[Problem] = []
    for m in BAD.finditer(text) if "\ufffd" in text else ():
        if len(problems) == MOST_PROBLEMS:
            break
        size = m.end() - m.start()
        problems.append(
            Problem(
                "undecodable",
                "warning",
                Message(f"有 {size} 个字节无法按 {encoding} 解码", f"{size} byte(s) cannot be decoded as {encoding}"),
                Message("请对照原文补上这里的字", "fill in from the original what stands here"),
                Span(m.start(), m.end()),
            )
        )
    return text, encoding, tuple(problems)


def _refuse_binary(text: str) -> None:
    sample = text[:SAMPLE]
    if len(CONTROLS.findall(sample)) > max(2, len(sample) // 100):
        raise _binary()


def _binary() -> SourceError:
    return SourceError(
        "binary",
        Message("认不出这是什么文件", "this is no file of a format that is known"),
        Message("请选择 Word、PDF、OFD、网页、图片或文本文件", "choose a Word, PDF, OFD, HTML, picture or text file"),
    )
