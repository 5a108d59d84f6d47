"""How Word writes the number of a list item: `w:numFmt` of ECMA-376, part 1, 17.18.59."""

from __future__ import annotations

DIGITS = "〇一二三四五六七八九"
LEGAL = "零壹贰叁肆伍陆柒捌玖"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
         (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
# The first of a row of characters that stand for 1, 2, 3…, and how many there are.
ROWS = {
    "decimalEnclosedCircle": ("①", 20),
    "decimalEnclosedCircleChinese": ("①", 20),
    "decimalEnclosedFullstop": ("⒈", 20),
    "decimalEnclosedParen": ("⑴", 20),
    "ideographEnclosedCircle": ("㊀", 10),
}
COUNTED = frozenset(
    (
        "chineseCounting",
        "chineseCountingThousand",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "japaneseCounting",
        "ideographEnclosedCircle",
        "koreanCounting",
    )
)
DIGIT_BY_DIGIT = frozenset(("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand", "koreanDigital2"))
LEGAL_NUMERALS = frozenset(("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"))


def written(number: int, form: str) -> str:
    """A list item's number as its format writes it; an unknown format counts in Arabic numerals, as Word does."""
    if form in ("none", "bullet"):
        return ""
    row = ROWS.get(form)
    if row and 1 <= number <= row[1]:
        return chr(ord(row[0]) + number - 1)
    if form in COUNTED:
        return chinese(number)
    if form in DIGIT_BY_DIGIT:
        return "".join(DIGITS[int(d)] for d in str(number))
    if form in LEGAL_NUMERALS:
        return chinese(number, LEGAL, "拾佰仟")
    if form in ("upperRoman", "lowerRoman"):
        roman = _roman(number)
        return roman.upper() if form == "upperRoman" else roman
    if form in ("upperLetter", "lowerLetter") and number > 0:
        # The 27th is AA, the 28th BB.
        letters = chr(ord("a") + (number - 1) % 26) * min(1 + (number - 1) // 26, 30)
        return letters.upper() if form == "upperLetter" else letters
    if form == "ideographTraditional" and number > 0:
        return STEMS[(number - 1) % 10]
    if form == "ideographZodiac" and number > 0:
        return BRANCHES[(number - 1) % 12]
    if form in ("decimalFullWidth", "decimalFullWidth2"):
        return "".join(chr(ord("０") + int(d)) for d in str(number))
    return f"{number:02d}" if form == "decimalZero" else str(number)


def chinese(number: int, digits: str = DIGITS, units: str = "十百千") -> str:
    """12 → 十二, 105 → 一百〇五, 20 → 二十; beyond four digits, digit by digit."""
    figures = str(number)
    if number == 0 or len(figures) > 4:
        return "".join(digits[int(d)] for d in figures)
    said = ""
    for power, figure in zip(range(len(figures) - 1, -1, -1), figures, strict=True):
        if figure != "0":
            said += digits[int(figure)] + (units[power - 1] if power else "")
        elif said[-1] != digits[0]:
            said += digits[0]
    said = said.rstrip(digits[0])
    return said[1:] if 10 <= number < 20 and units[0] == "十" else said


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    said = ""
    for value, letters in ROMAN:
        count, number = divmod(number, value)
        said += letters * count
    return said
