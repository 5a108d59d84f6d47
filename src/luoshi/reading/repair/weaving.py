"""Goes through the lines that are left, joins what belongs together and says what does not fit."""

from __future__ import annotations

from luoshi.reading.repair.joining import Joiner
from luoshi.reading.repair.lines import Line
from luoshi.reading.repair.problems import cut_off, displaced, gap
from luoshi.reading.repair.weave import Weaver
from luoshi.values import Problem


def weave(lines: list[Line], weaver: Weaver) -> list[Problem]:
    """Give the weaver all lines; the problems met on the way.

    A heading that stands inside a sentence waits until the paragraph is at its end.
    """
    problems: list[Problem] = []
    if not lines:
        return problems
    joiner = Joiner(lines)
    weaver.add(lines[0])
    last, running = 0, False
    waiting: Line | None = None
    for i in range(1, len(lines)):
        if i == last:
            continue
        above, line = lines[last], lines[i]
        lost = False
        if not joiner.ended[last] and not joiner.flows(last, i):
            if waiting is None and joiner.displaces(last, i):
                waiting = line
                problems.append(displaced(line.start, line.end))
                weaver.join(above, lines[i + 1])
                last, running = i + 1, True
                continue
            lost = joiner.loses_text(last, i)
        if lost:
            problems.append(gap(above.end, line.start))
        if not lost and joiner.joins(last, i, running):
            weaver.join(above, line)
            last, running = i, True
            continue
        if waiting is not None:
            weaver.end_line(above)
            weaver.add(waiting)
            above, waiting = waiting, None
        weaver.end_line(above)
        weaver.add(line)
        last, running = i, False
    if waiting is not None:
        weaver.end_line(waiting)
        weaver.add(waiting)
    problems += cut_off(lines[last])
    return problems
