"""A scheme in sections of rows: what the page shows as tables and the terminal as lines, made once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from luoshi.exchange.scheme.words import COLOUR, SHAPE, STAGE, actions, condition, field, limit_of, who
from luoshi.schemes.values import WHO, Clock, Extension, Rate, Scheme, Transition
from luoshi.values import Message

Row = tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """`heads`: of the columns; each row has as many cells."""

    title: Message
    heads: Row
    rows: tuple[Row, ...]


def sections(scheme: Scheme) -> Iterator[Section]:
    """What the scheme says, part by part; parts that it does not have are left out."""
    for title, heads, rows in (
        (
            "阶段|Stages",
            "阶段|stage 性质|kind",
            [(Message(s.name, s.en), STAGE[s.kind]) for s in scheme.stage.values()],
        ),
        (
            "动作：谁可以做、要给什么|Actions: who may, what must be given",
            "动作|action 由谁|who 从|from 到|to 必填|needs 条件|if",
            [_action(scheme, action) for action in scheme.transition.values()],
        ),
        (
            "时限|Clocks",
            "时限|clock 多长|limit 起算|starts 终止|stops 提醒|warned 逐级上报|line 适用|if",
            [_clock(scheme, clock) for clock in scheme.clock.values()],
        ),
        ("亮灯|Lights", "灯|light 颜色|colour 何时亮（依次判断）|when", list(_lights(scheme))),
        (
            "督办单（系统建议，由人签发）|Slips: proposed by the system, issued by a person",
            "督办单|slip 何时建议|when 发给|to 签发|signs 答复|answer",
            list(_slips(scheme)),
        ),
        (
            "堵点：报告里需别人解决的事|Obstacles: what a report says others must settle",
            "事项|matter 类别|kinds 没写时限的，答复|answer 逾期多久转红|red",
            list(_obstacles(scheme)),
        ),
        (
            "延期|Extensions",
            "时限|clock 申请|asked 批准|granted 限制|limits",
            [_extension(scheme, name, extension) for name, extension in scheme.extension.items()],
        ),
        (
            "比率|Rates",
            "指标|rate 分子|numerator 分母|denominator 算法|how",
            [_rate(scheme, r) for r in scheme.rate.values()],
        ),
    ):
        if rows:
            yield Section(_said(title), tuple(map(_said, heads.split(" "))), tuple(rows))


def _said(both: str) -> Message:
    zh, _, en = both.partition("|")
    return Message(zh, en)


def _action(scheme: Scheme, action: Transition) -> Row:
    given = [field(scheme, name) for name in action.needs]
    if action.evidence:
        given.append(Message(f"佐证材料 {action.evidence} 份", f"{action.evidence} piece(s) of evidence"))
    to = scheme.stage[action.to] if action.to else None
    sources = [scheme.stage[name] for name in action.from_]
    return (
        Message(action.name, action.en),
        who(action.who),
        Message("、".join(s.name for s in sources), ", ".join(s.en for s in sources)),
        Message(to.name, to.en) if to else Message("不变", "stays"),
        Message("、".join(m.zh for m in given), ", ".join(m.en for m in given)),
        condition(scheme, action.when),
    )


def _clock(scheme: Scheme, clock: Clock) -> Row:
    return (
        Message(clock.name, clock.en),
        limit_of(scheme, clock),
        actions(scheme, clock.starts),
        actions(scheme, clock.stops),
        Message("、".join(f"前{w}" for w in clock.warn), ", ".join(f"{w} before" for w in clock.warn)),
        Message("→".join(WHO[w].zh for w in clock.line), " → ".join(WHO[w].en for w in clock.line)),
        condition(scheme, clock.when),
    )


def _lights(scheme: Scheme) -> Iterator[Row]:
    rest = Message("其余", "all others")
    for table in scheme.light.values():
        name = Message(f"{SHAPE[table.colour]} {table.name}", table.en)
        yield name, COLOUR[table.colour], condition(scheme, table.when) if table.when else rest


def _slips(scheme: Scheme) -> Iterator[Row]:
    for table in scheme.slip.values():
        when = condition(scheme, table.when)
        if table.after is not None:
            first = scheme.slip[table.after]
            when = Message(
                f"{when.zh}，且“{first.name}”逾期 {table.lapse} 未答复", f"{when.en}, {first.en} {table.lapse} overdue"
            )
        yield Message(table.name, table.en), when, WHO[table.to], WHO[table.signs], Message(table.answer, table.answer)


def _obstacles(scheme: Scheme) -> Iterator[Row]:
    table = scheme.obstacle
    if table is not None:
        kinds = "、".join(scheme.field[table.kind].choices) if table.kind else ""
        answer, grave = (Message(words, words) for words in (table.answer, table.grave))
        yield field(scheme, table.what), Message(kinds, kinds), answer, grave


def _extension(scheme: Scheme, name: str, extension: Extension) -> Row:
    said = [
        Message(zh, en)
        for given, zh, en in (
            (extension.in_time, "到期前申请", "asked before expiry"),
            (extension.most, f"最多 {extension.most} 次", f"at most {extension.most}"),
            (extension.longest, f"每次不超过 {extension.longest}", f"{extension.longest} each"),
        )
        if given
    ]
    clock = scheme.clock[name]
    return (
        Message(clock.name, clock.en),
        who(scheme.transition[extension.ask].who),
        who(scheme.transition[extension.grant].who),
        Message("，".join(m.zh for m in said), ", ".join(m.en for m in said)),
    )


def _rate(scheme: Scheme, rate: Rate) -> Row:
    how = Message("计数", "counted")
    if rate.sum_of and rate.sum_among:
        top, bottom = field(scheme, rate.sum_of), field(scheme, rate.sum_among)
        how = Message(f"求和：{top.zh}／{bottom.zh}", f"summed: {top.en} / {bottom.en}")
    return (
        Message(rate.name, rate.en),
        condition(scheme, rate.of) if rate.of else Message("同分母", "the same"),
        condition(scheme, rate.among),
        how,
    )
