// Keeps a drawing in this browser, stroke by stroke, at once: whatever happens next, it is there.
// One key for each stroke, so that keeping one costs the same however many there are.
export class Keep {
  constructor(name) {
    this.start = `tablee.drawing.${name}.`;
  }

  read(key) {
    try {
      return JSON.parse(localStorage.getItem(this.start + key));
    } catch {
      return null; // no storage here, or not ours
    }
  }

  write(key, value) {
    try {
      localStorage.setItem(this.start + key, JSON.stringify(value));
      return true;
    } catch {
      return false; // no room, or no storage here
    }
  }

  drop(key) {
    try {
      localStorage.removeItem(this.start + key);
    } catch {
      // no storage here: nothing to drop
    }
  }

  // Fills a sheet with what was kept; a stroke that was never finished is finished now.
  load(sheet) {
    const { count = 0, all = 0 } = this.read("size") ?? {};
    const strokes = Array.from({ length: all }, (_, at) => this.read(at)).filter(Boolean);
    sheet.strokes = strokes.slice(0, count);
    sheet.undone = strokes.slice(count).reverse();
    const midway = this.read("now");
    if (midway?.points?.length) {
      sheet.add(midway);
      this.added(sheet);
    }
  }

  midway(stroke) {
    return this.write("now", stroke);
  }

  added(sheet) {
    const last = sheet.strokes.length - 1;
    const isKept = this.write(last, sheet.strokes[last]) && this.moved(sheet);
    this.drop("now");
    return isKept;
  }

  moved(sheet) {
    const count = sheet.strokes.length;
    return this.write("size", { count, all: count + sheet.undone.length });
  }

  forget() {
    try {
      Object.keys(localStorage)
        .filter((key) => key.startsWith(this.start))
        .forEach((key) => localStorage.removeItem(key));
    } catch {
      // no storage here: nothing to forget
    }
  }
}
