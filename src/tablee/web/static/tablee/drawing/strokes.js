// A drawing is its strokes: each a paint, a width and points, so that any can be taken back.
const style = getComputedStyle(document.documentElement);
const PLAIN = 128; // the pressure of whatever has none to tell

const token = (paint) => (paint === "paper" ? "--paper" : `--paint-${paint}`);
const colour = (paint) => style.getPropertyValue(token(paint)).trim();
const thickness = (stroke, pressure) => Math.max(1, (stroke.width * pressure) / PLAIN);

export const begun = (paint, width) => ({ paint, width, points: [] });
export const blank = () => ({ isBlank: true });

// Points are flat, x y pressure, whole numbers: short to write down.
export function addPoint(stroke, x, y, pressure = 0.5) {
  const level = Math.round(PLAIN * (0.3 + 1.4 * pressure));
  stroke.points.push(Math.round(x), Math.round(y), level);
}

export function paintSheet(pen) {
  const { width, height } = pen.canvas;
  pen.fillStyle = colour("paper");
  pen.fillRect(0, 0, width, height);
}

// Paints a stroke from one of its points on; without saying which, all of it.
export function paintStroke(pen, stroke, from = 0) {
  if (stroke.isBlank) return paintSheet(pen);
  const { points } = stroke;
  pen.lineCap = "round";
  pen.strokeStyle = colour(stroke.paint);
  for (let at = from * 3; at < points.length; at += 3) {
    const before = Math.max(0, at - 3);
    pen.lineWidth = thickness(stroke, points[at + 2]);
    pen.beginPath();
    pen.moveTo(points[before], points[before + 1]);
    pen.lineTo(points[at], points[at + 1]);
    pen.stroke();
  }
}

export class Sheet {
  constructor(canvas) {
    this.pen = canvas.getContext("2d");
    this.strokes = [];
    this.undone = [];
  }

  get isEmpty() {
    return this.strokes.length === 0 || Boolean(this.strokes.at(-1).isBlank);
  }

  paint() {
    paintSheet(this.pen);
    const last = this.strokes.findLastIndex((stroke) => stroke.isBlank);
    for (const stroke of this.strokes.slice(last + 1)) paintStroke(this.pen, stroke);
  }

  add(stroke) {
    this.strokes.push(stroke);
    this.undone = [];
    if (stroke.isBlank) this.paint();
  }

  undo() {
    if (this.strokes.length) this.undone.push(this.strokes.pop());
    this.paint();
  }

  redo() {
    if (this.undone.length) this.strokes.push(this.undone.pop());
    this.paint();
  }
}
