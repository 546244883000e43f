// A server of the fediverse that shares no code with ours: some accounts, told over HTTP what to do.
//
// node peer.mjs PORT ORIGIN KNOCK CHAIN: it listens on 127.0.0.1:PORT with the key and certificate
// in the file CHAIN, is known to the world as ORIGIN, and signs first by KNOCK
// ("draft-cavage-http-signatures-12" or "rfc9421").
// POST /do/NAME with a JSON body makes an account act; GET /heard tells what came to its inboxes, and
// how it signed what it sent.
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import { createFederation, generateCryptoKeyPair, MemoryKvStore } from "@fedify/fedify";
import {
  Accept, Announce, Create, Delete, Endpoints, Follow, Hashtag, Like, Mention, Move, Note, Person,
  PUBLIC_COLLECTION, Service, Tombstone, Undo, Update,
} from "@fedify/vocab";
import { Temporal } from "@js-temporal/polyfill";

const [port, origin, firstKnock] = [Number(process.argv[2]), process.argv[3], process.argv[4]];
const chain = readFileSync(process.argv[5]);
const PEOPLE = { ada: "I cook.", ben: "I eat.", bob: "Please #nobot.", tags: "I pass on." };
const BOTS = new Set(["tags"]);
const heard = [];
const notes = new Map();
const hidden = new Set();
const pairs = new Map();
for (const name of Object.keys(PEOPLE)) {
  const rsa = await generateCryptoKeyPair("RSASSA-PKCS1-v1_5");
  pairs.set(name, [rsa, await generateCryptoKeyPair("Ed25519")]);
}
let number = 0;
const plainFetch = globalThis.fetch;
globalThis.fetch = async (asked, ...more) => {
  const answer = await plainFetch(asked, ...more);
  const { method, headers } = asked instanceof Request ? asked : new Request(asked, ...more);
  if (method === "POST") {
    const way = headers.has("signature-input") ? "rfc9421" : "draft-cavage-http-signatures-12";
    heard.push({ type: "sent", way, status: answer.status });
  }
  return answer;
};

const federation = createFederation({
  kv: new MemoryKvStore(), origin, firstKnock, allowPrivateAddress: true,
});

federation
  .setActorDispatcher("/users/{identifier}", async (context, identifier) => {
    if (!(identifier in PEOPLE)) return null;
    const keys = await context.getActorKeyPairs(identifier);
    const Kind = BOTS.has(identifier) ? Service : Person;
    return new Kind({
      id: context.getActorUri(identifier),
      preferredUsername: identifier,
      name: identifier[0].toUpperCase() + identifier.slice(1),
      summary: PEOPLE[identifier],
      inbox: context.getInboxUri(identifier),
      endpoints: new Endpoints({ sharedInbox: context.getInboxUri() }),
      publicKey: keys[0].cryptographicKey,
      assertionMethods: keys.map((key) => key.multikey),
    });
  })
  .setKeyPairsDispatcher((_context, identifier) => pairs.get(identifier) ?? []);

federation
  .setObjectDispatcher(Note, "/notes/{id}", (_context, { id }) => notes.get(id) ?? null)
  .authorize(async (context, { id }) => {
    if (!hidden.has(id)) return true;
    const asker = await context.getSignedKeyOwner();
    heard.push({ type: "asked", id, asker: asker?.id?.href });
    return asker != null;
  });

federation
  .setInboxListeners("/users/{identifier}/inbox", "/inbox")
  .on(Accept, (_context, { id, objectId }) => {
    heard.push({ type: "Accept", id: id?.href, object: objectId?.href });
  })
  .on(Follow, async (context, follow) => {
    heard.push({ type: "Follow", id: follow.id?.href, object: follow.objectId?.href });
    const { identifier } = context.parseUri(follow.objectId);
    const accept = new Accept({
      id: new URL(`${origin}/accepts/${++number}`), actor: follow.objectId, object: follow,
    });
    await context.sendActivity(
      { identifier }, await follow.getActor(context), accept, { immediate: true },
    );
  })
  .on(Create, async (context, create) => {
    const note = await create.getObject(context);
    heard.push({ type: "Create", id: create.id?.href, content: `${note?.content}` });
  });

function noteOf(context, words) {
  const tags = [];
  if (words.tag) {
    const href = new URL(`${origin}/tags/${words.tag}`);
    tags.push(new Hashtag({ name: `#${words.tag}`, href }));
  }
  if (words.mention) tags.push(new Mention({ name: "@us", href: new URL(words.mention) }));
  const followers = new URL(`${context.getActorUri(words.by)}/followers`);
  return new Note({
    id: context.getObjectUri(Note, { id: words.id }),
    attribution: context.getActorUri(words.by),
    content: `<p>${words.text}</p>`,
    to: words.isPublic === false ? followers : PUBLIC_COLLECTION,
    cc: words.mention ? new URL(words.mention) : null,
    published: notes.get(words.id)?.published ?? Temporal.Now.instant(),
    updated: notes.has(words.id) ? Temporal.Now.instant() : null,
    tags,
  });
}

function written(context, words) {
  const note = noteOf(context, words);
  notes.set(words.id, note);
  if (words.isHidden) hidden.add(words.id);
  return note;
}

// Each returns what is told: all of it is by `by`, and of the fields that it names.
const deeds = {
  follow: (_context, { actor }) => [Follow, { object: new URL(actor) }],
  unfollow: (context, { by, actor }) => {
    const follow = { actor: context.getActorUri(by), object: new URL(actor) };
    return [Undo, { object: new Follow({ id: new URL(`${origin}/follows/${by}`), ...follow }) }];
  },
  write: (context, words) => [null, written(context, words)],
  post: (context, words) => [Create, { object: written(context, words) }, `creates/${words.id}`],
  again: (_context, { id }) => [Create, { object: notes.get(id) }, `creates/${id}`],
  edit: (context, words) => [Update, { object: written(context, words) }],
  claim: (_context, { id }) => [Update, { object: notes.get(id) }],
  delete: (context, { id, isKept }) => {
    if (!isKept) notes.delete(id);
    return [Delete, { object: new Tombstone({ id: context.getObjectUri(Note, { id }) }) }];
  },
  boost: (_context, { object }) => [Announce, { object: new URL(object) }],
  unboost: (context, { by, object }) => {
    const boost = { actor: context.getActorUri(by), object: new URL(object) };
    return [Undo, { object: new Announce({ id: new URL(`${origin}/boosts/${by}`), ...boost }) }];
  },
  like: (_context, { object }) => [Like, { object: new URL(object) }],
  move: (context, { by, to }) => {
    return [Move, { object: context.getActorUri(by), target: context.getActorUri(to) }];
  },
};

async function act(name, words) {
  const context = federation.createContext(new URL(origin), undefined);
  const [Kind, fields, id] = deeds[name](context, { by: "ada", ...words });
  if (Kind == null) return { object: fields.id.href };
  const by = words.by ?? "ada";
  const activity = new Kind({
    id: new URL(`${origin}/${id ?? `did/${++number}`}`),
    actor: context.getActorUri(by),
    to: words.isPublic === false ? new URL(words.actor) : PUBLIC_COLLECTION,
    ...fields,
  });
  const actor = await context.lookupObject(words.actor);
  if (actor == null) throw new Error(`nobody is at ${words.actor}`);
  await context.sendActivity({ identifier: by }, actor, activity, {
    immediate: true, preferSharedInbox: words.isShared ?? false,
  });
  return { id: activity.id?.href, object: activity.objectId?.href };
}

async function body(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}

createServer({ key: chain, cert: chain }, async (request, response) => {
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
