// Does the log begin with what an older checkpoint, kept by somebody, says it was?
import { isSame } from "../log/bytes.js";
import { right, wrong } from "./finding.js";
import { checkSeal } from "./seal.js";

const CHECK = "checkpoint";

// It need not have been seen by witnesses, only signed by the log.
export async function checkKept(raw, tree, trust, claim) {
  const { finding, checkpoint } = await checkSeal(raw, trust, claim, "--since");
  if (finding.state === "wrong" || !checkpoint) return finding;
  const { size, root } = checkpoint;
  if (size > tree.size) {
    return wrong(
      CHECK,
      `The checkpoint you kept is of a longer log: ${size} leaves, and here are ${tree.size}. Leaves were dropped, or this copy is older than yours.`,
      `Le point de contrôle que vous avez gardé est d’un journal plus long : ${size} feuilles, ici ${tree.size}. On en a retiré, ou cette copie est plus ancienne que la vôtre.`,
    );
  }
  if (!isSame(tree.root(size), root)) {
    return wrong(
      CHECK,
      `The first ${size} leaves are not those of the checkpoint you kept: history was written anew. Both checkpoints are signed with the log’s key; keep them, they are the proof.`,
      `Les ${size} premières feuilles ne sont pas celles du point de contrôle que vous avez gardé : l’histoire a été récrite. Les deux sont signés par le journal ; gardez-les, c’est la preuve.`,
    );
  }
  return right(
    CHECK,
    `The log begins with the ${size} leaves of the checkpoint you kept.`,
    `Le journal commence par les ${size} feuilles du point de contrôle que vous avez gardé.`,
  );
}
