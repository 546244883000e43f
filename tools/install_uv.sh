#!/bin/sh
# Put uv, which installs the rest, into the environment named by the first argument.
#
# Without uv the rest is still installed, by pip: so a platform it has no wheel for is no obstacle.
set -eu
venv=$1
test -x "$venv/bin/uv" && exit 0
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
    --require-hashes --requirement requirements/uv.txt \
    || echo "setup: going on without uv, more slowly"
