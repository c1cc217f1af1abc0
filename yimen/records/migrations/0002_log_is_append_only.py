"""The database refuses to alter or delete lines of the log.

A line may get its place in the chain once. `yimen prune_log` lifts the triggers inside its own transaction; whoever
may alter tables can do the same, which is why the chain and its seals exist besides (docs/adr/0029).
"""

from django.db import migrations

SQLITE = (
    """
    CREATE TRIGGER audit_refuse_update BEFORE UPDATE ON records_auditentry
    BEGIN SELECT RAISE(ABORT, 'lines of the log are not altered'); END
    """,
    """
    CREATE TRIGGER audit_refuse_delete BEFORE DELETE ON records_auditentry
    BEGIN SELECT RAISE(ABORT, 'lines of the log are not deleted'); END
    """,
)
POSTGRESQL = (
    """
    CREATE FUNCTION records_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND OLD.position IS NULL AND OLD.digest = ''
           AND to_jsonb(NEW) - 'position' - 'digest' = to_jsonb(OLD) - 'position' - 'digest' THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'lines of the log are neither altered nor deleted' USING ERRCODE = 'restrict_violation';
    END $$
    """,
    """
    CREATE TRIGGER audit_refuse_change BEFORE UPDATE OR DELETE ON records_auditentry
    FOR EACH ROW EXECUTE FUNCTION records_audit_refuse()
    """,
    """
    CREATE TRIGGER audit_refuse_truncate BEFORE TRUNCATE ON records_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION records_audit_refuse()
    """,
)
UNDO_SQLITE = ("DROP TRIGGER audit_refuse_update", "DROP TRIGGER audit_refuse_delete")
UNDO_POSTGRESQL = (
    "DROP TRIGGER audit_refuse_truncate ON records_auditentry",
    "DROP TRIGGER audit_refuse_change ON records_auditentry",
    "DROP FUNCTION records_audit_refuse()",
)


def put_up(_apps, editor):
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement, params=None)


def take_down(_apps, editor):
    for statement in UNDO_SQLITE if editor.connection.vendor == "sqlite" else UNDO_POSTGRESQL:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]

    operations = [migrations.RunPython(put_up, take_down)]
