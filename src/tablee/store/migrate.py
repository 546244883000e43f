"""Bring the tables up to date, one process at a time."""

import fcntl
from pathlib import Path

from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

LOCK_NAME = "migrate.lock"


def migrate(alias: str, home: Path) -> bool:
    """Apply the migrations that are missing; return whether there were any."""
    with (home / LOCK_NAME).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not missing_migrations(alias):
            return False
        call_command("migrate", database=alias, interactive=False, verbosity=0, skip_checks=True)
        return True


def missing_migrations(alias: str) -> list[str]:
    """Return the names of the migrations that are still to be applied."""
    executor = MigrationExecutor(connections[alias])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]
