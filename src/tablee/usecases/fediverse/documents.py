"""What a campaign says of itself in the fediverse: actor, notes and collections, as ActivityPub.

Source: ActivityPub and Activity Streams 2.0 (W3C), and what Mastodon documents of its own.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from html import escape
from typing import Any

from tablee.core.rulebook import as_ms
from tablee.core.terms import Terms
from tablee.core.text import Text
from tablee.ports.networks.actors import News
from tablee.usecases.fediverse.names import PUBLIC, Actor

STREAMS = "https://www.w3.org/ns/activitystreams"
ACTIVITY_JSON = "application/activity+json"
LD_JSON = "application/ld+json"
MEDIA = frozenset({ACTIVITY_JSON, LD_JSON})
PROFILED = f'{LD_JSON}; profile="{STREAMS}"'
_CONTEXT: Sequence[Any] = (
    STREAMS,
    "https://w3id.org/security/v1",
    {
        "toot": "http://joinmastodon.org/ns#",
        "schema": "http://schema.org#",
        "Hashtag": "as:Hashtag",
        "PropertyValue": "schema:PropertyValue",
        "discoverable": "toot:discoverable",
        "indexable": "toot:indexable",
        "manuallyApprovesFollowers": "as:manuallyApprovesFollowers",
        "value": "schema:value",
    },
)
_BOTH = ("fr", "en")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Document = dict[str, Any]


def written(document: Mapping[str, Any]) -> bytes:
    """Return a document as JSON."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def actor_document(actor: Actor, terms: Terms, public_key: str) -> Document:
    """Return the actor itself.

    It is a ``Service``: nobody types what it says. A ``Group`` would be taken for one that passes
    on what is sent to it, and this one does not.
    """
    summaries = {each: _paragraph(terms.summary, each) for each in _BOTH}
    document: Document = {
        "@context": _CONTEXT,
        "id": actor.id,
        "type": "Service",
        "preferredUsername": actor.handle,
        "name": terms.title.fr,
        "nameMap": {each: terms.title.say(each) for each in _BOTH},
        "summary": _joined(summaries),
        "summaryMap": summaries,
        "url": actor.page,
        "inbox": actor.inbox,
        "outbox": actor.outbox,
        "followers": actor.followers,
        "endpoints": {"sharedInbox": actor.shared_inbox},
        "publicKey": {"id": actor.key_id, "owner": actor.id, "publicKeyPem": public_key},
        "manuallyApprovesFollowers": False,
        "discoverable": True,
        "indexable": True,
        "published": _moment(as_ms(terms.opens_at)),
        "attachment": _particulars(actor, terms),
    }
    if terms.hashtag:
        document["tag"] = [_hashtag(actor, terms.hashtag)]
    return document


def note_document(actor: Actor, news: News) -> Document:
    """Return one piece of news, in both languages.

    It bears no hashtag: what the campaign says itself must never be taken for an act.
    """
    words = Text(news.en, news.fr)
    contents = {each: _paragraph(words, each) for each in _BOTH}
    link = f'<p><a href="{escape(actor.page)}">{escape(actor.page)}</a></p>'
    return {
        "id": actor.note(news.number),
        "type": "Note",
        "attributedTo": actor.id,
        "published": _moment(news.at_ms),
        "to": [PUBLIC],
        "cc": [actor.followers],
        "url": actor.note(news.number),
        "content": _joined(contents) + link,
        "contentMap": {each: text + link for each, text in contents.items()},
        "tag": [],
        "sensitive": False,
    }


def creation(actor: Actor, news: News) -> Document:
    """Return the activity by which news are told."""
    note = note_document(actor, news)
    return {
        "id": actor.creation(news.number),
        "type": "Create",
        "actor": actor.id,
        "published": note["published"],
        "to": note["to"],
        "cc": note["cc"],
        "object": note,
    }


def with_context(document: Document) -> Document:
    """Return a document that stands by itself."""
    return {"@context": STREAMS, **document}


def outbox(actor: Actor, total: int) -> Document:
    """Return what the campaign has told, as the beginning of its pages."""
    return {
        "id": actor.outbox,
        "type": "OrderedCollection",
        "totalItems": total,
        "first": f"{actor.outbox}?before=0",
    }


def outbox_page(actor: Actor, before: int, news: Sequence[News], *, is_last: bool) -> Document:
    """Return the news below the number *before*; with 0, the latest."""
    page: Document = {
        "id": f"{actor.outbox}?before={before}",
        "type": "OrderedCollectionPage",
        "partOf": actor.outbox,
        "orderedItems": [creation(actor, each) for each in news],
    }
    if news and not is_last:
        page["next"] = f"{actor.outbox}?before={news[-1].number}"
    return page


def followers(actor: Actor, total: int) -> Document:
    """Return how many follow; who they are is nobody's business."""
    return {"id": actor.followers, "type": "OrderedCollection", "totalItems": total}


def webfinger(actor: Actor) -> Document:
    """Return where to find the actor, for whoever knows its handle (RFC 7033)."""
    return {
        "subject": f"acct:{actor.account}",
        "aliases": [actor.page, actor.id],
        "links": [
            {"rel": "self", "type": ACTIVITY_JSON, "href": actor.id},
            {
                "rel": "http://webfinger.net/rel/profile-page",
                "type": "text/html",
                "href": actor.page,
            },
        ],
    }


def _particulars(actor: Actor, terms: Terms) -> list[Document]:
    link = f'<a href="{escape(actor.page)}" rel="me">{escape(actor.page)}</a>'
    said = {
        "Campagne / Campaign": link,
        "Au profit de / For": escape(terms.label.beneficiary),
        "Organisation / Organiser": escape(terms.label.organiser),
    }
    return [{"type": "PropertyValue", "name": name, "value": said[name]} for name in said]


def _hashtag(actor: Actor, hashtag: str) -> Document:
    return {"type": "Hashtag", "href": actor.page, "name": f"#{hashtag.lstrip('#')}"}


def _paragraph(words: Text, language: str) -> str:
    return f'<p lang="{language}">{escape(words.say(language))}</p>'


def _joined(paragraphs: Mapping[str, str]) -> str:
    """Return both paragraphs; what is the same in both languages stands there once."""
    bare = {each.partition(">")[2]: each for each in reversed(list(paragraphs.values()))}
    return "".join(reversed(list(bare.values())))


def _moment(at_ms: int) -> str:
    """Return a moment in whole seconds: some servers read no others."""
    said = (_EPOCH + timedelta(seconds=at_ms // 1_000)).isoformat(timespec="seconds")
    return said.replace("+00:00", "Z")
