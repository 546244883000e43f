"""An authenticator in a few lines, so that tests can let it do what no real one does."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256

import cbor2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40
OKP, EDDSA, ED25519 = 1, -8, 6


def text(raw):
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def raw(said):
    return urlsafe_b64decode(said + "=" * (-len(said) % 4))


class Authenticator:
    """One passkey, for one site."""

    def __init__(self, host, origin, name=b"passkey"):
        self.host, self.origin = host, origin
        self.credential = sha256(name).digest()
        self._private = Ed25519PrivateKey.from_private_bytes(sha256(name + b" secret").digest())
        self.uses = 0
        self.flags = PRESENT | VERIFIED

    def make(self, options):
        """Answer what a site asks of a new passkey."""
        public = self._private.public_key().public_bytes_raw()
        cose = cbor2.dumps({1: OKP, 3: EDDSA, -1: ED25519, -2: public})
        length = len(self.credential).to_bytes(2)
        attested = bytes(16) + length + self.credential + cose
        said = self._data(self.flags | ATTESTED) + attested
        statement = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": said})
        client = self._client("webauthn.create", options)
        return self._answer(clientDataJSON=client, attestationObject=statement)

    def use(self, options):
        """Answer what a site asks of a passkey that it knows."""
        self.uses += 1
        client, said = self._client("webauthn.get", options), self._data(self.flags)
        signature = self._private.sign(said + sha256(client).digest())
        return self._answer(clientDataJSON=client, authenticatorData=said, signature=signature)

    def _data(self, flags):
        return sha256(self.host.encode()).digest() + bytes([flags]) + self.uses.to_bytes(4)

    def _client(self, kind, options):
        challenge = json.loads(options)["challenge"]
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _answer(self, **response):
        said = {name: text(value) for name, value in response.items()}
        name = text(self.credential)
        whole = {"id": name, "rawId": name, "type": "public-key", "response": said}
        return json.dumps(whole | {"clientExtensionResults": {}})
