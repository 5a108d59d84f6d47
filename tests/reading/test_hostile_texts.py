"""Texts that no office writes: read whole, in a time that grows with their length, with nothing lost."""

import pytest
from reports import OPENING, PLAN, REVIEW
from tests.quickly import within

import luoshi
from luoshi.terminal import unaccounted

SIZE = 20_000
# Far above what a linear reading takes, far below what a quadratic one does.
SECONDS = 5


def repeated(piece: str) -> str:
    return piece * (SIZE // len(piece))


HOSTILE = {
    "100,000 digits": "1" * 100_000,
    "10,000 nested brackets": "（" * 10_000 + "）" * 10_000,
    "200,000 characters without punctuation": "全市经济社会发展取得显著成效" * 14_000,
    "100,000 blank lines": "\n" * 100_000,
    "a heading of 10,000 characters": "一、" + "加快建设" * 2_500,
    "a sentence that never says what year": "这是" + repeated("建设") + "的五年",
    "figures without end that one word distributes": "三次产业分别增长" + repeated("5%、"),
    "line ends of three kinds": repeated("建设\r\n增长5%\r加快\n"),
    "NULs inside words": repeated("增\0长5%\0。"),
    **{
        f"only {piece!r}": repeated(piece)
        for piece in (
            *(
                "第",
                "第1",
                "年",
                "1、",
                "1.",
                "1,",
                "1-",
                "5%",
                "5亿元",
                "5人、",
                "5件和",
                "5家企业",
                "2024年",
                "以上",
                "桥、",
                "新建桥3座、",
            ),
            *(
                "一是建设。",
                "各位代表！",
                "五年来，",
                "名词解释\n",
                "3.“三链”：产业链。\n",
                "增长5%\n",
                "建 ",
                "**建设**",
            ),
            *("“", "《", "(", "#", "*", "—", "&", "\0", "𠀀", "\\n"),
        )
    },
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_inside_a_report_is_read_in_linear_time(name: str) -> None:
    text = f"{OPENING}\n一、2024年工作回顾\n\n{REVIEW}\n{HOSTILE[name]}\n\n二、2025年工作安排\n\n{PLAN}"
    assert within(SECONDS, lambda: luoshi.read(text))
    report = luoshi.read(text)
    assert list(unaccounted(report)) == []
    assert "91.5%" in {measure.quote.text for measure in report.measures}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_by_itself_breaks_nothing(name: str) -> None:
    report = luoshi.read(HOSTILE[name][:SIZE])
    assert list(unaccounted(report)) == []
