// Are the files of an export those that its list of hashes names?
import { Bad, hex } from "../log/bytes.js";
import { believed, readNote } from "../log/note.js";
import { sha256 } from "../log/sha2.js";
import { absent, listed, right, tried, wrong } from "./finding.js";

const CHECK = "files";
const LIST = "hashes";

async function readList(raw, key) {
  if (!raw) throw new Bad("it cannot be read.", "on ne peut la lire.");
  const note = readNote(raw);
  if (!key || !(await believed(note, [key])).length) {
    throw new Bad("the log’s key has not signed it.", "la clé du journal ne l’a pas signée.");
  }
  const [first, ...lines] = note.text.slice(0, -1).split("\n");
  if (!first.startsWith(`${key.name}/hashes`)) {
    throw new Bad("it is the list of another log.", "c’est la liste d’un autre journal.");
  }
  const found = new Map();
  for (const line of lines) {
    const [, sum, path] = /^([0-9a-f]{64}) {2}(\P{White_Space}.*)$/su.exec(line) ?? [];
    if (!path || found.has(path)) {
      throw new Bad(`a line of it cannot be read: ${line.slice(0, 80)}`, `on ne peut en lire une ligne : ${line.slice(0, 80)}`);
    }
    found.set(path, sum);
  }
  return found;
}

async function otherFiles(source, expected, tell) {
  const found = [];
  let done = 0;
  for (const path of [...expected.keys()].sort()) {
    const raw = await source.read(path);
    if (!raw || hex(sha256(raw)) !== expected.get(path)) found.push(path);
    done += 1;
    await tell(CHECK, done / expected.size);
  }
  return found;
}

export async function checkFiles(source, key, tell) {
  if (!source.paths().includes(LIST)) {
    return absent(
      CHECK,
      "There is no list of hashes: this is a log, and not an export.",
      "Il n’y a pas de liste d’empreintes : c’est un journal, et non un export.",
    );
  }
  const before = { en: "The list of hashes cannot be believed:", fr: "La liste d’empreintes ne peut être crue :" };
  return tried(CHECK, before, [LIST], async () => {
    const expected = await readList(await source.read(LIST), key);
    const bad = await otherFiles(source, expected, tell);
    if (bad.length) {
      return wrong(
        CHECK,
        `These files are not those that were exported: ${listed(bad)}`,
        `Ces fichiers ne sont pas ceux de l’export : ${listed(bad)}`,
        bad,
      );
    }
    const strangers = source.paths().filter((path) => path !== LIST && !expected.has(path));
    const beside = {
      en: strangers.length ? ` Nobody stands for others beside them: ${listed(strangers.sort())}` : "",
      fr: strangers.length ? ` Personne ne répond d’autres, à côté : ${listed(strangers.sort())}` : "",
    };
    return right(
      CHECK,
      `All ${expected.size} files are those that were exported.${beside.en}`,
      `Les ${expected.size} fichiers sont ceux de l’export.${beside.fr}`,
    );
  });
}
