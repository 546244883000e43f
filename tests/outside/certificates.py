"""Certificates that are made for one test and believed by nobody else."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

FROM = datetime(2020, 1, 1, tzinfo=UTC)
FOR_LONG = timedelta(days=36_500)
FOR_A_DAY = timedelta(days=1)


class Believed(NamedTuple):
    """Both sides of TLS."""

    server: ssl.SSLContext
    gate: ssl.SSLContext


def certificates(
    folder: Path, *names: str, lasts: timedelta = FOR_LONG, is_believed: bool = True
) -> Believed:
    """Return a server with a certificate for *names*, and who believes its authority."""
    authority_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    authority = _blank("authority", authority_key, FOR_LONG).add_extension(
        x509.BasicConstraints(ca=True, path_length=None), critical=True
    )
    alternatives = x509.SubjectAlternativeName([x509.DNSName(name) for name in names])
    ours = _blank("a blog", key, lasts).add_extension(alternatives, critical=False)
    chain, root = folder / "chain.pem", folder / "root.pem"
    chain.write_bytes(_private(key) + _signed(ours, authority_key))
    root.write_bytes(_signed(authority, authority_key))
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(chain)
    return Believed(server, ssl.create_default_context(cafile=root if is_believed else None))


def _blank(
    subject: str, key: ec.EllipticCurvePrivateKey, lasts: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(_named(subject))
        .issuer_name(_named("authority"))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(FROM)
        .not_valid_after(FROM + lasts)
    )


def _signed(blank: x509.CertificateBuilder, signer: ec.EllipticCurvePrivateKey) -> bytes:
    return blank.sign(signer, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def _private(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
