// What the reader chose. Every change goes through change(); the address keeps it.
const NO_FILTERS = () => ({ classesOff: new Set(), predicatesOff: new Set(), confidence: 0, sentences: 1, province: null, industry: null, since: "", until: "", lonely: false });
const FRESH = {
  mode: "start", centre: null, hops: 1, from: null, to: null, picked: null, ...NO_FILTERS(),
  layout: "graph", expanded: new Set(), hidden: new Set(), opened: new Set(), pinned: new Map(), tab: "",
};
const state = { ...FRESH, lang: "zh", theme: "" };
let onChange = () => {};

/** Takes the reader where the patch leads, once everything that is wanted there has come. */
function change(patch) {
  return whenLoaded({ ...state, ...patch }, () => {
    Object.assign(state, patch);
    const address = `#${addressOf(state)}`;
    if (address !== location.hash) remember(address, "mode" in patch || "picked" in patch);
    onChange(patch);
  });
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

// A bar sets names apart, so a bar in a name is written otherwise.
const join = (names) => [...names].map((name) => name.replaceAll("%", "%25").replaceAll("|", "%7C")).join("|");
const split = (text) => (text ?? "").split("|").map((name) => name.replaceAll("%7C", "|").replaceAll("%25", "%"));
const idOf = (index) => (index === null ? "" : nodes[index].id);
const ids = (indexes) => join([...indexes].map(idOf));
const indexes = (text) => new Set(split(text).filter((id) => nodeById.has(id)).map((id) => nodeById.get(id).index));

function addressOf(s) {
  const parts = {
    v: s.mode === "start" ? "" : s.mode, c: idOf(s.centre), h: s.mode === "focus" && s.hops !== 1 ? s.hops : "", a: idOf(s.from), b: idOf(s.to), p: pickedAddress(s.picked),
    ...filterAddress(s),
    layout: s.layout === "graph" ? "" : s.layout, plus: ids(s.expanded), minus: ids(s.hidden), open: join([...s.opened].map((anchor) => (anchor < 0 ? "-" : idOf(anchor)))),
    pin: join([...s.pinned].flatMap(([index, { x, y }]) => [idOf(index), `${Math.round(x)},${Math.round(y)}`])),
    tab: s.tab, lang: s.lang === "zh" ? "" : s.lang,
  };
  return new URLSearchParams(Object.entries(parts).filter(([, value]) => value !== "")).toString();
}

function filterAddress(s) {
  return {
    noClass: join(s.classesOff), noRelation: join(s.predicatesOff), min: s.confidence || "", said: s.sentences > 1 ? s.sentences : "",
    in: idOf(s.province), industry: idOf(s.industry), since: s.since, until: s.until, lonely: s.lonely ? 1 : "",
  };
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
  return kind === "t" && articleById.has(first) ? { kind: "article", article: articleById.get(first).index } : null;
}

/** Ids of the entities and of the article that an address names: a server has to be asked for them before it can be read. */
function namedIn(address) {
  const get = new URLSearchParams(address.replace(/^#/, ""));
  const [kind, ...picked] = split(get.get("p"));
  const several = ["plus", "minus", "open"].flatMap((key) => split(get.get(key)));
  const pinned = split(get.get("pin")).filter((_, k) => k % 2 === 0);
  const found = [...["c", "a", "b", "in", "industry"].map((key) => get.get(key)), ...several, ...pinned, ...(kind === "t" ? [] : picked)];
  return { entities: [...new Set(found)].filter((id) => id && id !== "-" && !nodeById.has(id)), article: kind === "t" ? picked[0] : null };
}

const oneOf = (value, allowed) => (allowed.includes(value) ? value : allowed[0]);
const known = (text, map) => new Set(split(text).filter((name) => map.has(name)));
const within = (text, least, most) => Math.min(most, Math.max(least, Number(text) || least));

/** The state that an address names; what it names wrongly is passed over. */
function stateFrom(address) {
  const get = new URLSearchParams(address.replace(/^#/, ""));
  const one = (key) => nodeById.get(get.get(key))?.index ?? null;
  const year = (key) => (/^\d{4}$/.test(get.get(key) ?? "") ? get.get(key) : "");
  const read = {
    mode: oneOf(get.get("v"), ["start", "all", "focus", "path"]),
    centre: one("c"), hops: Math.round(within(get.get("h"), 1, 3)), from: one("a"), to: one("b"), picked: readPicked(get.get("p")),
    classesOff: known(get.get("noClass"), classes), predicatesOff: known(get.get("noRelation"), predicates),
    confidence: within(get.get("min"), 0, 1), sentences: Math.round(within(get.get("said"), 1, 99)), province: one("in"), industry: one("industry"), since: year("since"), until: year("until"), lonely: get.get("lonely") === "1",
    layout: oneOf(get.get("layout"), ["graph", "map", "sides"]),
    expanded: indexes(get.get("plus")), hidden: indexes(get.get("minus")), pinned: readPinned(split(get.get("pin"))),
    opened: new Set(split(get.get("open")).filter((id) => id === "-" || nodeById.has(id)).map((id) => (id === "-" ? -1 : nodeById.get(id).index))),
    tab: oneOf(get.get("tab"), ["", "facts", "links", "time", "none"]),
    lang: oneOf(get.get("lang"), ["zh", "en"]),
  };
  if (read.mode === "focus" && read.centre === null) read.mode = "start";
  if (read.mode === "path" && (read.from === null || read.to === null)) read.mode = "start";
  return read;
}

function readPinned(parts) {
  const pinned = new Map();
  for (let k = 0; k + 1 < parts.length; k += 2) {
    const [x, y] = parts[k + 1].split(",").map(Number);
    if (nodeById.has(parts[k]) && Number.isFinite(x) && Number.isFinite(y)) pinned.set(nodeById.get(parts[k]).index, { x, y });
  }
  return pinned;
}

const pickNode = (index) => change({ picked: { kind: "node", node: index } });
const pickPair = (a, b) => change({ picked: { kind: "pair", a, b } });
const pickArticle = (index) => change({ picked: { kind: "article", article: index } });
const focusOn = (index, hops = 1) => change({ mode: "focus", centre: index, hops, picked: { kind: "node", node: index }, expanded: new Set(), hidden: new Set([...state.hidden].filter((each) => each !== index)), ...(state.layout === "sides" ? { layout: "graph" } : {}) });
