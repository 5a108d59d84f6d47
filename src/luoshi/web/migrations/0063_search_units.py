"""Which units see a commitment as theirs goes into its index, so that a unit's search goes past what is others'."""

from django.db import migrations

from luoshi.web.search.kept import index_all


def fill(apps, editor):
    index_all(apps.get_model("web", "Commitment").objects.all(), editor.connection)


class Migration(migrations.Migration):
    dependencies = [("web", "0062_token_scopes")]  # noqa: RUF012
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]  # noqa: RUF012
