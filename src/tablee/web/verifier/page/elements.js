// Elements of the page, and sentences in both languages: the style shows one of them.
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// French keeps its double signs on the line of the word before them.
function bound(fr) {
  return typeof fr === "string" ? fr.replace(/ ([:;!?»])/g, "\u00a0$1").replace(/« /g, "«\u00a0") : fr;
}

export function both(en, fr) {
  const made = document.createDocumentFragment();
  made.append(element("span", { lang: "en" }, en), element("span", { lang: "fr" }, bound(fr)));
  return made;
}

export function figure(number) {
  return both(number.toLocaleString("en-GB"), number.toLocaleString("fr-FR"));
}

export function table(caption, heads, rows) {
  const head = element("tr", {}, ...heads.map((each) => element("th", { scope: "col" }, each)));
  const body = rows.map(([first, ...rest]) =>
    element("tr", {}, element("th", { scope: "row" }, first), ...rest.map((each) => element("td", {}, each))),
  );
  const made = element("table", {}, element("caption", {}, caption), element("thead", {}, head), element("tbody", {}, ...body));
  return element("div", { class: "scroll", tabindex: "0", role: "group" }, made);
}

export function pairs(rows) {
  const made = element("dl");
  for (const [name, value] of rows) made.append(element("dt", {}, name), element("dd", {}, value));
  return made;
}
