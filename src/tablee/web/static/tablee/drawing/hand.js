// Draws with whatever hand there is: a finger, a mouse, a pen with its pressure, or the keyboard.
import { addPoint, begun, paintStroke } from "./strokes.js";

const KEEP_EVERY_MS = 50;
const STEP = 6;
const LARGE_STEP = 40;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// *wish* says with what is drawn now; *done* is told of each stroke that is finished.
export class Hand {
  constructor(canvas, nib, { pen, wish, midway, done }) {
    Object.assign(this, { canvas, nib, pen, wish, midway, done });
    this.stroke = null;
    this.pointer = null;
    this.timer = null;
    this.at = { x: canvas.width / 2, y: canvas.height / 2 };
    canvas.addEventListener("pointerdown", (event) => this.down(event));
    canvas.addEventListener("pointermove", (event) => this.move(event));
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) {
      canvas.addEventListener(end, (event) => event.pointerId === this.pointer && this.finish());
    }
    canvas.addEventListener("keydown", (event) => this.key(event));
    canvas.addEventListener("blur", () => this.pointer === null && this.finish());
    for (const end of ["pagehide", "visibilitychange"]) {
      addEventListener(end, () => this.stroke && this.midway(this.stroke), true);
    }
  }

  place(event) {
    const box = this.canvas.getBoundingClientRect();
    return {
      x: ((event.clientX - box.left) * this.canvas.width) / box.width,
      y: ((event.clientY - box.top) * this.canvas.height) / box.height,
    };
  }

  down(event) {
    if (this.pointer !== null || event.button !== 0) return;
    event.preventDefault();
    this.canvas.focus({ preventScroll: true });
    this.finish();
    this.pointer = event.pointerId;
    this.canvas.setPointerCapture(event.pointerId);
    this.begin();
    this.go([event]);
  }

  move(event) {
    if (event.pointerId !== this.pointer) return;
    this.go(event.getCoalescedEvents?.() ?? [event]);
  }

  begin() {
    const { paint, width } = this.wish();
    this.stroke = begun(paint, width);
  }

  go(events) {
    const from = this.stroke.points.length / 3;
    for (const event of events) {
      this.at = this.place(event);
      const pressure = event.pointerType === "pen" && event.pressure ? event.pressure : 0.5;
      addPoint(this.stroke, this.at.x, this.at.y, pressure);
    }
    this.show(from);
  }

  show(from) {
    paintStroke(this.pen, this.stroke, from);
    this.timer ??= setTimeout(() => {
      this.timer = null;
      if (this.stroke) this.midway(this.stroke);
    }, KEEP_EVERY_MS);
  }

  finish() {
    const { stroke } = this;
    this.stroke = null;
    this.pointer = null;
    this.nib.classList.remove("down");
    if (stroke?.points.length) this.done(stroke);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || this.pointer !== null) return;
    if (event.key === " ") {
      event.preventDefault();
      if (this.stroke) {
        this.finish();
      } else {
        this.begin();
        this.step([0, 0], 0);
        this.nib.classList.add("down");
      }
    } else if (ARROWS[event.key]) {
      event.preventDefault();
      this.step(ARROWS[event.key], event.shiftKey ? LARGE_STEP : STEP);
    }
  }

  step([right, down], by) {
    const { width, height } = this.canvas;
    this.at.x = Math.min(width, Math.max(0, this.at.x + right * by));
    this.at.y = Math.min(height, Math.max(0, this.at.y + down * by));
    this.nib.hidden = false;
    this.nib.style.left = `${(100 * this.at.x) / width}%`;
    this.nib.style.top = `${(100 * this.at.y) / height}%`;
    if (!this.stroke) return;
    const from = this.stroke.points.length / 3;
    addPoint(this.stroke, this.at.x, this.at.y);
    this.show(from);
  }
}
