"""A site is served until Ctrl-C, and ends in peace."""

import os
import signal
import subprocess
import sys

PATIENCE_S = 60


def test_ctrl_c_ends_a_site_without_a_word_of_failure(home):
    environ = os.environ | {"TABLEE_HOME": str(home), "LC_ALL": "C", "TABLEE_WORKERS": "0"}
    words = [sys.executable, "-m", "tablee", "serve", "--port", "0"]
    with subprocess.Popen(words, env=environ, stderr=subprocess.PIPE, text=True) as site:
        assert site.stderr is not None
        for line in site.stderr:
            if "Uvicorn running" in line:
                break
        site.send_signal(signal.SIGINT)
        said = site.communicate(timeout=PATIENCE_S)[1]
    assert site.returncode == 0, said
    assert "Aborted" not in said
