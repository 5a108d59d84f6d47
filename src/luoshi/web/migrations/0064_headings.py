"""Headings are counted to three levels now: everything is counted anew when the ledger is next opened. And the requests
that wait for a leader are found without looking at all that is in hand."""

from django.db import migrations, models


def count_anew(apps, editor):
    apps.get_model("web", "Tally").objects.all().delete()
    apps.get_model("web", "Commitment").objects.update(counted=None)


class Migration(migrations.Migration):
    dependencies = [("web", "0063_search_units")]  # noqa: RUF012
    operations = [  # noqa: RUF012
        migrations.RunPython(count_anew, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(
                fields=["leader", "last_action", "due", "number"], name="work_asked", condition=models.Q(kind="open")
            ),
        ),
    ]
