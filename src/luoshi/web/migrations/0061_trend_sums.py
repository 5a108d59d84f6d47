"""The sums now hold month ends as well: everything is counted anew when the ledger is next opened."""

from django.db import migrations, models


def count_anew(apps, editor):
    apps.get_model("web", "Tally").objects.all().delete()
    apps.get_model("web", "Commitment").objects.update(counted=None)


class Migration(migrations.Migration):
    dependencies = [("web", "0060_obstacles")]  # noqa: RUF012
    operations = [  # noqa: RUF012
        migrations.RunPython(count_anew, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="sliprow",
            index=models.Index(
                fields=["signs", "-rank", "due", "id"], name="slips_to_sign", condition=models.Q(issued_at=None)
            ),
        ),
        migrations.AddIndex(
            model_name="sliprow",
            index=models.Index(
                fields=["to", "-rank", "due", "id"], name="slips_to_answer",
                condition=models.Q(answered_at=None, issued_at__isnull=False),
            ),
        ),
    ]
