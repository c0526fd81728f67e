// What was typed -> entities, best first: names, other names, pinyin, initials, types.
let searchIndex = [];

function searchRows() {
  if (searchIndex.length !== nodes.length) searchIndex = nodes.map((node) => ({ node, forms: [node.name, ...node.aliases].map((form, k) => searchForm(form, node.pinyin[k] ?? "")) }));
  return searchIndex;
}

function searchForm(text, pinyin) {
  const syllables = pinyin.split(" ").filter(Boolean);
  return { text, folded: text.normalize("NFKC").toLowerCase(), pinyin: syllables.join(""), initials: syllables.map((syllable) => syllable[0]).join("") };
}

function formScore(form, query, letters) {
  if (form.folded === query) return 100;
  if (form.folded.startsWith(query)) return 80 - Math.min(20, form.folded.length - query.length);
  if (form.folded.includes(query)) return 55;
  if (!letters || !form.pinyin) return 0;
  if (form.pinyin === letters || form.initials === letters) return 75;
  if (form.pinyin.startsWith(letters)) return 60;
  if (form.initials.startsWith(letters)) return 50 - Math.min(20, form.initials.length - letters.length);
  return letters.length > 2 && form.pinyin.includes(letters) ? 25 : 0;
}

/** The best entities with the form that matched; a type's name finds all of that type. */
function findEntities(typed, limit = 12) {
  const query = typed.normalize("NFKC").trim().toLowerCase();
  if (!query) return [];
  const letters = /^[a-z0-9' ]*[a-z][a-z0-9' ]*$/.test(query) ? query.replace(/[' ]/g, "") : "";
  const found = [];
  for (const { node, forms } of searchRows()) {
    const best = bestForm(forms, query, letters);
    if (best.score) found.push({ node, ...best });
    else if (isTypeName(node.type, query)) found.push({ node, score: 10, form: node.name });
  }
  return found.sort((a, b) => b.score + rank(b) - a.score - rank(a) || a.node.index - b.node.index).slice(0, limit);
}

/** For a name that nothing has: those known here that share at least half of its characters, the most alike first. */
function nearestEntities(typed, limit = 3) {
  const query = [...new Set(typed.normalize("NFKC").trim().toLowerCase())];
  const score = ({ folded }) => (folded ? query.filter((letter) => folded.includes(letter)).length / Math.max(query.length, folded.length) : 0);
  const found = searchRows().map(({ node, forms }) => ({ node, score: Math.max(...forms.map(score)), form: node.name }));
  return found.filter((hit) => hit.score >= 0.5).sort((a, b) => b.score - a.score || byStrength(a.node, b.node)).slice(0, limit);
}

const rank = ({ node }) => Math.min(18, Math.log2(1 + node.strength) * 3);

function bestForm(forms, query, letters) {
  let best = { score: 0, form: "" };
  for (const form of forms) {
    const score = formScore(form, query, letters);
    if (score > best.score) best = { score, form: form.text };
  }
  return best;
}

function isTypeName(type, query) {
  const { label } = classes.get(type);
  return label.zh === query || label.en.toLowerCase() === query;
}

function startSearch() {
  const box = byId("search"), list = byId("results");
  let found = [], at = -1;
  const close = () => { list.hidden = true; setAttributes(box, { "aria-expanded": "false" }); box.removeAttribute("aria-activedescendant"); };
  const choose = (node) => { close(); box.value = ""; box.blur(); focusOn(node.index); };
  const mark = (next) => {
    at = found.length ? (next + found.length) % found.length : -1;
    [...list.children].forEach((item, k) => item.setAttribute?.("aria-selected", String(k === at)));
    if (at >= 0) { box.setAttribute("aria-activedescendant", `result-${at}`); list.children[at].scrollIntoView({ block: "nearest" }); }
  };
  let turn = 0;
  const show = async () => {
    const mine = (turn += 1), typed = box.value.trim();
    found = SERVED && typed ? await searchServer(typed).catch(() => []) : findEntities(typed);
    if (mine !== turn) return;
    const word = found.length ? "" : (found = nearestEntities(typed)).length ? "nearResult" : "noResult";
    list.replaceChildren(...found.map((hit, k) => resultItem(hit, k, choose)), ...(word ? [el("li", { class: "none", role: "option", "aria-disabled": "true" }, t(word, { q: typed }))] : []));
    list.hidden = !typed;
    box.setAttribute("aria-expanded", String(!list.hidden));
    mark(0);
  };
  box.addEventListener("input", show);
  box.addEventListener("focus", () => box.value.trim() && show());
  box.addEventListener("blur", () => setTimeout(close, 150));
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const act = { ArrowDown: () => mark(at + 1), ArrowUp: () => mark(at - 1), Enter: () => found[at] && choose(found[at].node), Escape: () => { box.value = ""; close(); box.blur(); } }[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  });
}

function resultItem({ node, form }, k, choose) {
  const where = placesOf(node).filter((place) => place !== node).slice(-1).map((place) => place.label);
  return el(
    "li", { id: `result-${k}`, role: "option", "aria-selected": "false", onmousedown: (event) => { event.preventDefault(); choose(node); } },
    glyph(node.type), el("bdi", { class: "name" }, node.label),
    form !== node.name ? el("bdi", { class: "also" }, plainName(form)) : null,
    el("span", { class: "kind" }, [classLabel(node.type), ...where].join(" · ")),
  );
}
