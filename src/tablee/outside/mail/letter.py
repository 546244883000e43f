"""A letter as it travels: plain text, headers that nothing of a stranger's can add to."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256

from tablee.ports.mail import Mail, NotSent

LONGEST_SUBJECT = 200
BAD_ADDRESS = "the address is none that mail can be sent to"


def written(mail: Mail, sender: str, at: datetime) -> EmailMessage:
    """Return the message of *mail*. The same letter has the same Message-ID whenever it is sent.

    Raises:
        NotSent: the address is none; it would never go out.
    """
    message = EmailMessage(policy=SMTP)
    message["Subject"] = one_line(mail.subject)[:LONGEST_SUBJECT]
    message["From"] = sender
    message["To"] = _address(mail.to)
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{sha256(mail.key.encode()).hexdigest()[:32]}@{_host(sender)}>"
    message["Content-Language"] = mail.language
    # Answering machines leave alone what says that a machine wrote it (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text, charset="utf-8")
    return message


def one_line(words: str) -> str:
    r"""Return *words* without anything that could end a line.

    >>> one_line("Soup\r\nBcc: all@blog.example")
    'Soup Bcc: all@blog.example'
    """
    return " ".join("".join(each if each.isprintable() else " " for each in words).split())


def _address(text: str) -> Address:
    try:
        address = Address(addr_spec=text)
    except Exception:  # noqa: BLE001 - the library stumbles over odd ones in ways of its own
        raise NotSent(BAD_ADDRESS, is_lasting=True) from None
    if not address.domain or one_line(text) != text or " " in text:
        raise NotSent(BAD_ADDRESS, is_lasting=True)
    return address


def _host(sender: str) -> str:
    return sender.rpartition("@")[2].strip("<> ") or "localhost"
