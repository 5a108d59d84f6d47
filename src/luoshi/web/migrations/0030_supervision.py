"""Slips and month ends for lists, and bulletins: those that were issued can be added and read, and nothing else."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('web', '0022_list'),
    ]

    operations = [
        migrations.CreateModel(
            name='Bulletin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.IntegerField()),
                ('month', models.IntegerField()),
                ('number', models.IntegerField(verbose_name='期数')),
                ('title', models.CharField(max_length=200)),
                ('document', models.CharField(max_length=80, verbose_name='文号')),
                ('body', models.TextField()),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.IntegerField()),
                ('at', models.DateTimeField()),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='web.post')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-at', '-id'),
                'constraints': [models.UniqueConstraint(fields=('year', 'number'), name='one_bulletin_a_number')],
            },
        ),
        migrations.CreateModel(
            name='BulletinDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.IntegerField()),
                ('month', models.IntegerField()),
                ('said', models.JSONField(default=dict)),
                ('at', models.DateTimeField()),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('year', 'month'), name='one_draft_a_month')],
            },
        ),
        migrations.CreateModel(
            name='MonthEnd',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('end', models.DateTimeField()),
                ('kind', models.CharField(max_length=8)),
                ('light', models.CharField(blank=True, max_length=40)),
                ('colour', models.CharField(blank=True, max_length=8)),
                ('why', models.TextField(blank=True)),
                ('due', models.DateTimeField(null=True)),
                ('overdue', models.BooleanField(default=False)),
                ('behind', models.DecimalField(decimal_places=1, max_digits=6, null=True)),
                ('done_at', models.DateTimeField(null=True)),
                ('in_time', models.BooleanField(default=True)),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='month_ends', to='web.commitment')),
            ],
            options={
                'ordering': ('commitment', 'end'),
                'indexes': [models.Index(fields=['end', 'colour'], name='web_monthen_end_db784c_idx')],
                'constraints': [models.UniqueConstraint(fields=('commitment', 'end'), name='one_row_a_month')],
            },
        ),
        migrations.CreateModel(
            name='SlipRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slip', models.CharField(max_length=60)),
                ('signs', models.CharField(max_length=12)),
                ('to', models.CharField(max_length=12)),
                ('rank', models.IntegerField()),
                ('event', models.IntegerField(null=True, verbose_name='签发事件')),
                ('issued_at', models.DateTimeField(null=True)),
                ('due', models.DateTimeField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='slips', to='web.commitment')),
            ],
            options={
                'ordering': ('-rank', 'id'),
                'indexes': [models.Index(fields=['answered_at', 'issued_at'], name='web_sliprow_answere_9e0dd4_idx'), models.Index(fields=['issued_at'], name='web_sliprow_issued__d98ea5_idx')],
                'constraints': [models.UniqueConstraint(fields=('commitment', 'slip', 'event'), name='one_row_a_slip'), models.UniqueConstraint(condition=models.Q(('event', None)), fields=('commitment', 'slip'), name='proposed_once')],
            },
        ),
    ]
