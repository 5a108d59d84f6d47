"""Decisions at the report desk: as events are, they can be added and read, and nothing else."""

from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def refuse(apps, editor):
    import_module("luoshi.web.migrations.0002_append_only").refuse(apps, editor, ("web_decision",))


class Migration(migrations.Migration):

    dependencies = [  # noqa: RUF012
        ('web', '0002_append_only'),
    ]

    operations = [  # noqa: RUF012
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.IntegerField()),
                ('deed', models.CharField(max_length=12)),
                ('task', models.CharField(blank=True, max_length=40)),
                ('body', models.TextField()),
                ('why', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='web.post')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='web.storedreport')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('report', 'number'),
                'constraints': [models.UniqueConstraint(fields=('report', 'number'), name='one_decision_a_number')],
            },
        ),
        migrations.RunPython(refuse, migrations.RunPython.noop),
    ]
