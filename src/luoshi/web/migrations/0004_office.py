"""The log of the office: as events are, it can be added to and read, and nothing else."""

from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def refuse(apps, editor):
    import_module("luoshi.web.migrations.0002_append_only").refuse(apps, editor, ("web_officeevent",))


class Migration(migrations.Migration):

    dependencies = [  # noqa: RUF012
        ('web', '0003_desk'),
    ]

    operations = [  # noqa: RUF012
        migrations.AddField(
            model_name='user',
            name='sessions',
            field=models.IntegerField(default=0, verbose_name='会话批次'),
        ),
        migrations.AlterField(
            model_name='post',
            name='role',
            field=models.CharField(blank=True, choices=[('supervisor', '督查员'), ('handler', '承办人'), ('head', '单位负责人'), ('leader', '责任领导'), ('viewer', '查阅'), ('sysadmin', '系统管理员'), ('secadmin', '安全管理员'), ('auditor', '审计员')], max_length=12, verbose_name='角色'),
        ),
        migrations.CreateModel(
            name='OfficeEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.IntegerField(unique=True)),
                ('action', models.CharField(db_index=True, max_length=40)),
                ('at', models.DateTimeField(db_index=True)),
                ('body', models.TextField()),
                ('algorithm', models.CharField(max_length=8)),
                ('before', models.CharField(blank=True, max_length=64)),
                ('hash', models.CharField(max_length=64)),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('number',),
            },
        ),
        migrations.RunPython(refuse, migrations.RunPython.noop),
    ]
