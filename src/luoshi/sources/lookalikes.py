"""Characters that stand for another one they look like, as fonts of PDF files have them: 政府⼯作 for 政府工作."""

from __future__ import annotations

import unicodedata

# CJK Radicals Supplement: Unicode gives no decomposition, but names the ideograph (EquivalentUnifiedIdeograph.txt,
# Unicode 14, those of the basic plane): each radical and behind it what it stands for.
_RADICALS = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺫目⺬示⺭礻⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺶羊⺹耂⺺肀"
    "⺻聿⺼肉⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
# Ligatures of Latin type.
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}


def _table() -> dict[int, str]:
    table = {ord(a): b for a, b in zip(_RADICALS[::2], _RADICALS[1::2], strict=True)}
    for low, high in ((0x2E80, 0x2FDF), (0xF900, 0xFAFF)):
        for code in range(low, high + 1):
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1 and plain != chr(code):
                table[code] = plain
    return table


# One for one, so that offsets stay: radicals and compatibility ideographs.
LOOKALIKES = _table()
PLAIN = LOOKALIKES | _LIGATURES
