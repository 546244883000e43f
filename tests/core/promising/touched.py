"""A security key in software, built by the letter of OpenSSH's PROTOCOL.u2f and PROTOCOL.sshsig.

Nothing of ours helps it but Ed25519 itself, so that what it makes is what a real one would.
"""

import base64
import struct
from dataclasses import dataclass
from hashlib import new, sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SORT = b"sk-ssh-ed25519@openssh.com"
PRESENT, VERIFIED, ATTESTED, EXTENDED = 0x01, 0x04, 0x40, 0x80


def ssh_string(raw: bytes) -> bytes:
    return struct.pack(">I", len(raw)) + raw


@dataclass(frozen=True)
class SecurityKey:
    """A key that signs when it is touched; some of them say what no honest one does."""

    name: str
    application: bytes = b"ssh:"
    flags: int = PRESENT
    counter: int = 7
    hash_name: str = "sha512"
    sort: bytes = SORT

    @property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(sha256(self.name.encode()).digest())

    @property
    def public(self) -> bytes:
        """The key as OpenSSH writes it into signatures and files."""
        raw = self._private.public_key().public_bytes_raw()
        return ssh_string(SORT) + ssh_string(raw) + ssh_string(self.application)

    @property
    def line(self) -> str:
        """The key in one line."""
        return f"{SORT.decode()} {base64.b64encode(self.public).decode()}"

    def sign(self, text: str, namespace: bytes = b"tablee") -> str:
        """Return what ``ssh-keygen -Y sign`` writes."""
        digest = new(self.hash_name, text.encode()).digest()
        named = ssh_string(namespace) + ssh_string(b"") + ssh_string(self.hash_name.encode())
        asked = b"SSHSIG" + named + ssh_string(digest)
        said = struct.pack(">BI", self.flags, self.counter)
        signed = sha256(self.application).digest() + said + sha256(asked).digest()
        value = ssh_string(self.sort) + ssh_string(self._private.sign(signed)) + said
        blob = b"SSHSIG" + struct.pack(">I", 1) + ssh_string(self.public) + named
        return armour(blob + ssh_string(value))


def armour(blob: bytes) -> str:
    """Return the lines that ``ssh-keygen`` would write."""
    encoded = base64.b64encode(blob).decode()
    rows = "\n".join(encoded[at : at + 70] for at in range(0, len(encoded), 70))
    return f"-----BEGIN SSH SIGNATURE-----\n{rows}\n-----END SSH SIGNATURE-----\n"


def blob_of(armoured: str) -> bytes:
    """Return the bytes in such lines."""
    return base64.b64decode("".join(armoured.split("\n")[1:-2]))
