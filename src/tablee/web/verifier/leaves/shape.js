// Shapes that values in a leaf have. Each takes a value and where it stands, and refuses others.
import { Bad } from "../log/bytes.js";

function refuse(where, en, fr) {
  throw new Bad(`'${where}' is not ${en}.`, `« ${where} » n’est pas ${fr}.`);
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function whole(least = 0, most = Number.MAX_SAFE_INTEGER) {
  return (value, where) => {
    if (!Number.isSafeInteger(value) || value < least || value > most) {
      refuse(where, `a whole number from ${least} to ${most}`, `un nombre entier de ${least} à ${most}`);
    }
  };
}

function isOfLength(value, least, most) {
  if (value.length < least) return false;
  if (value.length <= most) return value.length >= 2 * least || [...value].length >= least;
  return value.length <= 2 * most && [...value].length <= most;
}

export function words(most, least = 1) {
  return (value, where) => {
    if (typeof value !== "string" || !isOfLength(value, least, most)) {
      refuse(where, `a text of ${least} to ${most} characters`, `un texte de ${least} à ${most} caractères`);
    }
  };
}

export function pattern(source, en, fr) {
  const form = new RegExp(`^(?:${source})$`, "u");
  return (value, where) => {
    if (typeof value !== "string" || !form.test(value) || value.endsWith("\n")) refuse(where, en, fr);
  };
}

export function choice(...choices) {
  const known = new Set(choices);
  const named = choices.join(", ");
  return (value, where) => {
    if (!known.has(value)) refuse(where, `one of ${named}`, `l’un de ${named}`);
  };
}

export function flag(value, where) {
  if (typeof value !== "boolean") refuse(where, "true or false", "vrai ou faux");
}

export function either(...shapes) {
  return (value, where) => {
    for (const shape of shapes.slice(0, -1)) {
      try {
        shape(value, where);
        return;
      } catch (error) {
        if (!(error instanceof Bad)) throw error;
      }
    }
    shapes.at(-1)(value, where);
  };
}

export function row(...shapes) {
  return (value, where) => {
    if (!Array.isArray(value) || value.length !== shapes.length) {
      refuse(where, `a list of ${shapes.length}`, `une liste de ${shapes.length}`);
    }
    shapes.forEach((shape, at) => shape(value[at], `${where}[${at}]`));
  };
}

export function many(shape, least = 0) {
  return (value, where) => {
    if (!Array.isArray(value) || value.length < least) {
      refuse(where, `a list of ${least} or more`, `une liste de ${least} ou plus`);
    }
    value.forEach((each, at) => shape(each, `${where}[${at}]`));
  };
}

export function table(names, shape) {
  return (value, where) => {
    if (!isObject(value)) refuse(where, "an object", "un objet");
    for (const name of Object.keys(value)) {
      names(name, where);
      shape(value[name], `${where}.${name}`);
    }
  };
}

export function hasFields(value, required, optional) {
  const names = Object.keys(value);
  return Object.keys(required).every((name) => Object.hasOwn(value, name)) &&
    names.every((name) => Object.hasOwn(required, name) || Object.hasOwn(optional, name));
}

export function record(required, optional = {}) {
  return (value, where) => {
    if (!isObject(value) || !hasFields(value, required, optional)) {
      refuse(where || "leaf", "an object with the fields of its kind", "un objet avec les champs de sa sorte");
    }
    for (const name of Object.keys(value)) {
      (Object.hasOwn(required, name) ? required : optional)[name](value[name], where ? `${where}.${name}` : name);
    }
  };
}
