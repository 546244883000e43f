// A server of the fediverse that shares no code with ours: one account, told over HTTP what to do.
//
// node peer.mjs PORT ORIGIN KNOCK: it listens on 127.0.0.1:PORT, is known to the world as ORIGIN,
// and signs first by KNOCK ("draft-cavage-http-signatures-12" or "rfc9421").
// POST /do/NAME with a JSON body makes the account act; GET /heard tells what came to its inbox.
import { createServer } from "node:http";
import { createFederation, generateCryptoKeyPair, MemoryKvStore } from "@fedify/fedify";
import {
  Accept, Announce, Create, Delete, Endpoints, Follow, Hashtag, Mention, Move, Note, Person,
  PUBLIC_COLLECTION, Tombstone, Undo, Update,
} from "@fedify/vocab";

const [port, origin, firstKnock] = [Number(process.argv[2]), process.argv[3], process.argv[4]];
const heard = [];
const notes = new Map();
const keys = [await generateCryptoKeyPair("RSASSA-PKCS1-v1_5"), await generateCryptoKeyPair("Ed25519")];
let isBot = false;

const federation = createFederation({
  kv: new MemoryKvStore(), origin, firstKnock, allowPrivateAddress: true,
});

federation
  .setActorDispatcher("/users/{identifier}", async (context, identifier) => {
    if (identifier !== "ada") return null;
    const pairs = await context.getActorKeyPairs(identifier);
    return new Person({
      id: context.getActorUri(identifier),
      preferredUsername: identifier,
      name: "Ada",
      inbox: context.getInboxUri(identifier),
      endpoints: new Endpoints({ sharedInbox: context.getInboxUri() }),
      publicKey: pairs[0].cryptographicKey,
      assertionMethods: pairs.map((pair) => pair.multikey),
      summary: isBot ? "#nobot" : "I cook.",
    });
  })
  .setKeyPairsDispatcher(() => keys);

federation.setObjectDispatcher(Note, "/notes/{id}", (_context, { id }) => notes.get(id) ?? null);

federation
  .setInboxListeners("/users/{identifier}/inbox", "/inbox")
  .on(Accept, (_context, activity) => heard.push({ type: "Accept", id: activity.id?.href }))
  .on(Create, async (_context, activity) => {
    const note = await activity.getObject();
    heard.push({ type: "Create", id: activity.id?.href, content: note?.content?.toString() });
  });

function noteOf(context, { id, text, tag, isPublic = true, mention = "" }) {
  const tags = [];
  if (tag) tags.push(new Hashtag({ name: `#${tag}`, href: new URL(`${origin}/tags/${tag}`) }));
  if (mention) tags.push(new Mention({ name: "@campaign", href: new URL(mention) }));
  return new Note({
    id: context.getObjectUri(Note, { id }),
    attribution: context.getActorUri("ada"),
    content: text,
    to: isPublic ? PUBLIC_COLLECTION : context.getFollowersUri?.("ada") ?? new URL(`${origin}/f`),
    published: Temporal.Now.instant(),
    tags,
  });
}

const deeds = {
  async follow(context, { actor }) {
    return new Follow({
      id: new URL(`${origin}/follows/1`), actor: context.getActorUri("ada"), object: new URL(actor),
    });
  },
  async unfollow(context, { actor }) {
    return new Undo({
      id: new URL(`${origin}/undos/1`),
      actor: context.getActorUri("ada"),
      object: await deeds.follow(context, { actor }),
    });
  },
  async post(context, words) {
    const note = noteOf(context, words);
    notes.set(words.id, note);
    return new Create({
      id: new URL(`${origin}/creates/${words.id}`), actor: context.getActorUri("ada"), object: note,
      to: words.isPublic === false ? null : PUBLIC_COLLECTION,
    });
  },
  async edit(context, words) {
    const note = noteOf(context, words);
    notes.set(words.id, note);
    return new Update({
      id: new URL(`${origin}/updates/${words.id}/${heard.length}-${Date.now()}`),
      actor: context.getActorUri("ada"), object: note, to: PUBLIC_COLLECTION,
    });
  },
  async delete(context, { id }) {
    notes.delete(id);
    return new Delete({
      id: new URL(`${origin}/deletes/${id}`), actor: context.getActorUri("ada"),
      object: new Tombstone({ id: context.getObjectUri(Note, { id }) }), to: PUBLIC_COLLECTION,
    });
  },
  async boost(context, { object }) {
    return new Announce({
      id: new URL(`${origin}/boosts/${Date.now()}`), actor: context.getActorUri("ada"),
      object: new URL(object), to: PUBLIC_COLLECTION,
    });
  },
};

async function act(name, words) {
  const context = federation.createContext(new URL(origin), undefined);
  isBot = words.isBot ?? isBot;
  const activity = await deeds[name](context, words);
  const actor = await context.lookupObject(words.actor);
  if (actor == null) throw new Error(`nobody is at ${words.actor}`);
  await context.sendActivity({ identifier: "ada" }, actor, activity, {
    immediate: true, preferSharedInbox: words.isShared ?? false,
  });
  return { id: activity.id?.href, object: activity.objectId?.href };
}

async function body(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}

createServer(async (request, response) => {
  try {
    const said = await body(request);
    if (request.url === "/heard") {
      response.end(JSON.stringify(heard));
    } else if (request.url.startsWith("/do/")) {
      response.end(JSON.stringify(await act(request.url.slice(4), JSON.parse(said))));
    } else {
      const asked = new Request(new URL(request.url, origin), {
        method: request.method,
        headers: Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
        body: said.length ? said : undefined,
      });
      const answer = await federation.fetch(asked, { contextData: undefined });
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      response.end(Buffer.from(await answer.arrayBuffer()));
    }
  } catch (trouble) {
    response.writeHead(500);
    response.end(String(trouble?.stack ?? trouble));
  }
}).listen(port, "127.0.0.1", () => console.log("ready"));
