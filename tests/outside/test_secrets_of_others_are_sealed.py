"""A key that is kept for somebody opens with this site's secret alone, and as what it was."""

import pytest

from tablee.core.errors import BrokenInvariant
from tablee.outside.vault import SecretVault

VAULT = SecretVault(b"a secret of this site")


def test_what_is_sealed_opens_again():
    sealed = VAULT.seal(b"seed", "Dana's key")
    assert SecretVault(b"a secret of this site").open(sealed, "Dana's key") == b"seed"


def test_the_same_secret_is_never_sealed_the_same_way():
    assert VAULT.seal(b"seed", "key") != VAULT.seal(b"seed", "key")


@pytest.mark.parametrize("about", ["Carl's key", ""])
def test_it_opens_as_nothing_else(about):
    with pytest.raises(BrokenInvariant):
        VAULT.open(VAULT.seal(b"seed", "Dana's key"), about)


def test_it_opens_nowhere_else_and_never_when_a_bit_has_changed():
    sealed = VAULT.seal(b"seed", "key")
    with pytest.raises(BrokenInvariant):
        SecretVault(b"another secret").open(sealed, "key")
    for at in range(len(sealed)):
        changed = bytearray(sealed)
        changed[at] ^= 1
        with pytest.raises(BrokenInvariant):
            VAULT.open(bytes(changed), "key")
    for short in (b"", sealed[:5], sealed[:20]):
        with pytest.raises(BrokenInvariant):
            VAULT.open(short, "key")
