"""Every role on every action: who may see, who may do, and that the rest is refused."""

from __future__ import annotations

import pytest
from tests.web.conftest import Office

from luoshi.ledger import Refused
from luoshi.schemes import builtin
from luoshi.web.actions.commitments import open_commitment
from luoshi.web.models import Commitment

SEES = {"supervisor": 200, "leader": 200, "handler": 200, "head": 200, "viewer": 200,
        "outsider": 404, "sysadmin": 404, "secadmin": 404, "auditor": 404}  # fmt: skip
ACTIONS = builtin("13710").transition


@pytest.mark.parametrize(("who", "status"), SEES.items())
def test_who_sees_a_commitment(office: Office, who: str, status: int) -> None:
    one = office.in_hand()
    browser = office.browser(who)
    assert browser.get(f"/c/{one.number}/").status_code == status
    assert (one.number in browser.get("/ledger/").content.decode()) is (status == 200)


@pytest.mark.parametrize("who", SEES)
@pytest.mark.parametrize("action", ACTIONS)
def test_every_role_on_every_action(office: Office, who: str, action: str) -> None:
    """From a stage in which it is possible, with nothing filled in: refused for who asks, or for what is missing."""
    one = office.commitment()
    stage = ACTIONS[action].from_[0]
    steps = {
        "assigned": ("assign",), "deployed": ("assign", "deploy"), "handling": ("assign", "deploy", "feedback"),
        "review": ("assign", "deploy", "feedback", "apply"),
        "done": ("assign", "deploy", "feedback", "apply", "complete"),
    }.get(stage, ())  # fmt: skip
    given = {"assign": {"matter": "重大复杂"}, "deploy": {"summary": "好"}, "feedback": {"summary": "好"},
             "apply": {"result": "好"}, "complete": {"grade": "良好"}}  # fmt: skip
    cast = {
        "assign": "supervisor",
        "deploy": "handler",
        "feedback": "handler",
        "apply": "head",
        "complete": "supervisor",
    }
    for step in steps:
        one = office.do(cast[step], one, step, files=int(step == "apply"), **given[step])
    may = who in ACTIONS[action].who and SEES[who] == 200
    try:
        office.do(who, one, action)
        refused = ""
    except Refused as refusal:
        refused = refusal.said.zh
    if may:
        assert refused == "" or "要填" in refused or "要附" in refused, refused
    else:
        assert "要由" in refused or "不在您的权限内" in refused, refused
    offered = SEES[who] == 200 and f"/do/{action}" in office.browser(who).get(f"/c/{one.number}/").content.decode()
    assert offered is (may and bool(refused)) or not may


@pytest.mark.parametrize("who", [who for who in SEES if who != "supervisor"])
def test_only_supervisors_open_commitments(office: Office, who: str) -> None:
    with pytest.raises(Refused, match="立项要由督查员来做"):
        open_commitment(office.cast[who], office.schemes["13710"], "一件事", {"matter": "一般"})
    assert office.browser(who).post("/ledger/new", {"title": "一件事"}).status_code == 403
    assert not Commitment.objects.exists()


def test_a_restricted_commitment_is_seen_by_its_posts_alone(office: Office) -> None:
    one = office.in_hand()
    one.restricted.add(office.cast["head"].post)  # type: ignore[arg-type]
    seen = {
        who: office.browser(who).get(f"/c/{one.number}/").status_code for who in ("head", "handler", "viewer", "leader")
    }
    assert seen == {"head": 200, "handler": 404, "viewer": 404, "leader": 200}


def test_a_supporting_unit_looks_on(office: Office) -> None:
    one = office.in_hand()
    one.supports.add(office.units["教育"])
    page = office.browser("outsider").get(f"/c/{one.number}/").content.decode()
    assert one.number in page
    assert "/do/" not in page
