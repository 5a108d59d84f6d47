"""系统管理员's part: the schemes that new commitments begin under."""

from __future__ import annotations

from django.db import transaction

from luoshi.ledger import Refused
from luoshi.schemes.load import SchemeError, parse
from luoshi.values import Message
from luoshi.web.actions.access import Actor
from luoshi.web.actions.commitments import keep
from luoshi.web.actions.log import done, only
from luoshi.web.actions.organisation import Given
from luoshi.web.models import SchemeVersion


@transaction.atomic
def put_scheme(actor: Actor, given: Given) -> Message:
    """Take a scheme into use, in a version of its own; `try` only checks it. Refused with all that is wrong."""
    only(actor, "sysadmin")
    text = given.get("text", "")
    try:
        scheme = parse(text, given.get("name", "") or "方案")
    except SchemeError as error:
        said = "；".join(fault.zh for fault in error.faults)
        raise Refused(f"方案不能用：{said}", "; ".join(fault.en for fault in error.faults)) from error
    if given.get("try"):
        return Message(f"方案 {scheme.id} {scheme.version} 没有问题", f"nothing is wrong with {scheme.id}")
    keep(scheme, text)
    done(actor, "scheme", scheme=scheme.id, version=scheme.version)
    return Message(f"方案 {scheme.id} {scheme.version} 已启用", f"{scheme.id} {scheme.version} is in use")


@transaction.atomic
def retire(actor: Actor, given: Given) -> Message:
    """No new commitment begins under a retired scheme; those that run keep it. Once more takes it back."""
    only(actor, "sysadmin")
    key = given.get("id", "")
    row = SchemeVersion.objects.filter(pk=int(key)).first() if key.isascii() and key.isdecimal() else None
    if row is None:
        raise Refused("请选择方案", "choose a scheme")
    row.retired = not row.retired
    row.save(update_fields=("retired",))
    done(actor, "retire", scheme=row.scheme, version=row.version, retired=row.retired)
    state = Message("停用", "retired") if row.retired else Message("重新启用", "in use again")
    return Message(f"方案 {row} {row.version} 已{state.zh}", f"{row.scheme} {row.version} is {state.en}")
