"""Schemathesis hunts through the whole API as everybody of the cast: no error of the server, no answer undocumented.

LUOSHI_HUNT=1000 hunts for longer: that many cases an operation, right and wrong ones each. LUOSHI_HUNT_OF=REGEX hunts
only in operations whose ids begin so (`commitments|acting`), to do it in parts.
"""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.checks import negative_data_rejection
from tests.web.calling import secret
from tests.web.conftest import NOW, Office
from tests.web.test_report_desk import sent

from luoshi.web import backup
from luoshi.web.actions import bulletins, views
from luoshi.web.actions.commitments import act
from luoshi.web.actions.daily import tick
from luoshi.web.actions.reports import take
from luoshi.web.models import NoticeRow

CASES = int(os.environ.get("LUOSHI_HUNT", "4"))
OF = re.compile(os.environ.get("LUOSHI_HUNT_OF", ""))
WHO = ("supervisor", "handler", "leader", "sysadmin", "secadmin", "auditor")


@contextmanager
def undone() -> Iterator[None]:
    """What a case does is taken back, so that each begins with the same ledger."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def document() -> Any:
    """The API as schemathesis reads it. 422 is no fault where all is as declared: rules refuse what shapes allow."""
    config = SchemathesisConfig.from_dict({
        "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "401", "403", "404", "409", "422"]}},
        # The token is ours, and its absence is tested in test_api.
        "generation": {"allow-extra-parameters": False, "with-security-parameters": False},
    })  # fmt: skip
    return schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application(), config=config)


@pytest.fixture
def one_connection() -> Iterator[None]:
    """The connection of the test's transaction stays open from request to request, as Django's own client keeps it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def ledger(office: Office, monkeypatch: pytest.MonkeyPatch) -> dict[str, dict[str, Any]]:
    """A ledger with something of everything; for each beginning of a path, what its parameters may be."""
    monkeypatch.setattr(backup, "write", lambda target: 2048)
    one = office.do("head", office.in_hand(), "apply", files=1, result="好")
    report, _ = take(office.cast["supervisor"], sent())
    asks = {"coordination": "用地未移交", "obstacle": "用地"}
    stuck = office.do("handler", office.in_hand(), "report", summary="已进场", **asks)
    act(office.cast["supervisor"], stuck, "slip:blue", {"words": "请抓紧"}, why="群众来信")
    tick(NOW)
    unit, (boss, head) = office.units["水务"], (office.cast["supervisor"], office.cast["head"])
    assert head.post is not None
    bulletins.save(boss, 2026, 2, {"title": "二月通报"})
    issued = bulletins.issue(boss, 2026, 2, "澄政督〔2026〕1号")
    view, notice = views.save(boss, "红灯", "colour=red"), NoticeRow.objects.filter(post=boss.post).first()
    assert notice is not None
    return {
        "/api/commitments": {
            "number": one.number, "action": "return", "sha256": one.evidence.get().sha256,
        },
        "/api/reports": {"id": report.pk, "task": next(iter(report.report.tasks)).id},
        "/api/schemes": {"id": office.schemes["13710"].pk},
        "/api/bulletins": {"year": 2026, "month": 2, "id": issued.pk},
        "/api/views": {"id": view.pk}, "/api/notices": {"id": notice.pk},
        "/api/heads": {"day": "2026-03-01"},
        "/api/office/units": {"id": unit.pk}, "/api/office/posts": {"id": head.post.pk},
        "/api/office/people": {"id": head.user.pk}, "/api/office/logins": {"id": head.user.pk},
        "/api/office/holdings": {"id": head.user.holdings.get().pk}, "/api/office/roles": {"post": head.post.pk},
    }  # fmt: skip


# Schemathesis does not close the files that are downloaded.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
@pytest.mark.usefixtures("one_connection")
@pytest.mark.parametrize("who", WHO)
def test_nothing_is_found(office: Office, ledger: dict[str, dict[str, Any]], who: str) -> None:
    header = {"Authorization": f"Bearer {secret(office, who)}"}
    role = office.cast[who].role
    faults: list[BaseException] = []
    for found in document().get_all_operations():
        operation = found.ok()
        declared = operation.definition.raw
        if role not in declared["x-roles"] or not OF.match(declared["operationId"]):
            continue
        known = next((own for path, own in ledger.items() if operation.path.startswith(path)), {})
        for mode in GenerationMode:
            try:
                hunt(operation, mode, known, header)
            except (Exception, BaseExceptionGroup) as fault:
                faults.append(fault)
    gc.collect()
    if faults:
        raise BaseExceptionGroup(f"{len(faults)} faults", faults)


def hunt(operation: Any, mode: GenerationMode, known: dict[str, Any], header: dict[str, str]) -> None:
    @seed(13710)
    @settings(
        max_examples=CASES, deadline=None, database=None, phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(operation.as_strategy(mode), st.booleans())
    def attempt(case: Any, real: bool) -> None:
        path = case.meta.components.get(ParameterLocation.PATH)
        if real and (path is None or path.mode.is_positive):
            case.path_parameters |= {name: known[name] for name in case.path_parameters if name in known}
        with undone():
            # A form knows no types: there a number is a word like any other.
            skipped = [negative_data_rejection] if case.media_type == "multipart/form-data" else None
            case.call_and_validate(headers=header, excluded_checks=skipped)

    # Nothing can be wrong about an operation that takes nothing.
    with suppress(Unsatisfiable):
        attempt()
