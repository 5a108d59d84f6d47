"""What the peers do to the same text, one core: prints {"peer": MB of UTF-8 a second} as JSON. Run by speed.py."""

import io
import json
import re
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

warnings.simplefilter("ignore")

BARE = re.compile(r"\d+(?:\.\d+)?(?:万|亿|千|百)?(?:%|[亩吨元个家项户人次公里米座条件斤所处名])")


def rate(work: Callable[[str], object], text: str, megabytes: float) -> float:
    """The best of three, over the first `megabytes` of the text, by the line as the peers' authors do."""
    part = text.encode()[: int(megabytes * 1e6)].decode("utf-8", "ignore")
    lines = part.splitlines()
    best = min(_seconds(work, lines) for _ in range(3))
    return len(part.encode()) / 1e6 / best


def _seconds(work: Callable[[str], object], lines: list[str]) -> float:
    begun = time.perf_counter()
    for line in lines:
        work(line)
    return time.perf_counter() - begun


def main() -> None:
    sys.stderr = io.StringIO()
    import cn2an
    import jieba.posseg
    from recognizers_number import NumberRecognizer
    from recognizers_text import Culture

    model = NumberRecognizer(Culture.Chinese).get_number_model()
    text = Path(sys.argv[1]).read_text("utf-8")
    list(jieba.posseg.cut("预热"))
    print(
        json.dumps(
            {
                "bare regular expression": rate(BARE.findall, text, 8),
                "cn2an.transform": rate(lambda line: cn2an.transform(line, "cn2an"), text, 1),
                "Microsoft Recognizers-Text, numbers only": rate(model.parse, text, 0.5),
                "jieba.posseg": rate(lambda line: list(jieba.posseg.cut(line)), text, 0.3),
            }
        )
    )


if __name__ == "__main__":
    main()
