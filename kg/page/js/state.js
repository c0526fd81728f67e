// What the reader chose. Every change goes through change(); the address keeps it.
// Two names in one sentence are no fact: such links are there, but not shown until asked for.
function weakOnes() {
  return new Set([WEAK].filter((name) => predicates.has(name)));
}

const FRESH = {
  mode: "start", centre: null, hops: 1, from: null, to: null, picked: null,
  classesOff: new Set(), predicatesOff: weakOnes(), confidence: 0, lonely: false,
  layout: "graph", expanded: new Set(), hidden: new Set(), opened: new Set(), tab: "",
};
const state = { ...FRESH, lang: "zh", theme: "" };
let onChange = () => {};

function change(patch) {
  Object.assign(state, patch);
  const address = `#${addressOf(state)}`;
  if (address !== location.hash) remember(address, "mode" in patch || "picked" in patch);
  onChange(patch);
}

// Steps are counted, so that "back" never leads out of the page.
function remember(address, isStep) {
  const steps = (history.state?.steps ?? 0) + (isStep ? 1 : 0);
  history[isStep ? "pushState" : "replaceState"]({ steps }, "", address);
}

function goBack() {
  if (history.state?.steps) history.back();
  else change({ picked: null });
}

function toggled(set, value) {
  const copy = new Set(set);
  if (!copy.delete(value)) copy.add(value);
  return copy;
}

const sameSet = (a, b) => a.size === b.size && [...a].every((each) => b.has(each));
// A bar sets names apart, so a bar in a name is written otherwise.
const join = (names) => [...names].map((name) => name.replaceAll("%", "%25").replaceAll("|", "%7C")).join("|");
const split = (text) => (text ?? "").split("|").map((name) => name.replaceAll("%7C", "|").replaceAll("%25", "%"));
const ids = (indexes) => join([...indexes].map((index) => nodes[index].id));
const indexes = (text) => new Set(split(text).filter((id) => nodeById.has(id)).map((id) => nodeById.get(id).index));

function addressOf(s) {
  const parts = {
    v: s.mode === "start" ? "" : s.mode,
    c: s.centre === null ? "" : nodes[s.centre].id,
    h: s.mode === "focus" && s.hops !== 1 ? s.hops : "",
    a: s.from === null ? "" : nodes[s.from].id,
    b: s.to === null ? "" : nodes[s.to].id,
    p: pickedAddress(s.picked),
    noClass: join(s.classesOff), noRelation: sameSet(s.predicatesOff, weakOnes()) ? "" : join(s.predicatesOff) || "-", min: s.confidence || "", lonely: s.lonely ? 1 : "",
    layout: s.layout === "graph" ? "" : s.layout, plus: ids(s.expanded), minus: ids(s.hidden), open: openedAddress(s.opened),
    tab: s.tab, lang: s.lang === "zh" ? "" : s.lang,
  };
  return new URLSearchParams(Object.entries(parts).filter(([, value]) => value !== "")).toString();
}

function openedAddress(opened) {
  return join([...opened].map((anchor) => (anchor < 0 ? "-" : nodes[anchor].id)));
}

function pickedAddress(picked) {
  if (!picked) return "";
  if (picked.kind === "node") return join(["n", nodes[picked.node].id]);
  if (picked.kind === "pair") return join(["e", nodes[picked.a].id, nodes[picked.b].id]);
  return join(["t", articles[picked.article].id]);
}

function readPicked(text) {
  const [kind, first, second] = split(text);
  if (kind === "n" && nodeById.has(first)) return { kind: "node", node: nodeById.get(first).index };
  if (kind === "e" && nodeById.has(first) && nodeById.has(second)) {
    return { kind: "pair", a: nodeById.get(first).index, b: nodeById.get(second).index };
  }
  const article = kind === "t" ? articles.find((each) => each.id === first) : null;
  return article ? { kind: "article", article: article.index } : null;
}

const oneOf = (value, allowed) => (allowed.includes(value) ? value : allowed[0]);
const known = (text, map) => new Set(split(text).filter((name) => map.has(name)));

/** The state that an address names; what it names wrongly is passed over. */
function stateFrom(address) {
  const get = new URLSearchParams(address.replace(/^#/, ""));
  const one = (key) => nodeById.get(get.get(key))?.index ?? null;
  const read = {
    mode: oneOf(get.get("v"), ["start", "all", "focus", "path"]),
    centre: one("c"), hops: Math.min(3, Math.max(1, Number(get.get("h")) || 1)), from: one("a"), to: one("b"),
    picked: readPicked(get.get("p")),
    classesOff: known(get.get("noClass"), classes), predicatesOff: get.has("noRelation") ? known(get.get("noRelation"), predicates) : weakOnes(),
    confidence: Math.min(1, Math.max(0, Number(get.get("min")) || 0)), lonely: get.get("lonely") === "1",
    layout: oneOf(get.get("layout"), ["graph", "map", "sides"]),
    expanded: indexes(get.get("plus")), hidden: indexes(get.get("minus")),
    opened: new Set(split(get.get("open")).filter((id) => id === "-" || nodeById.has(id)).map((id) => (id === "-" ? -1 : nodeById.get(id).index))),
    tab: oneOf(get.get("tab"), ["", "facts", "links", "time", "none"]),
    lang: oneOf(get.get("lang"), ["zh", "en"]),
  };
  if (read.mode === "focus" && read.centre === null) read.mode = "start";
  if (read.mode === "path" && (read.from === null || read.to === null)) read.mode = "start";
  return read;
}

const pickNode = (index) => change({ picked: { kind: "node", node: index } });
const pickPair = (a, b) => change({ picked: { kind: "pair", a, b } });
const pickArticle = (index) => change({ picked: { kind: "article", article: index } });
const focusOn = (index, hops = 1) => change({ mode: "focus", centre: index, hops, picked: { kind: "node", node: index }, expanded: new Set(), hidden: new Set([...state.hidden].filter((each) => each !== index)), ...(state.layout === "sides" ? { layout: "graph" } : {}) });
