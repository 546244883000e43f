"""Mail goes out over real sockets, encrypted, and nobody is named when it does not."""

import socket
import ssl
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from ipaddress import ip_address

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tablee.config import InvalidSetting, read_settings
from tablee.outside.clock import SetClock
from tablee.outside.mail import open_mailer
from tablee.outside.mail.folder import FolderMail
from tablee.outside.mail.off import NoMail
from tablee.outside.mail.smtp import Relay, SmtpMail
from tablee.ports.mail import Mail, NotSent

SENDER = "shifts@meals.example"
LETTER = Mail("emil@blog.example", "Votre créneau", "Bonjour Émil,\n\nà samedi !\n", "7:1:join")
CLOCK = SetClock(1_790_000_000_000)


class Box:
    """What a server took, and what it is to answer."""

    def __init__(self):
        self.taken = []
        self.answer = "250 OK"

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802
        if address.startswith("nobody"):
            return "550 no such user <nobody@blog.example>"
        if address.startswith("later"):
            return "450 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, session, envelope):  # noqa: N802
        is_safe = session.ssl is not None
        self.taken.append((is_safe, session.authenticated, envelope.rcpt_tos, envelope.content))
        return self.answer


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for this machine that nobody else trusts, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)  # noqa: TID251 - certificates are dated by the real clock
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


@contextmanager
def serving(box, certificate=None, *, way="smtp", **more):
    """A real server on a port of its own; gives the relay that leads there."""
    context = None
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
    at_once = {"ssl_context": context} if way == "smtps" else {}

    class Serving(Controller):
        def factory(self):
            tls = context if way == "smtp" else None
            return SMTP(self.handler, tls_context=tls, require_starttls=bool(tls), **more)

    server = Serving(box, hostname="127.0.0.1", port=free_port(), **at_once)
    server.start()
    try:
        yield Relay(way, "127.0.0.1", server.port, "", "", 5.0)
    finally:
        server.stop()


def free_port():
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


def trusting(certificate):
    return lambda: ssl.create_default_context(cafile=certificate)


def read(content):
    return message_from_bytes(content, policy=policy.default)


@pytest.mark.parametrize("way", ["smtp", "smtps"])
def test_a_letter_goes_out_encrypted(certificate, way):
    box = Box()
    with serving(box, certificate, way=way) as relay:
        SmtpMail(relay, SENDER, clock=CLOCK, trust=trusting(certificate)).send(LETTER)
    ((is_safe, _, to, content),) = box.taken
    assert is_safe or way == "smtps", "where TLS comes first, aiosmtpd does not say so"
    assert to == ["emil@blog.example"]
    letter = read(content)
    assert letter["Subject"] == "Votre créneau"
    assert letter["From"] == SENDER
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content_type() == "text/plain"
    assert letter.get_content().replace("\r\n", "\n") == LETTER.text


def test_who_signs_in_is_signed_in_only_when_it_is_encrypted(certificate):
    box, seen = Box(), []

    def known(_server, _session, _envelope, _mechanism, login):
        seen.append((login.login, login.password))
        return AuthResult(success=login.password == b"let me in", handled=False)

    with serving(box, certificate, authenticator=known, auth_required=True) as relay:
        good = relay._replace(user="ada", password="let me in")
        SmtpMail(good, SENDER, trust=trusting(certificate)).send(LETTER)
        wrong = SmtpMail(good._replace(password="no"), SENDER, trust=trusting(certificate))
        with pytest.raises(NotSent, match="535") as refusal:
            wrong.send(LETTER)
    assert not refusal.value.is_lasting
    assert len(box.taken) == 1
    assert seen[0] == (b"ada", b"let me in")


def test_a_server_that_nobody_vouches_for_gets_nothing(certificate):
    box = Box()
    with serving(box, certificate) as relay, pytest.raises(NotSent, match="no answer"):
        SmtpMail(relay, SENDER).send(LETTER)
    assert box.taken == []


def test_a_server_that_does_not_encrypt_gets_nothing():
    box = Box()
    with serving(box, way="smtp+plain") as relay:
        with pytest.raises(NotSent, match="STARTTLS") as refusal:
            SmtpMail(relay._replace(way="smtp"), SENDER).send(LETTER)
        assert not refusal.value.is_lasting
        assert box.taken == []
        SmtpMail(relay, SENDER).send(LETTER)
    assert len(box.taken) == 1


@pytest.mark.parametrize(("to", "is_lasting"), [("nobody", True), ("later", False)])
def test_a_refusal_says_for_how_long_and_not_about_whom(to, is_lasting):
    with serving(Box(), way="smtp+plain") as relay, pytest.raises(NotSent) as refusal:
        SmtpMail(relay, SENDER).send(LETTER._replace(to=f"{to}@blog.example"))
    assert refusal.value.is_lasting is is_lasting
    assert "blog.example" not in str(refusal.value)
    assert refusal.value.__cause__ is None
    assert refusal.value.__suppress_context__


def test_a_full_machine_is_asked_again():
    box = Box()
    box.answer = "452 no room"
    with serving(box, way="smtp+plain") as relay, pytest.raises(NotSent, match="452") as refusal:
        SmtpMail(relay, SENDER).send(LETTER)
    assert not refusal.value.is_lasting


def test_a_server_that_never_answers_keeps_nobody_for_long():
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        relay = Relay("smtp+plain", "127.0.0.1", mute.getsockname()[1], "", "", 0.4)
        begun_s = time.monotonic()
        with pytest.raises(NotSent, match="no answer"):
            SmtpMail(relay, SENDER).send(LETTER)
        assert time.monotonic() - begun_s < 5


def test_a_server_that_is_not_there_is_asked_again():
    relay = Relay("smtp+plain", "127.0.0.1", free_port(), "", "", 2.0)
    with pytest.raises(NotSent) as refusal:
        SmtpMail(relay, SENDER).send(LETTER)
    assert not refusal.value.is_lasting


def test_a_server_that_hangs_up_is_asked_again():
    with socket.socket() as rude:
        rude.bind(("127.0.0.1", 0))
        rude.listen()

        def hang_up():
            rude.accept()[0].close()

        ending = threading.Thread(target=hang_up)
        ending.start()
        relay = Relay("smtp+plain", "127.0.0.1", rude.getsockname()[1], "", "", 2.0)
        with pytest.raises(NotSent) as refusal:
            SmtpMail(relay, SENDER).send(LETTER)
        ending.join()
    assert not refusal.value.is_lasting


@pytest.mark.parametrize(
    "to",
    [
        "emil@blog.example\r\nBcc: all@blog.example",
        "emil@blog.example, all@blog.example",
        "<emil@blog.example> all@blog.example",
        "emil",
        "",
        "f?@[=?é",
        ".@[\t",
    ],
)
def test_an_address_is_one_address(tmp_path, to):
    with pytest.raises(NotSent) as refusal:
        FolderMail(tmp_path / "mail", SENDER, CLOCK).send(LETTER._replace(to=to))
    assert refusal.value.is_lasting
    assert not (tmp_path / "mail").exists()


def test_nobody_adds_a_header(tmp_path):
    mail = LETTER._replace(subject="Hello\r\nBcc: all@blog.example\n\nBuy pills")
    FolderMail(tmp_path, SENDER, CLOCK).send(mail)
    (path,) = tmp_path.glob("*.eml")
    letter = read(path.read_bytes())
    assert letter["Bcc"] is None
    assert letter["Subject"] == "Hello Bcc: all@blog.example Buy pills"


def test_the_same_letter_is_the_same_file_and_has_the_same_name(tmp_path):
    folder = FolderMail(tmp_path, SENDER, CLOCK)
    folder.send(LETTER)
    folder.send(LETTER)
    folder.send(LETTER._replace(key="8:1:join"))
    names = {read(path.read_bytes())["Message-ID"] for path in tmp_path.glob("*.eml")}
    assert len(names) == len([*tmp_path.iterdir()]) == 2


def test_a_folder_that_cannot_be_written_to_is_tried_again(tmp_path):
    taken = tmp_path / "mail"
    taken.write_text("a file, not a folder")
    with pytest.raises(NotSent) as refusal:
        FolderMail(taken, SENDER, CLOCK).send(LETTER)
    assert not refusal.value.is_lasting


def settings(tmp_path, url, sender=SENDER):
    given = {"TABLEE_HOME": str(tmp_path), "TABLEE_MAIL_URL": url, "TABLEE_MAIL_FROM": sender}
    return read_settings({name: value for name, value in given.items() if value})


def test_the_settings_say_who_carries_mail(tmp_path):
    assert isinstance(open_mailer(settings(tmp_path, "", "")), NoMail)
    assert isinstance(open_mailer(settings(tmp_path, "folder:mail")), FolderMail)
    opened = open_mailer(settings(tmp_path, "smtps://ada:a%40b@mail.example"))
    assert isinstance(opened, SmtpMail)
    assert opened._relay == Relay("smtps", "mail.example", 465, "ada", "a@b", 10.0)  # noqa: SLF001


def test_without_mail_nothing_goes_out():
    with pytest.raises(NotSent) as refusal:
        NoMail().send(LETTER)
    assert refusal.value.is_lasting
    assert not NoMail.is_on


@pytest.mark.parametrize(
    ("url", "sender"),
    [
        ("http://mail.example", SENDER),
        ("smtp://", SENDER),
        ("smtp+plain://mail.example", SENDER),
        ("smtp://mail.example:port", SENDER),
        ("folder:../elsewhere", SENDER),
        ("smtp://mail.example", "no address"),
        ("smtp://mail.example", ""),
        ("", SENDER),
    ],
)
def test_what_cannot_be_right_is_refused_at_the_start(tmp_path, url, sender):
    with pytest.raises(InvalidSetting):
        settings(tmp_path, url, sender)
