"""Whether the text layer of a page says what the page shows: fonts without Unicode give nothing, or nonsense."""

from __future__ import annotations

import re

# The hundred characters that work reports have most. They are at least a fifth of any 300 characters of one, and half
# a hundredth of characters drawn by chance.
COMMON = frozenset(
    "业建全新化展实发市大设进产工推的和动力区加国一中城生成人高政增持项务民作体等强提个地保开行改创重以家会制目治上企施能合资入年坚平经"
    "造好水理农深省快面长点升村质基现公心服社为级用代量三济完主在不有万品育"
)
LEAST_COMMON = 0.12
ENOUGH = 80
# Private use, replacement characters, controls: a font that does not say what its signs mean.
MEANINGLESS = re.compile("[\ue000-\uf8ff\ufffd\ufffe\uffff\x00-\x08\x0e-\x1f\U000f0000-\U0010ffff]")
# GB bytes taken for Latin ones: ÕþÎñ.
LATIN = re.compile("[\x80-\xff]")
HAN = re.compile("[\u3400-\u9fff]")


def untrustworthy(text: str) -> bool:
    """Whether a page's text is none: signs without meaning, or Chinese characters in no language."""
    if not text:
        return False
    if len(MEANINGLESS.findall(text)) * 10 > len(text):
        return True
    han = HAN.findall(text)
    if len(han) < ENOUGH:
        return len(text) >= ENOUGH and len(LATIN.findall(text)) * 5 > len(text)
    return sum(c in COMMON for c in han) < LEAST_COMMON * len(han)
