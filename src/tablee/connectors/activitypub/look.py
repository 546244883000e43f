"""Look at one post of the fediverse whose address somebody pasted: its origin is asked for it."""

import hashlib
import re
from http import HTTPStatus
from urllib.parse import urlsplit

from tablee.core.post.finding import Finding
from tablee.evidence.activity import (
    Note,
    NotReadable,
    NotThere,
    Origins,
    Person,
    fold_tag,
    host_of,
    is_left_out,
    is_tombstone,
    read_actor,
    read_note,
)
from tablee.evidence.page import Target
from tablee.ports.verb import NotOfThisNetwork
from tablee.usecases.fediverse.documents import written
from tablee.wiring import Site

LONGEST_ADDRESS = 2_048
_USER = r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,98}[A-Za-z0-9_])?"
_HOST = r"[A-Za-z0-9.-]{3,253}"
_ID = r"[A-Za-z0-9_-]{5,64}"
_PATHS = re.compile(
    "|".join(
        (
            rf"/@{_USER}(?:@{_HOST})?/[0-9]{{8,25}}",  # Mastodon, and posts from elsewhere there
            rf"/(?:ap/)?users/{_USER}/statuses/{_ID}",  # Mastodon's ids
            rf"/@{_USER}/statuses/{_ID}",  # GoToSocial
            rf"/p/{_USER}/[0-9]{{8,25}}",  # Pixelfed
            rf"/(?:w|videos/watch|videos/w)/{_ID}",  # PeerTube
            rf"/notes/{_ID}",  # Misskey and its kin
            rf"/(?:notice|objects|display)/{_ID}",  # Pleroma, Akkoma, Friendica
            r"/(?:post|comment)/[0-9]{1,12}",  # Lemmy
            r"/m/[A-Za-z0-9_@.-]{1,200}/[pt]/[0-9]{1,12}(?:/[^/]{0,200})?",  # Mbin
            rf"/@{_USER}/posts?/{_ID}",  # Hollo and others
        )
    )
)


def recognise(address: str) -> str | None:
    """Return the address of what may be a post of the fediverse; nothing when it is none.

    Whether it is one only its server can say: everybody may have pages of such names.

    >>> recognise("https://social.example/@emil/112233445566778899?lang=fr")
    'https://social.example/@emil/112233445566778899'
    >>> recognise("https://blog.example/2026/soup")
    """
    try:
        parts = urlsplit(address.strip())
        is_plain = parts.username is None and bool(parts.hostname) and parts.port in {None, 443}
    except ValueError:
        return None
    is_fit = parts.scheme in {"http", "https"} and len(address) <= LONGEST_ADDRESS
    path = parts.path.removesuffix("/")
    if not (is_plain and is_fit and _PATHS.fullmatch(path)):
        return None
    return f"https://{(parts.hostname or '').lower()}{path}"


class Origin:
    """A `NetworkLook`: asks a post's own server for it, as the fediverse does."""

    def __init__(self, site: Site) -> None:
        self._origins = Origins(site.fetcher, site.clock, is_patient=False)

    async def see(self, object_: str, target: Target) -> Finding:
        """Return what a post shows; its id, wherever that is, is its name.

        Raises:
            NotFetched: its server does not answer.
            NotOfThisNetwork: what is there is a page and no post.
        """
        try:
            document = await self._origins.exact(object_, None)
            if is_tombstone(document):
                return _missing(object_)
            note = read_note(document)
        except NotThere as refusal:
            if refusal.is_gone:
                return _missing(object_)
            raise NotOfThisNetwork(str(refusal)) from None
        except NotReadable as trouble:
            raise NotOfThisNetwork(str(trouble)) from None
        if not note.is_public:
            return _missing(note.id)
        person = await self._author(note)
        content = hashlib.sha256(written(document)).hexdigest()
        return _finding(note, person, target, content)

    async def _author(self, note: Note) -> Person | None:
        """Return who wrote it; nothing when nobody says."""
        try:
            person = read_actor(await self._origins.near(note.author, None))
        except (NotThere, NotReadable):
            return None
        # A redirect may lead to somebody on another host, whose name is not to be borrowed.
        return person if host_of(person.id) == host_of(note.author) else None


def _finding(note: Note, person: Person | None, target: Target, content: str) -> Finding:
    is_unwilling = person is not None and (person.is_opted_out or person.is_bot)
    return Finding(
        address=note.address,
        canonical=note.id,
        blog=note.author,
        status=HTTPStatus.OK,
        is_readable=True,
        is_whole=True,
        links=tuple(each for each in note.links if target.is_at(each)),
        is_naming=bool(target.hashtag) and fold_tag(target.hashtag) in note.hashtags,
        is_opted_out=is_unwilling or is_left_out(note),
        content_hash=content,
        display=note.display._replace(author=person.name if person else ""),
    )


def _missing(name: str) -> Finding:
    """Return what is to be said of a post that is not there, or not for everybody."""
    return Finding(
        address=name,
        canonical=name,
        blog="",
        status=HTTPStatus.NOT_FOUND,
        is_readable=False,
        is_whole=True,
    )
