// What is in the picture -> where each item stands.
const COLUMN = 520, DEGREE = 74;

function arrange(view) {
  if (state.layout === "map") return onTheMap(view);
  if (state.layout === "sides") return inColumns(view);
  if (state.mode === "focus" && view.items.has(state.centre)) return inRings(view);
  if (state.mode === "path") return inARow(view);
  return asBuilt(view);
}

/** The positions computed when the page was built; what was expanded stands around the node it hangs on. */
function asBuilt(view) {
  const at = new Map(), late = [];
  const big = view.items.size > LIMITS.visible * 0.5 ? 1 : 0;
  for (const item of view.items.values()) {
    const place = placeOf(item);
    if (place && place.x !== null) at.set(item.key, { x: place.x, y: place.y });
    else late.push(item);
  }
  fanOut(late, view, at);
  if (view.counts.groups || big) spread(view, at, new Set());
  return at;
}

/** Where an item stands by the layout that came with it. */
function placeOf(item) {
  if (item.place) return item.place;
  if (state.mode !== "start") return item.node ?? { x: 0, y: 0 };
  return isNarrowed(state) ? areaPlaces().get(item.key) ?? item.node : startPlaces.get(item.key);
}

function fanOut(late, view, at) {
  if (!late.length) return;
  const fixed = new Set(at.keys());
  const fans = new Map();
  for (const item of late) {
    const host = hostOf(item, at);
    const k = fans.get(host) ?? 0;
    fans.set(host, k + 1);
    const middle = at.get(host) ?? { x: 0, y: 0 };
    const angle = k * 2.39996 + Math.atan2(middle.y, middle.x), reach = 90 + 17 * Math.sqrt(k) * 2;
    at.set(item.key, { x: middle.x + reach * Math.cos(angle), y: middle.y + reach * Math.sin(angle) });
  }
  spread(view, at, fixed);
}

function hostOf(item, at) {
  const ends = item.node.edges.map((edge) => otherEnd(edge, item.node).index).filter((index) => at.has(index));
  return ends.find((index) => state.expanded.has(index)) ?? ends[0] ?? `g${item.node.anchor}`;
}

/** The centre in the middle, each hop a ring; a branch gets more of the circle the more hangs on it. */
function inRings(view) {
  const tree = spanningTree(view), at = new Map([[state.centre, { x: 0, y: 0 }]]);
  const angles = [];
  const walk = (key, from, to, depth) => {
    let angle = from;
    const children = tree.children.get(key) ?? [], total = children.reduce((sum, child) => sum + tree.share.get(child), 0);
    for (const child of children) {
      const share = ((to - from) * tree.share.get(child)) / total;
      (angles[depth] ??= []).push({ key: child, angle: angle + share / 2, share });
      walk(child, angle, angle + share, depth + 1);
      angle += share;
    }
  };
  walk(state.centre, -Math.PI / 2, 1.5 * Math.PI, 0);
  placeRings(angles, at);
  fanOut([...view.items.values()].filter((item) => !at.has(item.key)), view, at);
  spread(view, at, new Set([state.centre]), 14);
  return at;
}

/** Each ring as wide as its narrowest share needs; every second item of a crowded one steps outwards. */
function placeRings(angles, at) {
  let radius = 0;
  for (const ring of angles) {
    const narrow = [...ring].sort((a, b) => a.share - b.share)[Math.floor(ring.length / 4)].share;
    radius = Math.min(radius + 420, Math.max(radius + 150, 42 / narrow));
    ring.forEach(({ key, angle }, k) => {
      const reach = radius + (ring.length > 26 && k % 2 ? 60 : 0);
      at.set(key, { x: reach * Math.cos(angle), y: reach * Math.sin(angle) });
    });
  }
}

function spanningTree(view) {
  const children = new Map(), share = new Map(), seen = new Set([state.centre]);
  const near = nearKeys(view);
  const grow = (ring) => {
    const next = [];
    for (const key of ring) {
      const mine = (near.get(key) ?? []).filter((other) => !seen.has(other) && seen.add(other));
      mine.sort((a, b) => branchOrder(view.items.get(a)).localeCompare(branchOrder(view.items.get(b))) || a - b);
      children.set(key, mine);
      next.push(...mine);
    }
    if (next.length) grow(next);
  };
  grow([state.centre]);
  const count = (key) => { share.set(key, 1 + 0.4 * (children.get(key) ?? []).reduce((sum, child) => sum + count(child), 0)); return share.get(key); };
  count(state.centre);
  return { children, share };
}

const branchOrder = (item) => String([...classes.keys()].indexOf(item.type)).padStart(2, "0");

function nearKeys(view) {
  const near = new Map();
  const add = (a, b) => near.set(a, [...(near.get(a) ?? []), b]);
  for (const pair of view.pairs.values()) { add(pair.a.key, pair.b.key); add(pair.b.key, pair.a.key); }
  return near;
}

function inARow(view) {
  const path = shortestPath(state.from, state.to) ?? [state.from, state.to];
  const at = new Map(path.map((index, k) => [index, { x: (k - (path.length - 1) / 2) * 210, y: k % 2 ? 36 : -36 }]));
  fanOut([...view.items.values()].filter((item) => !at.has(item.key)), view, at);
  return at;
}

const project = (place) => ({ x: (place.lon - 105) * DEGREE, y: -mercator(place.lat) * DEGREE });
const mercator = (lat) => ((Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) - Math.log(Math.tan(Math.PI / 4 + (35 * Math.PI) / 360))) * 180) / Math.PI;

/** Places by longitude and latitude, everything else around its place, what has none in rows below. */
function onTheMap(view) {
  const at = new Map(), around = new Map(), nowhere = [];
  for (const item of view.items.values()) {
    const place = item.node && [item.node, ...placesOf(item.node)].find((each) => each.lon !== null && each.lon !== undefined);
    if (!place) nowhere.push(item);
    else if (place === item.node) at.set(item.key, project(place));
    else {
      around.set(place, (around.get(place) ?? 0) + 1);
      at.set(item.key, nearby(place, around.get(place)));
    }
  }
  spread(view, at, new Set(), 18);
  picture.nowhere = inRows(nowhere, at);
  return at;
}

/** The k-th spot around a place, as the seeds of a sunflower lie. */
function nearby(place, k) {
  const { x, y } = project(place), reach = place.radius + 14 + 18 * Math.sqrt(k);
  return { x: x + reach * Math.cos(k * 2.39996), y: y + reach * Math.sin(k * 2.39996) };
}

/** Sets items in rows under everything else; gives back where the rows begin. */
function inRows(items, at) {
  if (!items.length) return null;
  const points = [...at.values()];
  const left = points.length ? Math.min(...points.map((p) => p.x)) : 0, below = points.length ? Math.max(...points.map((p) => p.y)) + 130 : 0;
  const across = Math.max(8, Math.ceil(Math.sqrt(items.length) * 2));
  items.forEach((item, k) => at.set(item.key, { x: left + (k % across) * 90, y: below + Math.floor(k / across) * 70 }));
  return { x: left - 20, y: below - 44 };
}

/** Enterprises left, cities right, what joins them between; each column in the order that crosses least. */
function inColumns(view) {
  const columns = [[], [], []];
  for (const item of view.items.values()) columns[item.type === ENTERPRISE ? 0 : item.type === CITY ? 2 : 1].push(item.key);
  const at = new Map(), near = nearKeys(view);
  // Few rows stand closer together, so that they can be shown larger; on a phone all do.
  const across = Math.min(COLUMN, 210 + 22 * Math.max(...columns.map((column) => column.length))) * (byId("canvas").clientWidth < 600 ? 0.5 : 1);
  const set = (column, k) => column.forEach((key, row) => at.set(key, { x: (k - 1) * across, y: (row - (column.length - 1) / 2) * columnStep(column, columns) }));
  columns.forEach(set);
  for (let turn = 0; turn < 6; turn += 1) {
    for (const k of [0, 1, 2, 1]) {
      const mean = (key) => { const ends = (near.get(key) ?? []).filter((other) => at.get(other).x !== at.get(key).x); return ends.length ? ends.reduce((sum, other) => sum + at.get(other).y, 0) / ends.length : at.get(key).y; };
      const means = new Map(columns[k].map((key) => [key, mean(key)]));
      columns[k].sort((a, b) => means.get(a) - means.get(b));
      set(columns[k], k);
    }
  }
  return at;
}

/** Shorter columns stand wider, but not so wide that the eye loses them. */
function columnStep(column, columns) {
  const tallest = Math.max(...columns.map((each) => each.length));
  return Math.min(110, Math.max(46, (tallest * 46) / Math.max(1, column.length)));
}

/** Items pushed apart until none overlap or 40 rounds are over; the fixed ones stay. */
function spread(view, at, fixed, gap = 10) {
  const items = [...view.items.values()].filter((item) => at.has(item.key));
  const reach = 2 * Math.max(1, ...items.map((item) => item.radius)) + gap;
  for (let round = 0; round < 40; round += 1) {
    const cells = new Map();
    items.forEach((item, rank) => {
      const cell = cellOf(at.get(item.key), reach);
      cells.set(cell, [...(cells.get(cell) ?? []), rank]);
    });
    let moved = false;
    items.forEach((item, rank) => { moved = pushNeighbours(items, rank, at, cells, reach, fixed, gap) || moved; });
    if (!moved) return;
  }
}

const cellOf = ({ x, y }, reach, i = 0, j = 0) => `${Math.floor(x / reach) + i},${Math.floor(y / reach) + j}`;

function pushNeighbours(items, rank, at, cells, reach, fixed, gap) {
  let moved = false;
  const here = { ...at.get(items[rank].key) };
  for (let i = -1; i <= 1; i += 1) for (let j = -1; j <= 1; j += 1) {
    for (const other of cells.get(cellOf(here, reach, i, j)) ?? []) {
      if (other > rank) moved = pushApart(items[rank], items[other], at, fixed, gap) || moved;
    }
  }
  return moved;
}

function pushApart(one, two, at, fixed, gap) {
  if (fixed.has(one.key) && fixed.has(two.key)) return false;
  const a = at.get(one.key), b = at.get(two.key);
  let dx = b.x - a.x, dy = b.y - a.y, distance = Math.hypot(dx, dy);
  const wanted = one.radius + two.radius + gap;
  if (distance >= wanted) return false;
  if (distance === 0) { dx = Math.cos(two.node?.index ?? 1); dy = Math.sin(two.node?.index ?? 1); distance = 1; }
  const push = (wanted - distance) / distance + 0.02, share = fixed.has(one.key) ? 0 : fixed.has(two.key) ? 1 : 0.5;
  at.set(one.key, { x: a.x - dx * push * share, y: a.y - dy * push * share });
  at.set(two.key, { x: b.x + dx * push * (1 - share), y: b.y + dy * push * (1 - share) });
  return true;
}
