"""Two years of the invented city played through, one action at a time in the order of time."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from heapq import heappop, heappush, merge
from itertools import cycle
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from luoshi.schemes import builtin, names
from luoshi.schemes.load import BUILTIN
from luoshi.web import clock
from luoshi.web.actions import desk, opening, reports
from luoshi.web.actions.commitments import act, keep, open_commitment, state_of
from luoshi.web.actions.daily import tick
from luoshi.web.demo import supervise, tales
from luoshi.web.demo.city import Cast, matters, people
from luoshi.web.demo.tales import DAY, Matter, Step, Teller
from luoshi.web.desk.suggest import Body, Directory, suggested
from luoshi.web.models import Commitment, ObstacleRow, SchemeVersion, StoredReport, Unit
from luoshi.web.search import kept

TODAY = dt.datetime(2026, 10, 20, 10)
YEARS = (2025, 2026)
# So many days before it are ticked one by one; what was told until then is read by now.
DAYS, READ = 5, dt.date(2026, 10, 17)
# Tasks of the latest report that wait at the desk still.
LEFT = 3
# How often a report tells of an obstacle, and how often an obstacle stays as it is until the next step.
STUCK, PATIENCE = 0.06, 0.4
# What becomes of the tasks of a report, one after the other; the year that is over went better than this one yet can.
FATES: dict[int, tuple[str, ...]] = {
    2025: (
        "steady", "early", "steady", "returned", "steady", "early", "late", "steady", "extended", "steady", "reopened",
    ),
    2026: (
        "steady", "early", "slow", "steady", "early", "steady", "far", "early", "steady", "returned", "slow",
        "extended",
    ),
}  # fmt: skip
RARE = {2025: ("ended", "slow"), 2026: ("ended",)}
# Of a task with parts, and of its parts: the whole is completed after them.
PARTED = {2025: ("steady", "steady", "early"), 2026: ("slow", "early", "steady", "far")}


def play(seed: int) -> None:
    """Everything up to the morning of TODAY, in one transaction."""
    with transaction.atomic(), kept.at_once(Commitment.objects.all()):
        City(people(), Teller(seed)).play()


class City:
    """The ledger as it is being filled: commitments with the steps that are still to come."""

    def __init__(self, cast: Cast, teller: Teller) -> None:
        self.cast, self.teller = cast, teller
        self.schemes: dict[str, SchemeVersion] = {
            name: keep(builtin(name), (BUILTIN / f"{name}.toml").read_text("utf-8")) for name in names()
        }
        self.tales: list[Iterator[tuple[dt.datetime, int, Step]]] = []
        self.running: dict[int, Commitment] = {}
        self.leads: dict[int, str] = {}
        # Those of which a report once told of an obstacle; the slips that will be answered, and when.
        self.stuck: set[int] = set()
        self.to_answer: list[tuple[dt.datetime, int]] = []

    def play(self) -> None:
        for year in YEARS:
            self._report(year)
        self._by_hand()
        nights = iter([*_nights(dt.date(YEARS[0], 2, 1), TODAY.date()), dt.datetime.max])
        night = next(nights)
        for moment, pk, step in merge(*self.tales, key=lambda told: told[:2]):
            if moment >= TODAY:
                break
            while moment > min(night, self._next_answer()):
                if night < self._next_answer():
                    self._night(night)
                    night = next(nights)
                else:
                    at, slip = heappop(self.to_answer)
                    supervise.answer(self.cast, slip, at)
            self._step(pk, step)
        with clock.at(TODAY):
            tick(TODAY)

    def _next_answer(self) -> dt.datetime:
        return self.to_answer[0][0] if self.to_answer else dt.datetime.max

    def _night(self, night: dt.datetime) -> None:
        """The tick, and what the supervision office does of it in the morning."""
        with clock.at(night):
            tick(night)
        for answer in supervise.morning(self.cast, night.date()):
            heappush(self.to_answer, answer)
        if night.date() <= READ:
            supervise.read(night.replace(hour=17))
        if night.day == 1 and night.year == TODAY.year and 1 < night.month < TODAY.month:
            supervise.bulletin(self.cast, night.date(), night.month - 1)

    def _step(self, pk: int, step: Step) -> None:
        one = self.running[pk]
        lead = self.leads[pk]
        who = self.cast["ducha"] if step.who == "supervisor" else self.cast.of(lead, step.who)
        label = one.rules.transition[step.action].name
        files = [
            SimpleUploadedFile(
                f"{label}{n + 1}.txt", f"{one.number} {one.title} {label} {step.at:%Y-%m-%d} {n + 1}".encode()
            )
            for n in range(step.files)
        ]
        fields = step.fields
        if one.rules.transition[step.action].progress and self.teller.dice.random() < STUCK:
            fields = fields | self._stuck(one, step.action)
        with clock.at(step.at):
            one = act(who, one, step.action, fields, files)
            self.running[pk] = self._settle(one, step.at) if pk in self.stuck else one

    def _stuck(self, one: Commitment, action: str) -> dict[str, Any]:
        """What a report says others must settle; of its own unit nothing is asked."""
        table, m = one.rules.obstacle, self.teller.dice.choice(matters()["stuck"])
        names = set(one.rules.transition[action].may)
        if table is None or table.what not in names or m.get("unit") == self.leads[one.pk]:
            return {}
        self.stuck.add(one.pk)
        said = {table.what: m["what"], table.kind: m["kind"], table.whom: m.get("unit")}
        return {name: value for name, value in said.items() if name and value}

    def _settle(self, one: Commitment, at: dt.datetime) -> Commitment:
        """Some of what others were asked is answered by now, and some of that is gone."""
        for row in ObstacleRow.objects.filter(commitment=one, open=True).select_related("unit"):
            if self.teller.dice.random() < PATIENCE or at.date() <= row.at.date():
                continue
            if row.replied_at is None:
                who = self.cast.of(row.unit.name, "head") if row.unit else self.cast["ducha"]
                one = act(who, one, f"reply:{row.number}", why=self.teller.word("reply"))
            else:
                one = act(
                    self.cast.of(self.leads[one.pk], "handler"),
                    one,
                    f"clear:{row.number}",
                    why=self.teller.word("cleared"),
                )
        return one

    def _tell(self, one: Commitment, steps: Iterable[Step]) -> None:
        self.running[one.pk] = one
        self.leads[one.pk] = one.lead.name if one.lead else ""
        ordered = sorted(steps, key=lambda step: step.at)
        self.tales.append((step.at, one.pk, step) for step in ordered)

    def _report(self, year: int) -> None:
        """A year's report: taken in, its tasks accepted and assigned, opened in January, and on their way."""
        supervisor, file = self.cast["ducha"], _sample(year)
        with clock.at(dt.datetime(year, 1, 22, 9)):
            row, _ = reports.take(supervisor, SimpleUploadedFile(file.name, file.read_bytes()))
            taken = self._proof_read(row, year)
        with clock.at(dt.datetime(year, 1, 24, 15)):
            opened, left = opening.open_tasks(supervisor, row, taken)
        assert not left, left
        fates, rare = cycle(FATES[year]), list(RARE[year])
        for number, one in enumerate(opened):
            parts = self._hand_down(one, year)
            fate = PARTED[year][0] if parts else rare.pop() if rare and number % 17 == 16 else next(fates)
            for each, own in ((one, fate), *zip(parts, cycle(PARTED[year][1:]), strict=False)):
                told = tales.key_task(self.teller, _matter(each, year, own), f"澄政办发〔{year}〕3号")
                self._tell(each, told)

    def _hand_down(self, whole: Commitment, year: int) -> list[Commitment]:
        """The shares of the counties, where the task is one that they do."""
        target, made = state_of(whole).fields.get("target"), []
        for part in matters()["part"]:
            if target is not None and part["of"] in whole.title:
                unit = self.cast.units[part["unit"]]
                with clock.at(dt.datetime(year, 1, 24, 16)):
                    title = f"{part['unit'].removesuffix('人民政府')}：{whole.title}"
                    due = dt.date(year, 12, 10)
                    share = (target * part["share"] / 100).to_integral_value()
                    made.append(opening.delegate(self.cast["ducha"], whole, title, unit.pk, share, due))
        return made

    def _proof_read(self, row: StoredReport, year: int) -> list[str]:
        """Accept what can be checked and has a unit; reject the rest, but for some that wait."""
        supervisor, directory = (
            self.cast["ducha"],
            Directory(Body(u.pk, u.name, u.department) for u in Unit.objects.all()),
        )
        groups: dict[tuple[int, tuple[int, ...]], list[str]] = defaultdict(list)
        rejected: list[str] = []
        for name, item in desk.desk_of(row).items.items():
            found = suggested(item.task, directory)
            if found.lead is None or found.lead.name not in matters()["units"] or item.task.checkable == "general":
                rejected.append(name)
            else:
                groups[found.lead.pk, tuple(body.pk for body in found.supports)].append(name)
        taken = [name for group in groups.values() for name in group]
        desk.stand(supervisor, row, "accept", taken)
        desk.stand(
            supervisor, row, "reject", rejected[: len(rejected) - LEFT * (year == YEARS[-1])], "方向性工作，不单列"
        )
        for (lead, supports), group in groups.items():
            leader = self.cast.of(Unit.objects.get(pk=lead).name, "leader").post
            said = {"scheme": self.schemes["key-task"].pk, "lead": lead, "leader": leader.pk if leader else None}
            desk.assign(supervisor, row, group, said | ({"supports": list(supports)} if supports else {}))
        return taken

    def _by_hand(self) -> None:
        """What stands in no report: livelihood projects, rectification, orders, tasks added late."""
        data, t = matters(), self.teller
        fates = {
            2025: cycle(("steady", "early", "steady", "returned")),
            2026: cycle(("steady", "early", "slow", "early", "far")),
        }
        for m in data["livelihood"]:
            facts = {"level": "省级" if m["above"][0] == "省" else "市级", "number-above": m["above"]} | _target(m)
            matter = self._matter(m, dt.date(m["year"], 11, 30), next(fates[m["year"]]))
            told = tales.livelihood(t, matter, m["funds"])
            above = m["above"] if m["above"][0] == "省" else ""
            self._open("livelihood", m, dt.datetime(m["year"], 1, 5, 9), facts, told, m["year"], above=above)
        fates = {year: cycle(("steady", "returned", "steady", "late", "steady", "reopened", "slow")) for year in YEARS}
        for m in data["rectify"]:
            begun = dt.date(m["year"], m["month"], 6)
            matter = self._matter(m, begun + m["months"] * 30 * DAY, next(fates[m["year"]]))
            told = tales.rectification(t, matter, m["measure"], m["month"])
            facts = {"source": m["source"], "type": m["type"], "start": begun, "due": matter.due}
            self._open("rectification", m, dt.datetime.combine(begun - 3 * DAY, dt.time(9)), facts, told, m["year"])
        orders = cycle(("steady", "steady", "returned", "steady", "late"))
        for m in data["ordered"]:
            told = tales.ordered(t, self._matter(m, m["day"], next(orders)), m["day"], m["matter"])
            at = dt.datetime.combine(m["day"], dt.time(8, 30))
            self._open("13710", m, at, {"matter": m["matter"]}, told, m["day"].year)
        begun = TODAY.date() - 8 * DAY
        for m in data["added"]:
            due = dt.date(TODAY.year, 12, 31)
            told = tales.added(t, self._matter(m, due, "steady"), m["stage"], begun)
            facts = {"start": begun, "due": due}
            self._open("key-task", m, dt.datetime.combine(begun - DAY, dt.time(16)), facts, told, TODAY.year)

    def _open(
        self, scheme: str, m: dict[str, Any], at: dt.datetime, facts: dict[str, Any], told: Iterable[Step], year: int,
        **columns: Any,
    ) -> None:  # fmt: skip
        with clock.at(at):
            one = open_commitment(
                self.cast["ducha"], self.schemes[scheme], m["title"], facts, year=year, lead=self.cast.units[m["unit"]],
                leader=self.cast.of(m["unit"], "leader").post, **columns,
            )  # fmt: skip
        self._tell(one, told)

    def _matter(self, m: dict[str, Any], due: dt.date, fate: str) -> Matter:
        target = Decimal(m["target"]) if "target" in m else None
        return Matter(m["title"], m.get("year", due.year), due, fate, target, m.get("of", ""), "累计")


def _target(m: dict[str, Any]) -> dict[str, Any]:
    facts: dict[str, Any] = {"start": dt.date(m["year"], 2, 1), "due": dt.date(m["year"], 11, 30)}
    if "target" not in m:
        facts["nodes"] = tuple(
            (dt.date(m["year"], *day), Decimal(share), words) for day, share, words in matters()["quarters"]
        )
    return facts | ({"target": Decimal(m["target"]), "unit": m["of"], "accrual": "累计"} if "target" in m else {})


def _matter(one: Commitment, year: int, fate: str) -> Matter:
    facts = state_of(one).fields
    due = facts.get("due") or dt.date(year, 12, 31)
    return Matter(one.title, year, due, fate, facts.get("target"), facts.get("unit", ""), facts.get("accrual", ""))


def _sample(year: int) -> Path:
    """The city's report of a year: beside the package where it is installed, in the project's samples else."""
    package = Path(__file__).parents[2]
    folder = next(f for f in (package / "samples", package.parents[1] / "samples") if f.is_dir())
    return folder / f"澄川市-{year}.txt"


def _nights(first: dt.date, last: dt.date) -> Iterator[dt.datetime]:
    """The mornings on which the day is ticked: the first of each quarter in the year that is over, of each month in
    this one, and each of the last days. Months that nobody ticked are filled later."""
    day = first
    while day <= last:
        begins = day.day == 1 and (day.year == last.year or day.month % 3 == 1)
        if begins or day > last - DAYS * DAY:
            yield dt.datetime.combine(day, dt.time(0, 30))
        day += DAY
