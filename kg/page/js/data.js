// The JSON that travels in the page -> nodes, edges, articles with names.
const CITY = "City", PROVINCE = "Province", ENTERPRISE = "Enterprise", SUBSIDIARY = "subsidiaryOf", WEAK = "mentionedWith";
const raw = JSON.parse(byId("data").textContent);
const LIMITS = raw.limits;
const classes = new Map(raw.classes.map((term) => [term.name, { ...term, count: 0 }]));
const predicates = new Map(raw.predicates.map((term, rank) => [term.name, { ...term, rank, count: 0, fact: false }]));
const properties = new Map(raw.properties.map((term) => [term.name, term]));
const articles = raw.articles.map(([id, title, date, url, text], index) => ({ index, id, title, date, url, text }));
const nodes = raw.nodes.map(unpackNode);
const edges = raw.edges.map(unpackEdge);
const nodeById = new Map(nodes.map((node) => [node.id, node]));
const startPlaces = new Map(raw.start.map(([index, x, y]) => [index, { x, y }]));

function unpackNode(row, index) {
  const [id, type, name, aliases, pinyin, articleNumbers, attributeRows, level, lon, lat, radius, x, y, anchor, strength] = row;
  classes.get(type).count += 1;
  return {
    index, id, type, name, label: plainName(name), aliases, pinyin, articles: articleNumbers, level, lon, lat, radius, x, y, anchor, strength,
    attributes: attributeRows.map(unpackAttribute), edges: [], facts: 0, above: null, below: [],
  };
}

function unpackAttribute([property, value, unit, text, start, end, evidence]) {
  return { property, value, unit, text, start, end, evidence: unpackEvidence(evidence) };
}

function unpackEdge([subject, object, predicate, confidence, total, evidence], index) {
  const edge = { index, subject: nodes[subject], object: nodes[object], predicate, confidence, total, fact: total > 0, evidence: evidence.map(unpackEvidence) };
  edge.modality = strongestModality(edge.evidence);
  edge.subject.edges.push(edge);
  if (object !== subject) edge.object.edges.push(edge);
  countEdge(edge);
  return edge;
}

function countEdge(edge) {
  const predicate = predicates.get(edge.predicate);
  predicate.count += 1;
  if (edge.fact) {
    predicate.fact = true;
    edge.subject.facts += 1;
    edge.object.facts += 1;
  } else {
    edge.subject.above = edge.object;
    edge.object.below.push(edge.subject);
  }
}

function unpackEvidence([article, start, end, rule, confidence, modality, s0, s1, o0, o1, t0, t1, quote]) {
  return {
    article: articles[article], start, end, rule: raw.rules[rule], confidence, modality, quote,
    subject: { start: s0, end: s1 }, object: { start: o0, end: o1 }, trigger: { start: t0, end: t1 },
  };
}

function strongestModality(evidence) {
  return ["stated", "planned", "denied"].find((modality) => evidence.some((each) => each.modality === modality)) ?? "stated";
}

const byCount = (terms) => [...terms.values()].sort((a, b) => (b.fact ?? 0) - (a.fact ?? 0) || b.count - a.count);
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
