// What a server is asked for, and when. In a page from disk everything is there already, and nothing is asked.
const SERVED = raw.served ?? null;
const asked = new Map();
let waiting = Promise.resolve();

/** Calls `act` at once if all that a state shows is there, else when it has come; one after another, as they were wished. */
function whenLoaded(wanted, act) {
  if (!SERVED) return act();
  waiting = waiting.then(() => {
    const missing = addressesFor(wanted).filter((address) => asked.get(address) !== "there");
    return missing.length ? busy(Promise.all(missing.map(load))) : null;
  }).then(() => { act(); }, (error) => { toast(t("loadFailed")); console.warn(error.message); });
  return waiting;
}

/** The excerpts that a state wants, as addresses on the server. */
function addressesFor(wanted) {
  const { picked, mode, layout } = wanted;
  const around = (index, hops = 1) => excerptAddress("around", { id: nodes[index].id, hops, most: most.get(index) ?? "" });
  const found = [...wanted.expanded].map((index) => around(index));
  if (mode === "start" && areaAddress(wanted)) found.push(areaAddress(wanted));
  if (wanted.industry !== null) found.push(around(wanted.industry, 2));
  if (picked?.kind === "node") found.push(around(picked.node), excerptAddress("events", { id: idOf(picked.node) }));
  if (picked?.kind === "pair") found.push(excerptAddress("nodes", { id: [nodes[picked.a].id, nodes[picked.b].id] }));
  if (picked?.kind === "article") found.push(excerptAddress("article", { id: articles[picked.article].id }));
  if (mode === "focus") found.push(around(wanted.centre, wanted.hops));
  if (mode === "path") found.push(pathAddress(wanted));
  if (mode === "all" && layout !== "sides" && TOTALS.nodes <= LIMITS.visible) found.push(excerptAddress("whole", {}));
  else if (mode === "all" && layout !== "sides") found.push(groupsAddress(wanted), ...[...wanted.opened].map((anchor) => excerptAddress("group", { id: anchor < 0 ? "" : nodes[anchor].id })));
  if (layout === "sides" || wanted.tab === "links") found.push(linksAddress(wanted));
  if (wanted.tab === "time") found.push(excerptAddress("events", { id: mode === "focus" ? idOf(wanted.centre) : "" }));
  return found;
}

const most = new Map();
const loadMore = (index) => { most.set(index, (most.get(index) ?? SERVED.around) + SERVED.around); return change({}); };
const sieve = ({ confidence, sentences, since, until }) => ({ min: confidence || "", said: sentences > 1 ? sentences : "", since, until });
const pathAddress = (wanted) => excerptAddress("path", { from: nodes[wanted.from].id, to: nodes[wanted.to].id, noRelation: [...wanted.predicatesOff], ...sieve(wanted) });
const groupsAddress = (wanted) => excerptAddress("groups", { noClass: [...wanted.classesOff], noRelation: [...wanted.predicatesOff], in: idOf(wanted.province), ...sieve(wanted) });
const linksAddress = ({ mode, centre }) => excerptAddress("links", { id: mode === "focus" ? nodes[centre].id : "" });

/** The strongest entities of a province, an industry or some years, with places of their own. */
function areaAddress(wanted) {
  return isNarrowed(wanted) ? excerptAddress("area", { in: idOf(wanted.province), industry: idOf(wanted.industry), ...sieve(wanted) }) : null;
}

/** The places that came with that, by entity; none in a page from disk, where every entity has its place. */
function areaPlaces() {
  const answer = SERVED && answers.get(areaAddress(state));
  return new Map(answer ? answer.places.map(([number, x, y]) => [answer.added[number].index, { x, y }]) : []);
}

function excerptAddress(kind, fields) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) for (const each of [value].flat()) if (each !== "") query.append(name, each);
  return `${SERVED.excerpts}${kind}?${query}`;
}

async function load(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  const excerpt = await answer.json();
  // Excerpts of two builds do not go together: the address of this view holds all that was chosen, so it is opened anew.
  if (excerpt.build !== SERVED.build) { location.reload(); return new Promise(() => {}); }
  const added = addExcerpt(excerpt);
  answers.set(address, { ...excerpt, added });
  asked.set(address, "there");
  return added;
}
const answers = new Map();

function busy(promise) {
  const timer = setTimeout(() => document.documentElement.classList.add("busy"), 150);
  return promise.finally(() => { clearTimeout(timer); document.documentElement.classList.remove("busy"); });
}

/** Everything that an address names has to be known before the address can be read. */
async function loadNamed(address) {
  if (!SERVED) return;
  const { entities, article } = namedIn(address);
  const wanted = [...(entities.length ? [excerptAddress("nodes", { id: entities })] : []), ...(article ? [excerptAddress("article", { id: article })] : [])];
  await Promise.all(wanted.map(load)).catch(() => toast(t("loadFailed")));
}

/** Entities by what was typed: asked for, and known when they come. */
async function searchServer(query) {
  const answer = await fetch(excerptAddress("search", { q: query }));
  if (!answer.ok) throw new Error(String(answer.status));
  const excerpt = await answer.json();
  const found = addExcerpt(excerpt);
  return excerpt.forms.map((form, k) => ({ node: found[k], form }));
}
