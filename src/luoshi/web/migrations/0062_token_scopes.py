from django.db import migrations, models


def named(apps, schema_editor):
    """A token that acted keeps what it could do then, commitments, and gets nothing that came later."""
    apps.get_model("web", "Token").objects.filter(may_act=True).update(scopes="read act")


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0061_trend_sums"),
    ]

    operations = [
        migrations.AddField(
            model_name="token",
            name="scopes",
            field=models.CharField(default="read", max_length=60, verbose_name="权限"),
        ),
        migrations.RunPython(named, migrations.RunPython.noop),
        migrations.RemoveField(model_name="token", name="may_act"),
    ]
