"""Find Debian's WordPress for the test with a real blog, or install it where we may."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

WORDPRESS = Path("/usr/share/wordpress")
THEMES = Path("/var/lib/wordpress/wp-content/themes")
THEME = "twentytwentyone"
PROGRAMS = {
    "php": "php-cli",
    "mariadbd": "mariadb-server-core",
    "mariadb-install-db": "mariadb-server-core",
}
# A small web server stands in for Apache, which would start by itself: none of them is used.
PACKAGES = (
    "wordpress",
    f"wordpress-theme-{THEME}",
    "mini-httpd",
    "php",
    "php-cgi",
    "php-cli",
    "php-mysql",
    "php-xml",
    "mariadb-client",
    "mariadb-server-core",
)
_SYSTEM_PATHS = ("/usr/sbin", "/sbin")


def program(name: str) -> str | None:
    """Return the path of a program on this machine, also of one that only root has on the PATH."""
    path = os.pathsep.join((os.environ.get("PATH", os.defpath), *_SYSTEM_PATHS))
    return shutil.which(name, path=path)


def missing() -> list[str]:
    """Return the packages that a blog on this machine still needs."""
    found = [package for name, package in PROGRAMS.items() if program(name) is None]
    if not (WORDPRESS / "wp-load.php").exists():
        found.append("wordpress")
    if not (THEMES / THEME).exists():
        found.append(f"wordpress-theme-{THEME}")
    if program("php") and not _knows_mysql():
        found.append("php-mysql")
    return sorted(set(found))


def _knows_mysql() -> bool:
    known = subprocess.run([program("php") or "php", "-m"], capture_output=True, check=False)
    return b"mysqli" in known.stdout.split()


def install() -> None:
    """Install Debian's packages without starting any service; only root on a Debian can."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    add = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES]
    for command in (["apt-get", "update", "-qq"], add):
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)


def main() -> int:
    """Say which WordPress the tests will run; 1 when there is none and there must be one."""
    if missing() and os.geteuid() == 0 and shutil.which("apt-get"):
        print("wordpress: installing Debian's WordPress for the test with a real blog")
        install()
    lacking = missing()
    if lacking:
        names = " ".join(lacking)
        print(f"wordpress: for the test with a real blog install: {names}", file=sys.stderr)
        return 1
    print(f"wordpress: {WORDPRESS}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
