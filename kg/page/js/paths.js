// Ways through the graph: neighbourhoods, shortest paths, enterprises to cities.
const passes = (edge) => !state.predicatesOff.has(edge.predicate) && edge.confidence >= state.confidence && (!edge.fact || (edge.total >= state.sentences && isInYears(edge)));
const loadedFacts = (node) => node.edges.filter((edge) => edge.fact).length;

/** Node indexes within some hops, with their distance; facts first, containment only upwards so that a province does not bring all its cities. */
function neighbourhood(centre, hops) {
  const distance = new Map([[centre, 0]]);
  let ring = [centre];
  for (let hop = 1; hop <= hops; hop += 1) {
    const next = [];
    for (const index of ring) {
      for (const other of neighboursOf(nodes[index], index === centre)) {
        if (distance.has(other.index)) continue;
        distance.set(other.index, hop);
        next.push(other.index);
      }
    }
    ring = next;
  }
  return distance;
}

function neighboursOf(node, downwards = false) {
  const near = [];
  for (const edge of node.edges) {
    if (!passes(edge)) continue;
    if (edge.fact || edge.subject === node || downwards) near.push(otherEnd(edge, node));
  }
  return near;
}

/** Node indexes from one to the other, or null: between an enterprise and a city how they are connected, else the shortest way. */
function pathBetween(from, to) {
  return connectedPath(from, to) ?? shortestPath(from, to);
}

function connectedPath(from, to) {
  if (!isConnectable(from, to)) return null;
  const [enterprise, city] = nodes[from].type === ENTERPRISE ? [nodes[from], nodes[to]] : [nodes[to], nodes[from]];
  const row = enterpriseConnections(enterprise).find((each) => each.city === city && each.edges.every(passes));
  if (!row) return null;
  const path = row.nodes.map((node) => node.index);
  return path[0] === from ? path : path.reverse();
}

const isConnectable = (from, to) => [nodes[from].type, nodes[to].type].sort().join() === [CITY, ENTERPRISE].sort().join();

/** Whether what a path shows between an enterprise and a city is no connection: a policy or a province that both have. */
const isOnlyShared = (from, to) => isConnectable(from, to) && !connectedPath(from, to);

/** Node indexes from one to the other, or null. Facts are preferred to containment, strong ones to weak. */
function shortestPath(from, to) {
  const before = new Map([[from, null]]);
  let ring = [from];
  while (ring.length && !before.has(to)) {
    const next = [];
    for (const index of ring) {
      const sorted = nodes[index].edges.filter(passes).sort((a, b) => b.fact - a.fact || b.confidence - a.confidence);
      for (const edge of sorted) {
        const other = otherEnd(edge, nodes[index]).index;
        if (!before.has(other)) { before.set(other, index); next.push(other); }
      }
    }
    ring = next;
  }
  if (!before.has(to)) return null;
  const path = [];
  for (let index = to; index !== null; index = before.get(index)) path.unshift(index);
  return path;
}

/** Rows {enterprise, city, province, kinds, nodes, edges, confidence, planned, sentences, amounts}: what `kg connections` tells (kg/connections.py). */
function connections() {
  return nodes.filter((node) => node.type === ENTERPRISE).flatMap(enterpriseConnections);
}

function enterpriseConnections(enterprise) {
  const ways = new Map();
  for (const way of waysToCities(enterprise)) {
    const city = way.nodes.at(-1);
    ways.set(city, [...(ways.get(city) ?? []), way]);
  }
  return [...ways].map(([city, found]) => connectionRow(enterprise, city, found.sort(nearestFirst)));
}

/** The first way stands for all; sentences and amounts are those of all. */
function connectionRow(enterprise, city, ways) {
  const [{ nodes: path, edges: steps, fact }] = ways;
  const facts = new Set(ways.map((way) => way.fact));
  return {
    enterprise, city, province: placesAbove(city).find((each) => each.type === PROVINCE) ?? null,
    kinds: [...new Set(ways.map((way) => way.kind))], nodes: path, edges: steps, confidence: fact.confidence, planned: fact.modality === "planned",
    sentences: [...facts].reduce((sum, each) => sum + each.total, 0), amounts: amountsOf(ways),
  };
}

const KINDS = ["direct", "park", "county", "project", "subsidiary"];
const stepKey = ({ edges: steps }) => steps.map(({ subject, predicate, object }) => `${subject.id} ${predicate} ${object.id}`).join(" ");

function nearestFirst(a, b) {
  return KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || a.edges.length - b.edges.length || (stepKey(a) < stepKey(b) ? -1 : 1);
}

/** What an enterprise or a subsidiary of it does somewhere, and from there up to each city. */
function* waysToCities(enterprise) {
  const doing = (edge, firm) => DOES.has(edge.predicate) && edge.subject === firm && edge.fact && passes(edge) && edge.modality !== "denied";
  for (const lead of follow(enterprise, (edge, firm) => edge.predicate === SUBSIDIARY && edge.object === firm)) {
    const firm = lead.nodes.at(-1);
    for (const fact of firm.edges.filter((edge) => doing(edge, firm))) {
      for (const climb of follow(fact.object, (edge, node) => LIES_IN.has(edge.predicate) && edge.subject === node)) {
        if (climb.nodes.at(-1).type !== CITY) continue;
        const kind = lead.edges.length ? "subsidiary" : kindOf(fact.object, climb.edges);
        yield { kind, fact, nodes: [...lead.nodes, ...climb.nodes], edges: [...lead.edges, fact, ...climb.edges] };
      }
    }
  }
}

const byEnds = (one, other) => (stepKey({ edges: [one] }) < stepKey({ edges: [other] }) ? -1 : 1);

/** A node and all that such edges lead to, each by its shortest way, of several the first by name. */
function follow(start, leadsOn) {
  const reached = new Map([[start, { nodes: [start], edges: [] }]]);
  for (const [node, way] of reached) {
    for (const edge of node.edges.filter((each) => each.modality !== "denied" && leadsOn(each, node)).sort(byEnds)) {
      const next = otherEnd(edge, node);
      if (!reached.has(next)) reached.set(next, { nodes: [...way.nodes, next], edges: [...way.edges, edge] });
    }
  }
  return [...reached.values()];
}

function kindOf(target, climb) {
  if (target.type === "Project") return "project";
  if (climb.some((edge) => edge.predicate === PART_OF && edge.subject.type === CITY)) return "county";
  return target.type === "Park" ? "park" : "direct";
}

/** [{value, unit, planned}]: the sums of the projects on some ways, each by its largest figure, in each currency, and what of them is only planned; yuan first, and none added to another. */
function amountsOf(ways) {
  const sums = new Map();
  for (const node of new Set(ways.flatMap((way) => way.nodes))) {
    const isPlan = ways.filter((way) => way.nodes.includes(node)).every((way) => way.fact.modality === "planned");
    for (const [unit, figures] of figuresOf(node)) {
      const value = Math.max(...figures.map((each) => Number(each.value)));
      const planned = isPlan || figures.filter((each) => Number(each.value) === value).every((each) => each.evidence.modality === "planned");
      const sum = sums.get(unit) ?? { unit, value: 0, planned: 0 };
      sums.set(unit, { unit, value: sum.value + value, planned: sum.planned + (planned ? value : 0) });
    }
  }
  return [...sums.values()].sort(byCurrency);
}

/** Yuan first. */
const byCurrency = (a, b) => (b.unit === "CNY") - (a.unit === "CNY") || (a.unit < b.unit ? -1 : Number(a.unit > b.unit));

/** [{node, value, unit}]: the nodes with the largest figures, in each currency, since none compares with another. */
function largestFigures() {
  const found = nodes.flatMap((node) => [...figuresOf(node)].map(([unit, figures]) => ({ node, unit, value: Math.max(...figures.map((each) => Number(each.value))) })));
  const ordered = found.sort((a, b) => byCurrency(a, b) || b.value - a.value);
  return ordered.filter(({ unit }, k) => k - ordered.findIndex((each) => each.unit === unit) < (unit === "CNY" ? 6 : 2));
}

/** What is told of its cost, by currency. */
function figuresOf(node) {
  const told = node.attributes.filter(({ property, unit, evidence }) => property === "amount" && unit && evidence.modality !== "denied");
  return new Map(told.map(({ unit }) => [unit, told.filter((each) => each.unit === unit)]));
}
