"""The words of the commitments that are there already."""

from django.db import migrations

from luoshi.web.search.kept import index_all


def fill(apps, editor):
    index_all(apps.get_model("web", "Commitment").objects.all(), editor.connection)


class Migration(migrations.Migration):
    dependencies = [("web", "0020_search")]  # noqa: RUF012
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]  # noqa: RUF012
