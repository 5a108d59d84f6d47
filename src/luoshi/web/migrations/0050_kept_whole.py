"""Decisions and reports in chains, heads that stand on one another."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("web", "0030_supervision")]  # noqa: RUF012
    operations = [  # noqa: RUF012
        migrations.CreateModel(
            name="DayEnd",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(db_index=True)),
                ("chain", models.CharField(max_length=80)),
                ("number", models.IntegerField()),
                ("end", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=200)),
            ],
            options={
                "ordering": ("id",),
                "indexes": [models.Index(fields=["chain", "number"], name="web_dayend_chain_b869bd_idx")],
            },
        ),
        # What is there already is of format 1.
        migrations.AddField("dayhead", "format", models.IntegerField(default=1), preserve_default=False),
        migrations.AddField("dayhead", "before", models.CharField(blank=True, default="", max_length=64), preserve_default=False),
        migrations.AlterField("dayhead", "ends", models.TextField(blank=True)),
        *(
            migrations.AddField(model, name, models.CharField(default="", max_length=length, **more), preserve_default=False)
            for model, names in (
                ("storedreport", ("who", "at_post", "algorithm", "hash")),
                ("decision", ("who", "at_post", "algorithm", "before", "hash")),
            )
            for name, length, more in (
                ("who", 150, {}), ("at_post", 150, {"blank": True}), ("algorithm", 8, {}), ("before", 64, {}),
                ("hash", 64, {}),
            )
            if name in names
        ),
    ]  # fmt: skip
