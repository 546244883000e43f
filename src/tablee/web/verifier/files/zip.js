// Zip files, read where they lie: entries stored or deflated, none of them leading elsewhere.
import { Bad } from "../log/bytes.js";

const END = 0x06054b50;
const LISTED = 0x02014b50;
const LOCAL = 0x04034b50;
const LARGE = 0x07064b50;
const LARGE_BYTES = 20;
const END_BYTES = 22;
const MOST_COMMENT = 65_535;
const FOREIGN = 0x61; // Encrypted, or a patch of another file.
const MOST_GROWTH = 200;
const MOST_FILE_BYTES = 256 * 1024 * 1024;
const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function crc32(raw) {
  let sum = ~0;
  for (let at = 0; at < raw.length; at += 1) sum = (sum >>> 8) ^ CRC[(sum ^ raw[at]) & 255];
  return ~sum >>> 0;
}

function noZip() {
  return new Bad("This is not a zip file that can be read.", "Ce n’est pas un fichier zip lisible.");
}

async function viewOf(blob, start, end) {
  const buffer = await blob.slice(start, end).arrayBuffer();
  if (start < 0 || buffer.byteLength !== end - start) throw noZip();
  return new DataView(buffer);
}

async function whereTheListIs(blob) {
  const start = Math.max(0, blob.size - END_BYTES - MOST_COMMENT);
  const view = await viewOf(blob, start, blob.size);
  for (let at = view.byteLength - END_BYTES; at >= 0; at -= 1) {
    if (view.getUint32(at, true) === END) {
      const list = { count: view.getUint16(at + 10, true), bytes: view.getUint32(at + 12, true), start: view.getUint32(at + 16, true) };
      // Programs differ in which list they read where one lies elsewhere, or where there are two.
      const isLarge = at >= LARGE_BYTES && view.getUint32(at - LARGE_BYTES, true) === LARGE;
      if (isLarge || list.start + list.bytes !== start + at) throw noZip();
      return list;
    }
  }
  throw noZip();
}

function checkMember({ name, method, flags, packed, size }) {
  const parts = name.replace(/\/$/, "").split("/");
  if (parts.some((part) => ["", ".", ".."].includes(part)) || /[\\:\0]/.test(name)) {
    throw new Bad(`The zip file holds a file that leads out of it: ${name}`, `Le fichier zip contient un fichier qui mène ailleurs : ${name}`);
  }
  if (![0, 8].includes(method) || flags & FOREIGN || size > Math.min(MOST_FILE_BYTES, MOST_GROWTH * Math.max(packed, 1))) {
    throw new Bad(`The zip file holds a file that is packed as no log is: ${name}`, `Le fichier zip contient un fichier comprimé comme aucun journal ne l’est : ${name}`);
  }
}

function readList(view, count) {
  const names = new TextDecoder();
  const found = new Map();
  let at = 0;
  for (let number = 0; number < count; number += 1) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== LISTED) throw noZip();
    const [nameBytes, extra, comment] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    if (at + 46 + nameBytes > view.byteLength) throw noZip();
    const name = names.decode(new Uint8Array(view.buffer, at + 46, nameBytes));
    const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)];
    const [crc, packed, size] = [16, 20, 24].map((field) => view.getUint32(at + field, true));
    const member = { name, flags, method, crc, packed, size, start: view.getUint32(at + 42, true) };
    checkMember(member);
    if (found.has(name)) {
      throw new Bad(`The zip file holds a file twice: ${name}`, `Le fichier zip contient deux fois un fichier : ${name}`);
    }
    if (!name.endsWith("/")) found.set(name, member);
    at += 46 + nameBytes + extra + comment;
  }
  if (at !== view.byteLength) throw noZip();
  return found;
}

// A list may lie about how large a file becomes: no more is unpacked than it says.
async function inflated(raw, size) {
  const reader = new Blob([raw]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const found = new Uint8Array(size);
  let length = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    if (length + part.value.length > size) {
      await reader.cancel();
      throw noZip();
    }
    found.set(part.value, length);
    length += part.value.length;
  }
  return found.subarray(0, length);
}

export class ZipFiles {
  constructor(blob, members) {
    this.blob = blob;
    this.members = members;
  }

  static async open(blob) {
    const { count, bytes, start } = await whereTheListIs(blob);
    return new ZipFiles(blob, readList(await viewOf(blob, start, start + bytes), count));
  }

  paths() {
    return [...this.members.keys()];
  }

  // What a file holds; nothing where it is not there, or not what the list says.
  async read(path) {
    const member = this.members.get(path);
    if (!member) return null;
    try {
      const head = await viewOf(this.blob, member.start, member.start + 30);
      if (head.getUint32(0, true) !== LOCAL) return null;
      const named = member.start + 30 + head.getUint16(26, true);
      const name = new TextDecoder().decode(await viewOf(this.blob, member.start + 30, named));
      if (name !== path) return null; // Other programs would unpack it under another name.
      const first = named + head.getUint16(28, true);
      const view = await viewOf(this.blob, first, first + member.packed);
      const packed = new Uint8Array(view.buffer);
      const raw = member.method ? await inflated(packed, member.size) : packed;
      return raw.length === member.size && crc32(raw) === member.crc ? raw : null;
    } catch {
      return null;
    }
  }
}
