// The page "Draw": a sheet, tools, and a form. Without these files the form takes a file.
import { Hand } from "./hand.js";
import { Keep } from "./keep.js";
import { Post } from "./send.js";
import { Sheet, blank } from "./strokes.js";

const WORDS = ["alt", "title", "credit", "licence", "consent"];

function remember(form, keep) {
  const words = keep.read("words") ?? {};
  for (const name of WORDS) {
    if (words[name] && !form.elements[name].value) form.elements[name].value = words[name];
  }
  const { draft } = form.elements;
  draft.value = keep.read("draft") ?? draft.value;
  form.addEventListener("input", () => {
    const said = WORDS.map((name) => [name, form.elements[name].value]);
    keep.write("words", Object.fromEntries(said));
    keep.write("draft", draft.value);
  });
}

function easel(form, keep) {
  const room = form.querySelector("[data-easel]");
  const canvas = room.querySelector("[data-sheet]");
  const told = room.querySelector("[data-kept]");
  const undo = room.querySelector("[data-undo]");
  const redo = room.querySelector("[data-redo]");
  const file = form.elements.picture;
  const sheet = new Sheet(canvas);

  const show = (isKept) => {
    undo.disabled = !sheet.strokes.length;
    redo.disabled = !sheet.undone.length;
    told.textContent = isKept ? (sheet.strokes.length ? told.dataset.kept : "") : told.dataset.full;
  };
  const add = (stroke) => {
    sheet.add(stroke);
    file.value = "";
    keep.write("draft", form.elements.draft.value);
    show(keep.added(sheet));
  };
  const move = (step) => () => {
    sheet[step]();
    show(keep.moved(sheet));
  };
  new Hand(canvas, room.querySelector("[data-nib]"), {
    pen: sheet.pen,
    wish: () => ({
      paint: room.querySelector("input[type=radio]:checked").value,
      width: Number(room.querySelector("[data-width]").value),
    }),
    midway: (stroke) => keep.midway(stroke) || show(false),
    done: add,
  });
  undo.addEventListener("click", move("undo"));
  redo.addEventListener("click", move("redo"));
  room.querySelector("[data-clear]").addEventListener("click", () => sheet.isEmpty || add(blank()));
  room.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
    event.preventDefault();
    move(event.shiftKey ? "redo" : "undo")();
  });
  keep.load(sheet);
  sheet.paint();
  show(true);
  room.hidden = false;
  return { canvas, sheet };
}

function begin(form) {
  const keep = new Keep(form.dataset.drawing);
  remember(form, keep);
  const { canvas, sheet } = easel(form, keep);
  const fill = async (body) => {
    if (body.get("picture")?.size || sheet.isEmpty) return;
    const picture = await new Promise((done) => canvas.toBlob(done, "image/png"));
    body.set("picture", picture, "drawing.png");
  };
  new Post(form, { fill, sent: () => keep.forget() });
}

document.querySelectorAll("form[data-drawing]").forEach(begin);
