"""Events come in the order of their commitments' keys: that of the commitments is a join."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("web", "0064_headings")]  # noqa: RUF012
    operations = [  # noqa: RUF012
        migrations.AlterModelOptions(name="eventrow", options={"ordering": ("commitment_id", "number")}),
    ]
