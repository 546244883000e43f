"""A witness is made, told of logs, run and looked at from a terminal, without any site."""

import os
import subprocess
import sys

import pytest
from tests.logs import FolderLog, signer
from tests.witness.stand import request_of

from tablee.core.log.note import read_key
from tablee.outside.clock import SystemClock
from tablee.witness.memory import Memory
from tablee.witness.opening import open_server

NAME = "sponsor.example/witness"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "witness"


@pytest.fixture
def log(tmp_path):
    log = FolderLog(tmp_path / "log")
    log.add([b"one", b"two"])
    return log


def test_a_witness_is_made_once_and_shows_its_keys(run, folder, no_home):
    made = run("witness", "init", str(folder), "--name", NAME, "--post-quantum")
    assert made.code == 0, made.err
    assert [read_key(line).sort for line in made.out.splitlines()] == [4, 6]
    assert "had only grown" in made.err
    again = run("witness", "init", str(folder), "--name", NAME)
    assert (again.code, again.out) == (2, "")
    assert "already" in again.err
    assert "déjà" in run("--lang", "fr", "witness", "init", str(folder), "--name", NAME).err
    assert not no_home.exists(), "no site was opened"


def test_what_a_signature_means_is_in_its_name(run, folder):
    made = run("--lang", "fr", "witness", "init", str(folder), "--name", NAME, "--recount")
    assert read_key(made.out.strip()).name == f"{NAME}/recounts"
    assert "recomptée" in made.err
    refused = run("witness", "trust", str(folder), str(signer("log.example").key))
    assert refused.code == 2
    assert "--url" in refused.err


def test_a_name_that_no_key_can_have_is_refused(run, folder):
    said = run("witness", "init", str(folder), "--name", "two words")
    assert (said.code, said.out) == (2, "")
    assert not folder.exists()


def test_logs_are_trusted_by_their_keys_and_shown_with_what_was_seen(run, folder, log):
    run("witness", "init", str(folder), "--name", NAME)
    assert run("witness", "trust", str(folder), str(log.signer.key)).code == 0
    assert run("witness", "show", str(folder)).out.splitlines()[-1].split() == [
        log.origin,
        "0",
        "-",
    ]
    show(folder, request_of(0, [], log.signed(log.text())))
    shown = run("witness", "show", str(folder))
    assert shown.code == 0
    assert shown.out.splitlines()[-1].split() == [log.origin, "2", "-"]


def show(folder, body):
    """Show a request to the witness that nobody runs just now."""
    with Memory(folder) as memory:
        server = open_server(folder, memory, dict, SystemClock())
        return server._witness.look(body)  # noqa: SLF001 - without a socket


def test_evidence_is_shown_and_ends_with_1(run, folder, log, tmp_path):
    run("witness", "init", str(folder), "--name", NAME)
    run("witness", "trust", str(folder), str(log.signer.key))
    show(folder, request_of(0, [], log.signed(log.text())))
    fork = FolderLog(tmp_path / "fork")
    fork.add([b"one", b"three"])
    show(folder, request_of(2, [], fork.signed(fork.text())))
    shown = run("witness", "show", str(folder))
    assert shown.code == 1
    assert "-fork-" in shown.out


@pytest.mark.parametrize("key", ["nonsense", "a+00000000+AAAA"])
def test_what_is_no_key_of_a_log_is_refused(run, folder, key):
    run("witness", "init", str(folder), "--name", NAME)
    said = run("witness", "trust", str(folder), key)
    assert said.code == 2
    assert "no key of a log" in said.err
    good = str(signer("log.example").key)
    assert run("witness", "trust", str(folder), good, "--url", "nowhere").code == 2


@pytest.mark.parametrize("command", ["run", "show"])
def test_a_witness_without_its_memory_does_not_start(run, folder, command):
    assert "no witness" in run("witness", command, str(folder)).err
    run("witness", "init", str(folder), "--name", NAME)
    (folder / "seen").unlink()
    said = run("witness", command, str(folder))
    assert said.code == 2
    assert "must not sign again" in said.err


@pytest.mark.slow
def test_it_runs_until_it_is_asked_to_end(folder, run):
    run("witness", "init", str(folder), "--name", NAME)
    words = [sys.executable, "-m", "tablee", "witness", "run", str(folder), "--port", "0"]
    child = subprocess.Popen(
        words, env={**os.environ, "LC_ALL": "C"}, stderr=subprocess.PIPE, text=True
    )
    said = ""
    while "running on" not in said.lower() and (line := child.stderr.readline()):
        said += line
    second = run("witness", "run", str(folder))
    child.terminate()
    child.communicate(timeout=30)
    assert "The witness is at http://127.0.0.1:0/" in said
    assert second.code == 2
    assert "another process" in second.err
