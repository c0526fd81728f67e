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

/** Rows {enterprise, city, province, path, edges, confidence, amount}: the best way for each enterprise and city. */
function connections() {
  const rows = [];
  for (const enterprise of nodes) {
    if (enterprise.type === ENTERPRISE) rows.push(...enterpriseConnections(enterprise));
  }
  return rows;
}

function enterpriseConnections(enterprise) {
  const best = new Map();
  for (const way of waysToPlaces(enterprise)) {
    const place = way.nodes.at(-1);
    const chain = [place, ...placesAbove(place)];
    const province = chain.find((each) => each.type === PROVINCE) ?? null;
    const city = chain.filter((each) => each.type === CITY).at(-1);
    if (!city) continue;
    const row = { enterprise, city, province, nodes: way.nodes, edges: way.edges, confidence: Math.min(...way.edges.map((edge) => edge.confidence)), sentences: way.edges.reduce((sum, edge) => sum + edge.total, 0), amount: largestAmount(way.nodes) };
    const old = best.get(city);
    if (!old || isCloser(row, old)) best.set(city, row);
  }
  return [...best.values()];
}

/** The enterprise's own doing before that of a subsidiary; then short before long, sure before doubtful. */
function isCloser(one, other) {
  const remoteness = ({ nodes: [, ...rest], edges: way, confidence }) => [rest.filter((node) => node.type === ENTERPRISE).length, way.length, -confidence];
  const a = remoteness(one), b = remoteness(other);
  const k = a.findIndex((value, at) => value !== b[at]);
  return k >= 0 && a[k] < b[k];
}

/** Ways of up to three facts from an enterprise to a city, through things that lie somewhere or a subsidiary. */
function waysToPlaces(enterprise) {
  const ways = [], queue = [{ nodes: [enterprise], edges: [] }];
  while (queue.length) {
    const way = queue.shift();
    const last = way.nodes.at(-1);
    for (const edge of last.edges) {
      if (!edge.fact || !passes(edge) || edge.modality === "denied") continue;
      const next = otherEnd(edge, last);
      if (way.nodes.includes(next)) continue;
      const longer = { nodes: [...way.nodes, next], edges: [...way.edges, edge] };
      if (next.type === CITY) { if (edge.subject === last) ways.push(longer); }
      else if (longer.edges.length < 3 && leadsOn(edge, last, next)) queue.push(longer);
    }
  }
  return ways;
}

/** As in `kg connections`: what a parent does says little of its subsidiary. */
function leadsOn(edge, last, next) {
  if (next.type === ENTERPRISE) return edge.predicate === SUBSIDIARY && edge.object === last;
  return edge.subject === last && next.type !== PROVINCE;
}

function largestAmount(path) {
  let best = null;
  for (const attribute of path.flatMap((node) => node.attributes)) {
    if (attribute.unit && Number(attribute.value) > Number(best?.value ?? 0)) best = attribute;
  }
  return best;
}
