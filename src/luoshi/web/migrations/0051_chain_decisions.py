"""Reports and decisions of ledgers before this one get their chains: hashed as they are found, in their order.

Names of people and posts are those of today; what was hashed is what `StoredReport.taken` and `Decision.event` say.
"""

import hashlib

from django.db import migrations

from luoshi.ledger import Event
from luoshi.ledger.chain import Link, append, digest
from luoshi.web.append_only import unguard

ALGORITHM = "sha256"


def open_up(apps, editor):
    unguard(editor, ("web_storedreport", "web_decision"))


def chain(apps, editor):
    report_rows, decision_rows = (apps.get_model("web", name) for name in ("StoredReport", "Decision"))
    for report in report_rows.objects.select_related("user").iterator(chunk_size=5):
        name = f"report:{report.sha256}"
        who = report.user.name or report.user.username
        read = hashlib.new(ALGORITHM, report.data.encode()).hexdigest()
        said = {"file": report.sha256, "name": report.name, "place": report.place, "year": report.year, "data": read}
        first = digest(name, 0, Event("take", report.at, who, "", "supervisor", said), ALGORITHM, "")
        report_rows.objects.filter(pk=report.pk).update(who=who, algorithm=ALGORITHM, hash=first)
        links: list[Link] = []
        rows = decision_rows.objects.filter(report=report).order_by("number")
        for row in rows.select_related("user", "post__unit"):
            who = row.user.name or row.user.username
            unit, title = row.post.unit.name, row.post.title
            post = title if title.startswith(unit) else unit + title
            said = {"task": row.task, "said": row.body}
            event = Event(row.deed, row.at, who, post, "supervisor", said, (), row.why)
            links = [append(name, links, event, ALGORITHM, first)]
            decision_rows.objects.filter(pk=row.pk).update(
                who=who, at_post=post, algorithm=ALGORITHM, before=links[0].before, hash=links[0].hash
            )


class Migration(migrations.Migration):
    dependencies = [("web", "0050_kept_whole")]  # noqa: RUF012
    # `append_only.guard` comes back after every migrate.
    operations = [  # noqa: RUF012
        migrations.RunPython(open_up, migrations.RunPython.noop),
        migrations.RunPython(chain, migrations.RunPython.noop),
    ]
