"""A real server beside networks of this machine; alone it opens the campaign they speak of.

`python -m tests.journeys.networking`
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from tests import make
from tests.blogs import Blogs, Page
from tests.connectors.pasted.stage import on_tiktok, on_x, on_youtube
from tests.journeys.posting import Street
from tests.outside.certificates import certificates
from tests.sites import lay_tables

from tablee.cli.replay.own_server import OwnServer, free_port, own_environ
from tablee.config import read_settings
from tablee.core.terms import Proof
from tablee.outside.secret import site_secret
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.web.settings import WEB
from tablee.wiring import open_site

HOSTS = (
    "publish.x.com",
    "t.co",
    "www.tiktok.com",
    "vm.tiktok.com",
    "www.youtube.com",
    "www.facebook.com",
    "public.api.bsky.app",
    "social.example",
)
ACTIVITY = (("content-type", "application/activity+json"),)
JSON = (("content-type", "application/json"),)
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
EMIL = "https://social.example/users/emil"
DID = "did:plc:emil"


def answer(host: str, path: str) -> Page | None:
    """Return what a network of ours says: every post there is has the hashtag, but those of 404."""
    parts = urlsplit(path)
    fields = parse_qs(parts.query)
    about = fields.get("url", [""])[0]
    if host == "social.example":
        return _social(parts.path)
    if host == "public.api.bsky.app":
        return _sky(parts.path, fields)
    if host == "vm.tiktok.com":
        number = parts.path.strip("/")[2:]
        moved_to = (("location", f"https://www.tiktok.com/@fay/video/73{number}?_r=1"),)
        return Page(status=302, headers=moved_to)
    return _embedded(host, about) if parts.path == "/oembed" and "404" not in about else None


def _embedded(host: str, about: str) -> Page | None:
    number = about.rpartition("=")[2].rpartition("/")[2]
    title = "A table #soup" if "tag" in number else "A table"
    said = {
        "publish.x.com": on_x(number=number, handle=f"emil{number[-4:]}"),
        "www.tiktok.com": on_tiktok(number=number, handle=f"fay{number[-4:]}"),
        "www.youtube.com": on_youtube(title, number=number),
    }
    return _said(said[host]) if host in said else None


def _social(path: str) -> Page:
    if path == "/users/emil":
        person = {"id": EMIL, "type": "Person", "preferredUsername": "emil", "inbox": f"{EMIL}/in"}
        return Page(json.dumps(person), headers=ACTIVITY)
    note = {
        "id": f"https://social.example{path}",
        "type": "Note",
        "attributedTo": EMIL,
        "to": [PUBLIC],
        "content": "<p>Soup #soup</p>",
        "tag": [{"type": "Hashtag", "name": "#soup"}],
    }
    return Page(json.dumps(note), headers=ACTIVITY)


def _sky(path: str, fields: dict[str, list[str]]) -> Page:
    if "resolveHandle" in path:
        return _said({"did": DID})
    post = {"uri": fields["uris"][0], "author": {"did": DID}, "record": {"tags": ["soup"]}}
    return _said({"posts": [post]})


def _said(said: dict) -> Page:
    return Page(json.dumps(said), headers=JSON)


@contextmanager
def networked(home: Path) -> Iterator[Street]:
    """A site whose gate finds all networks here, and believes their certificates."""
    folder = home / "trust"
    folder.mkdir(parents=True)
    believed = certificates(folder, *HOSTS)
    with Blogs(answer, believed.server) as networks:
        known = ",".join(f"{host}=127.0.0.1:{networks.port}" for host in HOSTS)
        extra = {
            "LC_ALL": "C",
            "SSL_CERT_FILE": str(folder / "root.pem"),
            "TABLEE_FETCH_HOSTS": known,
            "TABLEE_FETCH_NETWORKS": "127.0.0.1/32",
        }
        environ = own_environ(lay_tables(home / "site"), extra)
        command = [sys.executable, "-m", "tests.journeys.networking"]
        subprocess.run(command, env=environ, capture_output=True, check=True)
        with OwnServer(environ, free_port()) as server:
            yield Street(server.url, networks, site_secret(home / "site", ""))


def main() -> None:
    site = open_site(read_settings(os.environ), web=WEB)
    now = datetime.fromtimestamp(site.clock.now_ms() // 1_000, UTC)
    terms = make.terms(
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=30),
        hashtag="#soup",
        kinds=(
            make.kind(proof=Proof.LINK),
            make.kind("hashtag_post", 1, "shares", proof=Proof.HASHTAG),
        ),
        pledges=(make.pledge(1_000), make.pledge(500, "shares")),
    )
    publish_terms(site.desks, site.clock, Publication(terms, "Ada", "opening"))


if __name__ == "__main__":
    main()
