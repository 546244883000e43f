#!/bin/sh
# Put exactly the packages of requirements/lock.txt into the environment named by the first argument.
#
# uv does it in seconds. Where it cannot reach the index this machine is set up for (it does not
# read pip's settings), pip does the same from the same hashes, and takes a little longer.
set -eu
venv=$1
lock=requirements/lock.txt
complaints=$(mktemp)
trap 'rm -f "$complaints"' EXIT

# Trust what this machine trusts, not a list of certificates that came with uv.
if UV_SYSTEM_CERTS=1 "$venv/bin/uv" pip sync --quiet --require-hashes \
    --python "$venv/bin/python" "$lock" 2>"$complaints"; then
    exit 0
fi
sed 's/^/setup: uv: /' "$complaints" | head -n 3
echo "setup: trying again with pip"
exec "$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
    --require-hashes --requirement "$lock"
