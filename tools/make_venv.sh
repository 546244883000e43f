#!/bin/sh
# Make the virtual environment named by the first argument with the newest usable Python.
#
# "Usable" is asked of the interpreter itself: a name on the PATH may be an empty shim.
# Debian ships Python without the means to make an environment; as root we add them,
# otherwise we say in one sentence what to install.
set -eu
venv=$1

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

# Keep an environment that works: making it anew would only cost time.
if [ -x "$venv/bin/python" ] && is_new_enough "$venv/bin/python" \
    && "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    exit 0
fi

python=
for name in python3 python3.14 python3.13 python3.12 python3.11 python; do
    if is_new_enough "$name"; then
        python=$name
        break
    fi
done
if [ -z "$python" ]; then
    echo "setup: Tablée needs Python 3.11 or newer; install it, then run this again." >&2
    exit 1
fi

echo "setup: making $venv with $("$python" --version)"
rm -rf "$venv"
if "$python" -m venv "$venv" >/dev/null 2>&1; then
    exit 0
fi

version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "setup: this Python cannot make environments yet; installing python$version-venv"
    apt-get update -qq >/dev/null
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "python$version-venv" >/dev/null
    rm -rf "$venv"
    exec "$python" -m venv "$venv"
fi
rm -rf "$venv"
echo "setup: $python cannot make environments: install the package python$version-venv, then run this again." >&2
exit 1
