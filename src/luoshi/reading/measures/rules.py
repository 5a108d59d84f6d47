"""The rules of this stage by their ids, each with its reason in the language or in the administration.

A rule is a value: `luoshi explain` shows the id and the reason. The numerals that are none have theirs in `nots`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """`id` is shown with every finding; `because` says why the rule holds of any report."""

    id: str
    because: str


FOUND = (
    Rule("figure", "a number with a unit of units.toml behind it, or with 万, 亿"),
    Rule("figure:label", "千亿级, 500亿级: a multiplier names a class of size"),
    Rule("figure:shared unit", "in a list under 分别 the unit stands once, behind the last number"),
    Rule("figure:range", "1—2个, 2至3家: two numbers with one unit behind them are a range"),
    Rule("figure:fraction", "1/3: two numbers on both sides of a slash"),
    Rule("figure:product", "2×66万千瓦: so many machines of one size"),
    Rule("figure:ratio", "1.8:1, 12:38:50: numbers on both sides of a colon where no time of day is meant"),
    Rule("figure:people", "a number right before the people or bodies that it counts, without a classifier"),
    Rule("figure:stated", "a number without a unit behind 达到, 指数 and other words that state one"),
    Rule("figure:chinese", "a Chinese numeral before a classifier that counts things (chinese.toml)"),
    Rule("figure:百分之", "百分之五, 百分百"),
    Rule("figure:分之", "三分之一"),
    Rule("figure:一半", "一半 is 0.5"),
    Rule("figure:翻番", "翻番 doubles, 翻两番 doubles twice"),
    Rule("rank:nth", "第N where a scope or a word of ranking stands before it, or nothing is counted behind it"),
    Rule("rank:第一", "the same in Chinese numerals: 全省第一, 居第二位; not 第一方阵, 第一产业"),
    Rule("rank:front", "前十位, 前三, 后十位: at most so far from an end"),
    Rule("doubt:lost", "a lost character touches the number: its digits may not be all"),
)

BACK = Rule("context:back", "后N位 describes who is behind, and is no place that somebody took")
BASE = Rule("context:base", "where a figure rises from A to B, A is the state before, of its own year")
TOTAL = Rule("context:total", "总投资 is the whole cost of a project over years, not what is spent in this one")
COST = Rule("context:cost", "投资…的 before a project says what it costs, not what was done")
THRESHOLD = Rule("context:threshold", "亿元以上 before a noun delimits which are meant")
CLASS = Rule("context:class", "千亿级, 百万吨 and 亿元 before a noun, and a voltage anywhere, name a class of size")
AGE = Rule("context:age", "an age says who is meant")
TERM = Rule("context:term", "使用20年以上, 再延长30年: a term that law or a rule sets")
SIZE = Rule("context:size", "占地, 建筑面积, 全长, 高…的 describe a work")
PER = Rule("context:per", "每10万人 is what the figure behind it is counted on")
CAPACITY = Rule("context:capacity", "tons, kilowatts and cubic metres before a work say what the work is able to")
PLACES = Rule("context:places", "沿黄9省 says where")
WHO = Rule(
    "context:who", "N个…实现营收…, 甲、乙、丙3县: the count only says whose the statement is, names or a figure say it"
)
ONE_OF = Rule("context:one of", "N个…之一: N is the whole that one is taken from")
WHERE = Rule("context:where", "驻地, 全市 and so on before a count: a set that is as large as it is")
WHOLE = Rule("context:whole", "全省…N个，我市M个: the first is the whole that the second is taken from")
FRAME = Rule("context:frame", "对照, 按照, 围绕 N项…: what the work keeps to, not what it does")
LEADING = Rule("context:leading", "以N个…为引领: what the work starts from")
OF_WHICH = Rule("context:of which", "N个…，已完工M个: the first is the whole that the second is taken from")
EVERYWHERE = Rule("context:everywhere", "N个县全覆盖: all there are")
CONTAINED = Rule("context:contained", "涉及, 包括 N个…的: describes the thing behind")

CONTEXT = (
    BACK,
    BASE,
    TOTAL,
    COST,
    THRESHOLD,
    CLASS,
    AGE,
    TERM,
    SIZE,
    PER,
    CAPACITY,
    PLACES,
    WHO,
    ONE_OF,
    WHERE,
    WHOLE,
    FRAME,
    LEADING,
    OF_WHICH,
    EVERYWHERE,
    CONTAINED,
)

# What these are said of is no amount of change, even under 新增: in 新增亿元以上项目5个 the 亿元 is not what was added.
NO_DELTA = frozenset((THRESHOLD, CLASS, AGE, CAPACITY, SIZE, TOTAL))
