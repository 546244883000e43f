// Files by their paths, wherever they came from: a zip file, a folder, or memory.
import { ZipFiles } from "./zip.js";

// The files a person chose or dropped: `files` is a list of [path, File].
class ChosenFiles {
  constructor(files) {
    this.files = new Map(files);
  }

  paths() {
    return [...this.files.keys()];
  }

  async read(path) {
    const file = this.files.get(path);
    if (!file) return null;
    try {
      return new Uint8Array(await file.arrayBuffer());
    } catch {
      return null;
    }
  }
}

// Leaves out the one folder in which everything lies, as people's own zip programs make it.
class Inside {
  constructor(source, top) {
    this.source = source;
    this.top = top;
  }

  paths() {
    return this.source.paths().map((path) => path.slice(this.top.length));
  }

  read(path) {
    return this.source.read(this.top + path);
  }
}

export function withoutTop(source) {
  const paths = source.paths();
  const tops = new Set(paths.map((path) => path.split("/")[0]));
  if (paths.includes("checkpoint") || tops.size !== 1) return source;
  return new Inside(source, `${[...tops][0]}/`);
}

export async function openedZip(blob) {
  return withoutTop(await ZipFiles.open(blob));
}

export function openedFolder(files) {
  return withoutTop(new ChosenFiles(files));
}

// Where a log has grown since, a partial tile is the beginning of a wider one.
export async function readTile(source, path, bytes) {
  const found = await source.read(path);
  if (found || !path.includes(".p/")) return found;
  const whole = await source.read(path.replace(/\.p\/\d+$/, ""));
  return whole && bytes ? whole.subarray(0, bytes) : whole;
}
