"""Every step of sealing fails once, before or after it was done: the log goes on as if not.

After Sunlight's TestSequenceErrors: each step that writes, whether it fails without being done or
is done and fails all the same; then sealing goes on, and the whole log is looked at.
"""

from contextlib import suppress

import pytest
from tests import make
from tests.usecases.log.sealery import Faults, Sealery

STEPS = 40
"""More than one sealing has."""


def sealed_in_peace(stage):
    faults = Faults()
    assert not stage.sealer(faults).seal(make.SLUG).stopped
    return faults.steps


def go_on(stage, sealer, faults, *, is_restarted):
    """Seal until it goes well; return who did."""
    while True:
        try:
            found = sealer.seal(make.SLUG)
        except OSError:
            sealer = stage.sealer(faults) if is_restarted else sealer
            continue
        assert not found.stopped
        assert found.is_published
        return sealer


def run(stage, faults, *, is_restarted):
    """Seal with one fault, then go on; return whether the fault came."""
    sealer = go_on(stage, stage.sealer(faults), faults, is_restarted=is_restarted)
    has_failed = faults.has_failed
    stage.acts(7, name="later")
    go_on(stage, sealer, faults, is_restarted=is_restarted)
    return has_failed


@pytest.mark.parametrize("is_restarted", [False, True])
@pytest.mark.parametrize("is_done", [False, True])
@pytest.mark.parametrize("before", [0, 250])
def test_one_failed_step_changes_nothing(tmp_path, before, is_done, is_restarted):
    steps = 0
    for step in range(1, STEPS):
        stage = Sealery()
        if before:
            stage.acts(before, name="before")
            sealed_in_peace(stage)
        stage.acts(300)
        faults = Faults(step, is_done=is_done)
        if not run(stage, faults, is_restarted=is_restarted):
            break
        steps += 1
        stage.check(tmp_path / str(step))
    assert 10 <= steps < STEPS - 1


@pytest.mark.parametrize("is_done", [False, True])
def test_two_faults_one_after_the_other_change_nothing(tmp_path, is_done):
    for step in range(1, 12):
        stage = Sealery()
        stage.acts(260)
        for faults in (Faults(step, is_done=not is_done), Faults(3, is_done=is_done)):
            with suppress(OSError):
                stage.sealer(faults).seal(make.SLUG)
        assert stage.seal().is_published
        stage.check(tmp_path / str(step))


def test_a_batch_that_was_staged_is_finished_byte_for_byte(tmp_path):
    stage = Sealery()
    stage.acts(20)
    with pytest.raises(OSError, match="failed"):
        stage.sealer(Faults(2, is_done=True)).seal(make.SLUG)
    with stage.desks.read() as desk:
        staged = desk.logs.staged(desk.campaigns.see(make.SLUG).id)
    stage.acts(20, name="more")
    stage.seal()
    stage.check(tmp_path)
    bundle = stage.files.read(next(path for path in stage.files.paths() if "entries" in path))
    assert bundle.startswith(staged.entries)
