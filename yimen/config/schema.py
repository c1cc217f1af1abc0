"""Whether the database has the tables that this version of the program expects."""

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor


def unapplied_migrations(connection: BaseDatabaseWrapper) -> list[str]:
    """Migrations that the database still lacks, as "app.name" in the order to apply. Raises DatabaseError."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]
