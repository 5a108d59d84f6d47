"""The full-text index: its row a commitment, and the tokens beside it as each database indexes them."""

import django.db.models.deletion
import luoshi.web.models.search
from django.db import migrations, models


def tokens(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute("ALTER TABLE web_searchrow ADD COLUMN words tsvector NOT NULL DEFAULT ''")
        editor.execute("CREATE INDEX web_searchrow_words ON web_searchrow USING gin (words)")
    else:
        editor.execute(
            "CREATE VIRTUAL TABLE web_searchwords USING fts5(words, content='', detail=none, tokenize='ascii')"
        )


class Migration(migrations.Migration):
    dependencies = [("web", "0010_scale")]  # noqa: RUF012
    operations = [  # noqa: RUF012
        migrations.CreateModel(
            name="SearchRow",
            fields=[
                (
                    "commitment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name="search",
                        serialize=False, to="web.commitment",
                    ),
                ),
                ("text", luoshi.web.models.search.Spaced()),
            ],
        ),
        migrations.RunPython(tokens, migrations.RunPython.noop),
    ]  # fmt: skip
