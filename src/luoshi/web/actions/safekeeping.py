"""系统管理员's part: backups in the ledger's own folder. They hold what no officer may read, so none is served."""

from __future__ import annotations

from django.conf import settings

from luoshi.ledger import Refused
from luoshi.values import Message
from luoshi.web import backup, clock
from luoshi.web.actions.access import Actor
from luoshi.web.actions.log import done, only
from luoshi.web.actions.organisation import Given


def back_up(actor: Actor, given: Given) -> Message:
    """One backup into `backups` of the home, named by the time. It holds the log up to the act that made it."""
    only(actor, "sysadmin")
    folder = settings.HOME / "backups"
    folder.mkdir(exist_ok=True, mode=0o700)
    name = f"luoshi-{clock.now():%Y%m%d-%H%M%S}.tar.gz"
    done(actor, "backup", file=name)
    try:
        size = backup.write(folder / name)
    except (backup.BackupError, OSError) as error:
        raise Refused(f"没有备份成：{error}", f"no backup was made: {error}") from error
    return Message(f"已备份到 {name}（{size >> 10} KB）", f"backed up to {name} ({size >> 10} KB)")


def kept() -> list[tuple[str, int]]:
    """The backups in the home, the newest first: name and bytes."""
    found = (settings.HOME / "backups").glob("luoshi-*.tar.gz")
    return sorted(((path.name, path.stat().st_size) for path in found), reverse=True)
