"""Characters of symbol fonts (`w:sym`), whose codes are none of Unicode's."""

from __future__ import annotations

# The Symbol font: its signs that stand in reports. Its digits and ASCII marks stand at U+F020 + the ASCII code.
SYMBOL = {
    0xA3: "≤", 0xB3: "≥", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xB7: "·", 0xBC: "…",
    0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xA5: "∞", 0xD7: "·", 0x2D: "−",
}  # fmt: skip
# Pictures of ticks, arrows and bullets that stand for a mark.
WINGDINGS = {0xFC: "✓", 0xFE: "☑", 0xA8: "□", 0x6F: "□", 0x6C: "●", 0x6E: "■", 0x75: "◆", 0xE0: "→", 0xD8: "➢"}
ASCII = "0123456789%()+,-./:;<=>[] "
UNKNOWN = "\ufffd"


def symbol(font: str, code: str) -> str:
    """The character of Unicode that looks like it; U+FFFD where nobody can tell."""
    try:
        at = int(code, 16)
    except ValueError:
        return UNKNOWN
    if not 0xF000 <= at <= 0xF0FF and at > 0xFF:
        return chr(at) if at < 0x110000 and not 0xD800 <= at < 0xE000 else UNKNOWN
    at &= 0xFF
    if font.lower().startswith("wingdings"):
        return WINGDINGS.get(at, UNKNOWN)
    if font.lower() == "symbol" and at in SYMBOL:
        return SYMBOL[at]
    return chr(at) if chr(at) in ASCII else UNKNOWN
