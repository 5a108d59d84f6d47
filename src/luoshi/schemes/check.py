"""What can be wrong with a scheme although every key is known: names that lead nowhere, stages without a way out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from luoshi.schemes.limits import limit
from luoshi.schemes.values import FINAL, Condition, Scheme
from luoshi.values import Message

# Facts that every commitment can have, whatever its scheme declares: the target and the plan that progress is held to.
FACTS: dict[str, str] = {
    "target": "number", "baseline": "number", "start": "date", "due": "date", "figure": "number", "percent": "number",
    "nodes": "nodes",
}  # fmt: skip
FACT_NAMES = {
    "target": Message("目标值", "target"),
    "unit": Message("计量单位", "unit"),
    "accrual": Message("累计方式", "accrual"),
    "baseline": Message("基数", "baseline"),
    "start": Message("计划开始", "planned start"),
    "due": Message("完成时限", "due date"),
    "figure": Message("完成数", "figure"),
    "percent": Message("完成百分比", "percent done"),
    "nodes": Message("节点", "nodes"),
}


# Names of actions that every commitment knows.
OWN = ("open", "restrict")


def faults(scheme: Scheme) -> list[Message]:
    """Everything that is wrong, with the entry and what to do; empty where the scheme can run."""
    return [
        *_stages(scheme),
        *_transitions(scheme),
        *_clocks(scheme),
        *_extensions(scheme),
        *_rest(scheme),
        *_obstacle(scheme),
        *(fault for entry, condition in _conditions(scheme) for fault in _condition(scheme, entry, condition)),
    ]


def _named(entry: str, key: str, names: Iterable[str], known: Iterable[str], what: Message) -> Iterator[Message]:
    known = tuple(known)
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, 1, 0.5)
            hint = f"是不是 {near[0]}？" if near else f"已有：{'、'.join(known) or '无'}"
            hint_en = f"did you mean {near[0]}?" if near else f"there are: {', '.join(known) or 'none'}"
            yield _at(
                entry,
                f" 的 {key}：没有名为 {name} 的{what.zh}，{hint}",
                f"{key}: no {what.en} is called {name!r}; {hint_en}",
            )


def _at(entry: str, zh: str, en: str) -> Message:
    return Message(f"[{entry}]{zh}", f"[{entry}]: {en}")


_STAGE = Message("阶段", "stage")
_ACTION = Message("动作", "action")
_FIELD = Message("字段", "field")
_CLOCK = Message("时限", "clock")


def _limit(entry: str, key: str, words: str, fields: Iterable[str]) -> Iterator[Message]:
    try:
        read = limit(words)
    except ValueError as error:
        yield _at(entry, f" 的 {key}：{words} 不是时限，应如 3日、5工作日、1月、field:due", f"{key}: {error}")
        return
    if read.field:
        yield from _named(entry, key, (read.field,), fields, _FIELD)


def _fields(scheme: Scheme) -> tuple[str, ...]:
    return (*FACTS, *scheme.field)


def _stages(scheme: Scheme) -> Iterator[Message]:
    reachable, edge = {scheme.first}, {scheme.first}
    while edge:
        edge = {t.to for t in scheme.transition.values() if t.to and edge & set(t.from_)} - reachable
        reachable |= edge
    for name, stage in scheme.stage.items():
        if name not in reachable:
            yield Message(
                f'[stage.{name}]：没有动作通到这里，请加一个 to = "{name}" 的动作或删去',
                f"[stage.{name}]: no action leads here; add one or drop the stage",
            )
        out = any(name in t.from_ and t.to not in (None, name) for t in scheme.transition.values())
        if not out and stage.kind not in FINAL and stage.kind != "done":
            yield _at(
                f"stage.{name}",
                "：没有动作从这里走出去，事项会停在这里",
                "nothing leads out of it: it would be stuck",
            )
        if out and stage.kind == "void":
            yield _at(f"stage.{name}", "：已终止的阶段不能再走出去", "nothing leads out of a void stage")


def _transitions(scheme: Scheme) -> Iterator[Message]:
    for name, action in scheme.transition.items():
        entry = f"transition.{name}"
        if name in OWN or ":" in name:
            yield _at(entry, "：这个名称留作系统用，请换一个", "the name is the system's own; take another")
        yield from _named(entry, "from", action.from_, scheme.stage, _STAGE)
        yield from _named(entry, "to", (action.to,) if action.to else (), scheme.stage, _STAGE)
        yield from _named(entry, "needs", action.needs, _fields(scheme), _FIELD)
        yield from _named(entry, "may", action.may, _fields(scheme), _FIELD)
        if not action.who or not action.from_:
            yield _at(entry, "：who 和 from 都不能为空", "who and from must not be empty")
    for name, field in scheme.field.items():
        if (field.kind == "choice") != bool(field.choices):
            yield _at(f"field.{name}", "：choice 类要有 choices，其他类不能有", "choices go with kind choice alone")
        if name in FACTS and field.kind != FACTS[name]:
            yield _at(f"field.{name}", f"：系统字段，kind 只能是 {FACTS[name]}", f"its kind is {FACTS[name]}")


def _clocks(scheme: Scheme) -> Iterator[Message]:
    actions = ("open", *scheme.transition)
    for name, clock in scheme.clock.items():
        entry = f"clock.{name}"
        yield from _limit(entry, "limit", clock.limit, _fields(scheme))
        for words in (*clock.warn, clock.grace):
            yield from _limit(entry, "warn/grace", words, ())
        yield from _named(entry, "starts", clock.starts, actions, _ACTION)
        yield from _named(entry, "stops", clock.stops, actions, _ACTION)
        yield from _named(entry, "pauses", clock.pauses, scheme.stage, _STAGE)
        if not clock.starts:
            yield _at(entry, "：没有 starts，时限不会起算", "without starts it never runs")


def _extensions(scheme: Scheme) -> Iterator[Message]:
    for name, extension in scheme.extension.items():
        entry = f"extension.{name}"
        yield from _named(entry, "（表名）", (name,), scheme.clock, _CLOCK)
        yield from _named(entry, "ask/grant", (extension.ask, extension.grant), scheme.transition, _ACTION)
        yield from _named(entry, "until", (extension.until,), _fields(scheme), _FIELD)
        if extension.longest is not None:
            yield from _limit(entry, "longest", extension.longest, ())


def _rest(scheme: Scheme) -> Iterator[Message]:
    last = next(reversed(scheme.light.values()), None)
    if last is not None and last.when is not None:
        yield Message(
            "[light]：最后一个灯不能有 when，否则有的事项没有灯",
            "[light]: the last light must have no when, or some have none",
        )
    seen: set[str] = set()
    for name, slip in scheme.slip.items():
        yield from _named(
            f"slip.{name}", "after", (slip.after,) if slip.after else (), seen, Message("在前的督办单", "slip before")
        )
        for words in (slip.answer, slip.lapse):
            yield from _limit(f"slip.{name}", "answer/lapse", words, ())
        seen.add(name)
    for name, report in scheme.report.items():
        yield from _named(f"report.{name}", "action", (report.action,), scheme.transition, _ACTION)
    for name, rate in scheme.rate.items():
        given = tuple(f for f in (rate.sum_of, rate.sum_among) if f)
        yield from _named(f"rate.{name}", "sum_of/sum_among", given, _fields(scheme), _FIELD)
        if len(given) == 1:
            yield _at(f"rate.{name}", "：sum_of 和 sum_among 要一起给", "sum_of and sum_among go together")


def _obstacle(scheme: Scheme) -> Iterator[Message]:
    table = scheme.obstacle
    if table is None:
        return
    kinds = {"what": ("text",), "whom": ("unit",), "by": ("date",), "kind": ("choice",)}
    for key, right in kinds.items():
        name = getattr(table, key)
        if name is None:
            continue
        yield from _named("obstacle", key, (name,), scheme.field, _FIELD)
        if name in scheme.field and scheme.field[name].kind not in right:
            yield _at("obstacle", f" 的 {key}：{name} 应是 {right[0]} 类字段", f"{key}: {name} is to be a {right[0]}")
    for words in (table.answer, table.grave):
        yield from _limit("obstacle", "answer/grave", words, ())


def _conditions(scheme: Scheme) -> Iterator[tuple[str, Condition]]:
    for section in ("transition", "clock", "light", "slip"):
        for name, table in getattr(scheme, section).items():
            if table.when is not None:
                yield f"{section}.{name}", table.when
    for name, rate in scheme.rate.items():
        yield f"rate.{name}", rate.among
        if rate.of is not None:
            yield f"rate.{name}", rate.of


def _condition(scheme: Scheme, entry: str, c: Condition) -> Iterator[Message]:
    yield from _named(entry, "stage/reached", (*c.stage, *c.reached), scheme.stage, _STAGE)
    yield from _named(entry, "field", (c.field,) if c.field else (), _fields(scheme), _FIELD)
    yield from _named(entry, "clock", (c.clock,) if c.clock else (), scheme.clock, _CLOCK)
    yield from _named(entry, "light", (c.light,) if c.light else (), scheme.light, Message("灯", "light"))
    if c.light and not entry.startswith(("light.", "slip.")):
        yield _at(entry, "：只有 light 和 slip 可以问亮过什么灯", "only light and slip may ask which light burned")
    if c.times < 1 or (c.times > 1 and not c.light):
        yield _at(entry, "：times 是期数，1 以上，要和 light 一起给", "times counts periods and goes with light")
    for words in (c.within, c.by, c.idle, c.unstarted):
        if words is not None:
            yield from _limit(entry, "within/by/idle/unstarted", words, ())
    if (c.state or c.within or c.by) and not c.clock:
        yield _at(entry, "：state、within、by 要和 clock 一起给", "state, within and by go with clock")
    if (c.is_ or c.given is not None or c.latest is not None) and not c.field:
        yield _at(entry, "：is、given、latest 要和 field 一起给", "is, given and latest go with field")
    known = scheme.field[c.field].choices if c.field in scheme.field else ()
    if known:
        yield from _named(entry, "is", c.is_, known, Message("选项", "choice"))
    for inner in (*c.any, *c.none):
        yield from _condition(scheme, entry, inner)
