"""Saved views, and indexes for the orders in which the list can be sorted."""

import django.db.models.deletion
from django.db import migrations, models


def furthest_behind(apps, editor):
    # SQLite cannot be told NULLS LAST in an index, and sorts what it holds quickly enough.
    if editor.connection.vendor == "postgresql":
        editor.execute("CREATE INDEX web_commitment_behind ON web_commitment (behind DESC NULLS LAST, number)")


class Migration(migrations.Migration):
    dependencies = [("web", "0021_search_fill")]  # noqa: RUF012
    operations = [  # noqa: RUF012
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=30, verbose_name="名称")),
                ("query", models.CharField(max_length=1000, verbose_name="条件")),
                ("shared", models.BooleanField(default=False, verbose_name="所有岗位可见")),
                ("made_at", models.DateTimeField()),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="views", to="web.post"
                    ),
                ),
            ],
            options={
                "ordering": ("made_at", "id"),
                "constraints": [models.UniqueConstraint(fields=("post", "name"), name="one_view_a_name")],
            },
        ),
        migrations.AddIndex("commitment", models.Index(fields=("last_at", "number"), name="commitments_by_last")),
        migrations.RunPython(furthest_behind, migrations.RunPython.noop),
    ]
