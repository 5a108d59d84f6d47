"""Sums for the overview, numbers that are given one at a time, indexes for each question that a page asks."""

import django.db.models.deletion
from django.db import migrations, models

# Whom a commitment is for, asked from the side of the unit or post: the key beside it, so that the index answers.
BESIDE = (("supports", "unit_id"), ("restricted", "post_id"))


def beside(apps, editor):
    for table, column in BESIDE:
        editor.execute(
            f"CREATE INDEX web_{table}_of_{column} ON web_commitment_{table} ({column}, commitment_id)"
        )


class Migration(migrations.Migration):

    dependencies = [
        ('web', '0005_tokens'),
    ]

    operations = [
        migrations.CreateModel(
            name='Numbering',
            fields=[
                ('year', models.IntegerField(primary_key=True, serialize=False)),
                ('last', models.IntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(max_length=40)),
                ('year', models.IntegerField()),
                ('what', models.CharField(max_length=8)),
                ('key', models.TextField()),
                ('part', models.TextField()),
                ('n', models.BigIntegerField()),
            ],
        ),
        migrations.RemoveIndex(
            model_name='commitment',
            name='web_commitm_lead_id_620ec7_idx',
        ),
        migrations.RemoveIndex(
            model_name='commitment',
            name='web_commitm_kind_e1c472_idx',
        ),
        migrations.AddField(
            model_name='commitment',
            name='completed',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='commitment',
            name='counted',
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name='commitment',
            name='colour',
            field=models.CharField(blank=True, max_length=8),
        ),
        migrations.AlterField(
            model_name='commitment',
            name='due',
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name='commitment',
            name='kind',
            field=models.CharField(max_length=8),
        ),
        migrations.AlterField(
            model_name='commitment',
            name='lead',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='leads', to='web.unit'),
        ),
        migrations.AlterField(
            model_name='commitment',
            name='leader',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answers_for', to='web.post'),
        ),
        migrations.AlterField(
            model_name='commitment',
            name='year',
            field=models.IntegerField(blank=True, null=True, verbose_name='年度'),
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(fields=['lead', 'number'], name='list_of_lead'),
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(fields=['lead', 'year', 'number'], name='list_of_lead_and_year'),
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(fields=['year', 'colour', 'number'], name='list_of_year_and_colour'),
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(fields=['year', 'number'], name='list_of_year'),
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(fields=['colour', 'number'], name='list_of_colour'),
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(fields=['kind', 'number'], name='list_of_kind'),
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(fields=['due', 'number'], name='list_by_due'),
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(fields=['kind', 'colour', 'due', 'number'], name='work_lit'),
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(fields=['kind', 'due', 'number'], name='work_due'),
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(fields=['lead', 'kind', 'due', 'number'], name='work_of_lead'),
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(fields=['leader', 'kind', 'due', 'number'], name='work_of_leader'),
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(condition=models.Q(('last_action', 'return')), fields=['due', 'number'], name='work_returned'),
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(fields=['year', 'kind', '-behind', 'number'], name='furthest_behind'),
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(condition=models.Q(('counted', None)), fields=['id'], name='not_counted'),
        ),
        migrations.AddIndex(
            model_name='tally',
            index=models.Index(fields=['scope', 'year'], name='tallies_of_scope'),
        ),
        migrations.AddIndex(
            model_name='noticerow',
            index=models.Index(condition=models.Q(('read_at', None)), fields=['post', '-at', '-id'], name='unread_of_post'),
        ),
        migrations.RunPython(beside, migrations.RunPython.noop),
    ]
