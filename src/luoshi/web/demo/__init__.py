"""A ledger of the invented city of 澄川 to look at: two years, some two hundred commitments in every state.

Its two reports are read, proof-read and opened at the desk, and everything goes through the same actions as people's
work, one step after the other as they would have been made. It always is the same autumn day there: the ledger's clock
is set to it when the demo is put in, and goes on from there.
"""

from __future__ import annotations

from collections.abc import Iterator

from luoshi.web import clock
from luoshi.web.demo.city import PASSWORD, SHOWN, people
from luoshi.web.demo.play import TODAY, play
from luoshi.web.models import Commitment, User

__all__ = ["PASSWORD", "fill", "people"]


def fill(seed: int = 3) -> Iterator[str]:
    """Fill an empty ledger, and tell how to come in. A ledger that holds anything is left alone."""
    if Commitment.objects.exists() or User.objects.exists():
        yield "台账已有数据，没有放入样例。The ledger is not empty: no demo was put in."
    else:
        yield "正在放入虚构城市澄川两年的台账…… Putting in two years of the invented city…"
        play(seed)
        clock.begin(TODAY)
        yield f"放入样例：{Commitment.objects.count()} 项。Put in {Commitment.objects.count()} commitments."
    yield f"台账里的今天是 {clock.now():%Y-%m-%d}。样例账号 demo accounts（密码 password {PASSWORD}）："
    names = {user.username: user for user in User.objects.filter(username__in=SHOWN)}
    for login in filter(names.__contains__, SHOWN):
        posts = "、".join(str(h.post) for h in names[login].holdings.select_related("post__unit"))
        yield f"  {login:<12}{names[login].name}　{posts}"
