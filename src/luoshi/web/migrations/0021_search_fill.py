"""The words of the commitments that were there already: put in by 0063 now, with all that the index holds since."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("web", "0020_search")]  # noqa: RUF012
    operations: list[object] = []  # noqa: RUF012
