"""今天要我做什么？ What waits for whom: said by the scheme's tables, not by the names of its actions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from tests.web.calling import caller
from tests.web.conftest import Office

from luoshi.schemes import builtin
from luoshi.schemes.load import BUILTIN
from luoshi.web.actions.commitments import keep
from luoshi.web.models import Commitment


def work(office: Office, who: str) -> dict[str, dict[str, tuple[list[str], bool]]]:
    """By group and number: the actions that are offered, and whether the first is work that waits. A program is told
    the same."""
    groups = office.browser(who).get("/").context["groups"]
    told = caller(office, who).get("/api/work").json()
    assert [(g["title"]["zh"], [(i["number"], i["actions"]) for i in g["items"]]) for g in told] == [
        (g.title.zh, [(i.commitment.number, [name for name, _ in i.actions]) for i in g.items]) for g in groups
    ]
    return {
        g.title.zh: {i.commitment.number: ([name for name, _ in i.actions], i.waits) for i in g.items} for g in groups
    }


def completed(office: Office) -> Commitment:
    one = office.do("head", office.in_hand(), "apply", files=1, result="办结")
    return office.do("supervisor", one, "complete", grade="良好")


def test_what_is_completed_waits_for_who_strikes_it_off_and_for_nobody_else(office: Office) -> None:
    one = completed(office)
    assert work(office, "leader") == {"已办结，待销号": {one.number: (["strike", "reopen"], True)}}
    assert work(office, "supervisor") == {}
    assert "现在没有要您办的事" in office.browser("supervisor").get("/").content.decode()
    page = office.browser("supervisor").get(f"/c/{one.number}/").content.decode()
    assert f"/c/{one.number}/do/reopen" in page, "a look-back can still be done, on its own page"
    assert f'class="button main" href="/c/{one.number}/do/reopen"' not in page


def test_a_rating_that_a_later_step_waits_for_is_work_until_it_is_said(office: Office) -> None:
    scheme = keep(builtin("livelihood"), (BUILTIN / "livelihood.toml").read_text("utf-8"))
    office.schemes["livelihood"] = scheme
    one = office.commitment("livelihood", facts={"due": dt.date(2026, 6, 30)})
    assert work(office, "supervisor") == {"等待起步": {one.number: (["propose", "set-nodes"], True)}}
    one = office.do("supervisor", one, "propose")
    one = office.do("supervisor", one, "publish", document="澄政发〔2026〕2号", due=dt.date(2026, 6, 30), funds=100)
    one = office.do("handler", one, "start", summary="开工")
    one = office.do("head", one, "apply", files=1, summary="建成")
    one = office.do("supervisor", one, "accept")
    assert work(office, "supervisor") == {"已办结，待销号": {one.number: (["rate", "redo"], True)}}
    assert work(office, "leader") == {}, "it cannot be struck off yet"
    one = office.do("supervisor", one, "rate", satisfaction="满意")
    assert work(office, "supervisor") == {}
    assert work(office, "leader") == {"已办结，待销号": {one.number: (["strike"], True)}}


def test_a_leader_is_asked_for_an_extension_when_somebody_asks(
    office: Office, today: Callable[[dt.datetime], None]
) -> None:
    one = office.in_hand()
    assert work(office, "leader") == {}, "what goes its way waits for nobody above"
    one = office.do("head", one, "ask-extension", reason="汛期", until=dt.date(2026, 3, 20))
    assert work(office, "leader") == {"申请延期，等您决定": {one.number: (["grant-extension"], True)}}
    page = office.browser("leader").get("/").content.decode()
    assert f'action="/c/{one.number}/do/grant-extension"' in page, "decided on the spot"
    one = office.do("leader", one, "grant-extension", until=dt.date(2026, 3, 20))
    assert work(office, "leader") == {}
    today(dt.datetime(2026, 3, 25, 9))
    assert work(office, "leader") == {"已经逾期": {one.number: (["grant-extension"], False)}}
    page = office.browser("leader").get("/").content.decode()
    assert f"/c/{one.number}/" in page and f"/c/{one.number}/do/" not in page, "seen, and done from its own page"
    assert work(office, "supervisor") == {}
    assert work(office, "head")["已经逾期"][one.number] == (["report", "apply"], True)


def test_the_main_button_of_a_commitment_is_work_that_waits(office: Office) -> None:
    one = office.in_hand()
    for who, main in (("handler", "report"), ("head", "report"), ("leader", None)):
        page = office.browser(who).get(f"/c/{one.number}/").content.decode()
        assert page.count('class="button main"') == (main is not None), who
        assert main is None or f'class="button main" href="/c/{one.number}/do/{main}"' in page
