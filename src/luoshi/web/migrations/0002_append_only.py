"""Events and signed heads can be added and read, and nothing else: the database itself refuses."""

from django.db import migrations

TABLES = ("web_eventrow", "web_dayhead")


def refuse(apps, editor, tables=TABLES):
    for table in tables:
        for word in ("UPDATE", "DELETE"):
            name = f"{table}_no_{word.lower()}"
            if editor.connection.vendor == "sqlite":
                editor.execute(
                    f"CREATE TRIGGER {name} BEFORE {word} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                )
            else:
                editor.execute(
                    f"CREATE TRIGGER {name} BEFORE {word} ON {table} FOR EACH ROW EXECUTE FUNCTION luoshi_append_only()"
                )
        if editor.connection.vendor == "postgresql":
            editor.execute(
                f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} EXECUTE FUNCTION luoshi_append_only()"
            )


def function(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute(
            "CREATE OR REPLACE FUNCTION luoshi_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only'; END $$"
        )


class Migration(migrations.Migration):
    dependencies = [("web", "0001_ledger")]  # noqa: RUF012
    operations = [  # noqa: RUF012
        migrations.RunPython(function, migrations.RunPython.noop),
        migrations.RunPython(refuse, migrations.RunPython.noop),
    ]
