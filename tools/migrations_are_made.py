"""Fail when a model has changed and its migration has not been written."""

import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent


def settings_module() -> str | None:
    """Return the Django settings named in pyproject, if there are any yet."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    name: str = project["tool"].get("django-stubs", {}).get("django_settings_module", "")
    path = ROOT / "src" / Path(*name.split("."))
    return name if (name and path.with_suffix(".py").exists()) or path.is_dir() else None


def main() -> int:
    """Ask Django whether a migration is missing; nothing is written."""
    settings = settings_module()
    if settings is None:
        print("migrations: no Django settings yet")
        return 0
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": settings, "TABLEE_HOME": home}
        command = [sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run"]
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
