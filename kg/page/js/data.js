// The JSON that travels in the page, or comes from a server piece by piece -> nodes, edges, articles with names.
const CITY = "City", PROVINCE = "Province", ENTERPRISE = "Enterprise", INDUSTRY = "Industry", SUBSIDIARY = "subsidiaryOf", IN_INDUSTRY = "inIndustry", PART_OF = "partOf";
const DOES = new Set(["operatesIn", "investsIn"]), LIES_IN = new Set(["locatedIn", PART_OF]);
const raw = JSON.parse(byId("data").textContent);
const LIMITS = raw.limits, TOTALS = raw.totals, ONTOLOGY = raw.ontology;
const classes = new Map(raw.classes.map((term) => [term.name, term]));
const predicates = new Map(raw.predicates.map((term, rank) => [term.name, { ...term, rank }]));
const properties = new Map(raw.properties.map((term) => [term.name, term]));
const eventKinds = new Map(raw.eventKinds.map((kind) => [kind.name, kind]));
const articles = [], nodes = [], edges = [], events = new Map();
const articleById = new Map(), nodeById = new Map(), edgeByKey = new Map();
const start = addExcerpt(raw);
const startPlaces = new Map(raw.start.map(([number, x, y]) => [start[number].index, { x, y }]));
const top = new Map(Object.entries(raw.top).map(([type, numbers]) => [type, numbers.map((number) => start[number])]));

/** Adds the rows of an excerpt to what is known and gives back its nodes; the numbers in rows count within the excerpt. */
function addExcerpt(excerpt) {
  const known = excerpt.articles.map(addArticle);
  const sources = excerpt.nodes.map((row) => evidenceFrom(row[17], known));
  const added = excerpt.nodes.map((row, k) => addNode(row, known, sources[k]));
  excerpt.nodes.forEach((row, k) => { if (row[13] >= 0 && added[k].anchor < 0) added[k].anchor = added[row[13]].index; });
  excerpt.edges.forEach((row) => addEdge(row, added, sources[row[0]]));
  excerpt.events.forEach((row) => addEvent(row, added, evidenceFrom(row[9], known)));
  return added;
}

function addEvent([id, kind, title, date, involved, concerned, places, amounts, said], added, evidence) {
  const named = (numbers) => numbers.map((number) => added[number]);
  events.set(id, { id, kind, title, date, involved: named(involved), concerned: named(concerned), places: named(places), amounts, evidence: said.map(evidence) });
}

function addArticle([id, title, date, url, text]) {
  if (!articleById.has(id)) {
    articleById.set(id, { index: articles.length, id, title, date, url, text, whole: text !== null });
    articles.push(articleById.get(id));
  }
  const article = articleById.get(id);
  if (article.text === null && text !== null) Object.assign(article, { text, whole: true });
  return article;
}

function addNode(row, known, evidence) {
  const [id, type, name, aliases, pinyin, numbers, attributes, level, lon, lat, radius, x, y, , strength, facts, broader] = row;
  if (!nodeById.has(id)) {
    nodeById.set(id, { index: nodes.length, id, type, name, label: plainName(name), aliases, pinyin, articles: [], attributes: [], level, lon, lat, radius, x, y, anchor: -1, strength, facts, broader, edges: [], above: null, below: [] });
    nodes.push(nodeById.get(id));
  }
  const node = nodeById.get(id);
  if (node.x === null) Object.assign(node, { x, y });
  const named = new Set(node.articles);
  for (const number of numbers) if (!named.has(known[number].index)) node.articles.push(known[number].index);
  if (!node.attributes.length) node.attributes = attributes.map(([property, value, unit, text, from, to, said]) => ({ property, value, unit, text, start: from, end: to, evidence: evidence(said) }));
  return node;
}

function addEdge([subjectNumber, objectNumber, predicate, confidence, total, said], added, evidence) {
  const subject = added[subjectNumber], object = added[objectNumber];
  const key = `${subject.index} ${predicate} ${object.index}`;
  if (edgeByKey.has(key)) return;
  const edge = { index: edges.length, subject, object, predicate, confidence, total, fact: total > 0, evidence: said.map(evidence) };
  edge.modality = strongestModality(edge.evidence);
  edgeByKey.set(key, edge);
  edges.push(edge);
  subject.edges.push(edge);
  if (object !== subject) object.edges.push(edge);
  if (!edge.fact && predicate === PART_OF) {
    subject.above = object;
    object.below.push(subject);
  }
}

/** What unpacks a row of evidence, in which an article is its place among these numbers. */
function evidenceFrom(numbers, known) {
  return (row) => unpackEvidence(row, known[numbers[row[0]]]);
}

function unpackEvidence([, from, to, rule, confidence, modality, s0, s1, o0, o1, t0, t1, quote], article) {
  return {
    article, start: from, end: to, rule, confidence, modality, quote,
    subject: { start: s0, end: s1 }, object: { start: o0, end: o1 }, trigger: { start: t0, end: t1 },
  };
}

function strongestModality(evidence) {
  return ["stated", "planned", "denied"].find((modality) => evidence.some((each) => each.modality === modality)) ?? "stated";
}

const byCount = (terms) => [...terms.values()].sort((a, b) => (b.fact ?? 0) - (a.fact ?? 0) || b.count - a.count);
const byStrength = (a, b) => b.strength - a.strength || a.index - b.index;
const termLabel = (term) => term?.label[state.lang === "en" ? "en" : "zh"] ?? "";
const classLabel = (name) => termLabel(classes.get(name));
const predicateLabel = (name) => termLabel(predicates.get(name));
const propertyLabel = (name) => termLabel(properties.get(name)) || name;
const otherEnd = (edge, node) => (edge.subject === node ? edge.object : edge.subject);

/** The places above a node, nearest first; a cycle in the data does not hold us up. */
function placesAbove(node) {
  const above = [];
  for (let place = node.above; place && !above.includes(place) && place !== node; place = place.above) above.push(place);
  return above;
}

/** Where a node lies: the place that it hangs on, with those above it. */
function placesOf(node) {
  const anchor = node.anchor >= 0 ? nodes[node.anchor] : null;
  return anchor && (anchor.level || anchor.above) ? [anchor, ...placesAbove(anchor)] : [];
}

/** The sentence of a piece of evidence, as [text, offset of its first code point]. */
function passage(evidence) {
  if (evidence.quote !== undefined) return [evidence.quote, evidence.start];
  return [codePoints(evidence.article.text).slice(evidence.start, evidence.end), evidence.start];
}
