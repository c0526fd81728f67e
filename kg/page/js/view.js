// The reader's choices -> what is in the picture, and how many of each kind are not.

const SIDES_LIMIT = 60;

/** {items: Map key -> item, pairs: Map key -> pair, counts}. An item is a node or a folded group. */
function currentView() {
  const counts = { limit: 0, ring: 0, lonely: 0, filter: 0, hand: 0, sides: 0, fold: 0, groups: 0 };
  if (SERVED && TOTALS.nodes > LIMITS.visible && state.mode === "all" && state.layout !== "sides") return servedGroups(counts);
  const shown = narrowed(baseNodes(counts), counts);
  const items = shown.length > LIMITS.visible ? folded(shown, counts) : new Map(shown.map((node) => [node.index, nodeItem(node)]));
  return { items, pairs: pairsBetween(items), counts, nodes: shown.length };
}

function baseNodes(counts) {
  if (state.layout === "sides") return onlySides(counts);
  const base = new Set(baseIndexes(counts));
  for (const index of state.pinned.keys()) base.add(index);
  for (const index of state.expanded) {
    base.add(index);
    for (const other of neighboursOf(nodes[index], true)) base.add(other.index);
  }
  if (state.mode === "start") counts.limit = Math.max(0, TOTALS.nodes - TOTALS.alone - [...base].filter((index) => nodes[index].facts).length);
  return [...base].map((index) => nodes[index]).sort(byStrength);
}

function baseIndexes(counts) {
  if (state.mode === "start") return isNarrowed(state) ? strongestNarrowed() : startPlaces.keys();
  if (state.mode === "focus") return strongestWithin(neighbourhood(state.centre, state.hops), counts);
  if (state.mode === "path") return pathBetween(state.from, state.to) ?? [state.from, state.to];
  return nodes.keys();
}

// Where only a part of the graph is wanted, its first picture is made of that part, not of what is left of the usual one.
const isNarrowed = ({ province, industry, since, until, sentences }) => province !== null || industry !== null || since !== "" || until !== "" || sentences > 1;

function strongestNarrowed() {
  const inPlaceAndIndustry = areaFilter();
  return nodes.filter((node) => node.facts && inPlaceAndIndustry(node) && node.edges.some((edge) => edge.fact && passes(edge))).sort(byStrength).slice(0, LIMITS.start).map((node) => node.index);
}

/** A focus keeps to what one can read: near before far, strong before weak. */
function strongestWithin(distance, counts) {
  const order = [...distance].sort(([a, near], [b, far]) => near - far || byStrength(nodes[a], nodes[b])).map(([index]) => index);
  const limit = LIMITS.start * state.hops;
  const beyond = state.hops === 1 ? Math.max(0, nodes[state.centre].facts - loadedFacts(nodes[state.centre])) : 0;
  counts.ring = Math.max(0, order.length - limit) + beyond;
  return order.slice(0, limit);
}

function narrowed(base, counts) {
  const chosen = new Set([state.centre, state.from, state.to, state.picked?.node, ...state.pinned.keys()]);
  const inPlaceAndIndustry = areaFilter();
  return base.filter((node) => {
    if (state.hidden.has(node.index)) counts.hand += 1;
    else if (state.classesOff.has(node.type) || (!chosen.has(node.index) && !inPlaceAndIndustry(node))) counts.filter += 1;
    else if (chosen.has(node.index) || state.lonely || hasPassingFact(node) || isKeptParent(node)) return true;
    else if (node.facts || node.below.length) counts.filter += 1;
    else counts.lonely += 1;
    return false;
  });
}

// Of what is still on a server we do not know better.
const hasPassingFact = (node) => node.edges.some((edge) => edge.fact && passes(edge)) || (SERVED && loadedFacts(node) < node.facts);

// A province or city that no article states a fact about stays as the parent of those that have one.
const isKeptParent = (node) => node.edges.some((edge) => !edge.fact && edge.object === node && passes(edge));

/** The strongest ways from enterprises to cities; with a focus, those that touch it. */
function onlySides(counts) {
  const inPlaceAndIndustry = areaFilter();
  const rows = connections().filter((row) => (state.mode !== "focus" || row.nodes.some((node) => node.index === state.centre)) && inPlaceAndIndustry(row.enterprise) && inPlaceAndIndustry(row.city));
  rows.sort((a, b) => b.sentences * b.confidence - a.sentences * a.confidence);
  const kept = new Set();
  let used = 0;
  for (; used < rows.length && kept.size < SIDES_LIMIT; used += 1) rows[used].nodes.forEach((node) => kept.add(node));
  counts.sides = rows.length - used;
  counts.links = used;
  return [...kept].sort(byStrength);
}

const nodeItem = (node) => ({ key: node.index, node, members: null, label: node.label, type: node.type, radius: node.radius, weight: node.strength });

const groupLabel = (anchor, size, isRest) => (anchor < 0 ? t("groupAlone", { n: number(size) }) : t(isRest ? "groupRest" : "groupOf", { name: nodes[anchor].label, n: number(size) }));
const groupRadius = (size) => 12 + Math.min(34, 4 * Math.log2(size));

function groupItem(anchor, members, isRest) {
  return { key: `g${anchor}`, anchor, node: nodes[anchor] ?? null, members, size: members.length, label: groupLabel(anchor, members.length, isRest), type: nodes[anchor]?.type ?? members[0]?.type ?? classes.keys().next().value, radius: groupRadius(Math.max(1, members.length)), weight: members.length + 1000 };
}

/** Groups by place, lifted towards the province until there are few enough; opened groups show their strongest members. */
function folded(shown, counts) {
  const groups = fewEnoughGroups(shown);
  const items = new Map();
  let room = LIMITS.visible - groups.size;
  for (const [anchor, members] of groups) {
    const show = members.length <= 2 ? members.length : state.opened.has(anchor) ? Math.min(members.length, 300, room) : 0;
    for (const node of members.slice(0, Math.min(show, room + 1))) items.set(node.index, nodeItem(node));
    room -= Math.max(0, show - 1);
    const rest = members.slice(show);
    if (!rest.length) continue;
    items.set(`g${anchor}`, groupItem(anchor, rest, show > 0));
    counts.fold += rest.length;
    counts.groups += 1;
  }
  return items;
}

function fewEnoughGroups(shown) {
  for (let lift = 0; ; lift += 1) {
    const groups = new Map();
    for (const node of shown) {
      const anchor = liftedAnchor(node, lift);
      if (!groups.has(anchor)) groups.set(anchor, []);
      groups.get(anchor).push(node);
    }
    if (groups.size <= LIMITS.visible / 5) return groups;
    if (lift >= 2) return smallGroupsTogether(groups);
  }
}

function liftedAnchor(node, lift) {
  let anchor = node.anchor;
  if (anchor < 0 && node.above) anchor = node.index;
  for (let k = 0; k < lift && anchor >= 0 && nodes[anchor].above; k += 1) anchor = nodes[anchor].above.index;
  return anchor;
}

function smallGroupsTogether(groups) {
  const sorted = [...groups].sort(([a, left], [b, right]) => right.length - left.length || a - b);
  const kept = new Map(sorted.slice(0, LIMITS.visible / 5));
  const rest = sorted.slice(LIMITS.visible / 5).flatMap(([, members]) => members);
  if (rest.length) kept.set(-1, [...(kept.get(-1) ?? []), ...rest]);
  return kept;
}

/** All of a graph that stays on the server: its places as discs, with those inside that were asked for. */
function servedGroups(counts) {
  const { groups, lines, added } = answers.get(groupsAddress(state)) ?? { groups: [], lines: [], added: [] };
  const items = new Map(), keyOf = [];
  for (const [number, size, x, y] of groups) {
    const anchor = number < 0 ? -1 : added[number].index;
    const members = state.opened.has(anchor) ? narrowed(membersOf(anchor), counts) : [];
    for (const node of members) items.set(node.index, { ...nodeItem(node), ...(node.index === anchor ? { place: { x, y } } : {}) });
    const rest = size - members.length;
    keyOf.push(rest > 0 ? `g${anchor}` : anchor);
    if (rest <= 0) continue;
    items.set(`g${anchor}`, { ...groupItem(anchor, [], members.length > 0), label: groupLabel(anchor, rest, members.length > 0), size: rest, place: { x, y }, radius: groupRadius(rest), weight: rest + 1000 });
    counts.fold += rest;
    counts.groups += 1;
  }
  const pairs = pairsBetween(items);
  for (const [one, other, predicate, total] of lines) {
    const a = items.get(keyOf[one]), b = items.get(keyOf[other]);
    if (a && b && a !== b) pairs.set(`${a.key}-${b.key}`, { key: `${a.key}-${b.key}`, a, b, edges: [], total, fact: true, toA: false, toB: false, modality: "stated", predicate });
  }
  return { items, pairs, counts, nodes: groups.reduce((sum, [, size]) => sum + size, 0) };
}

const membersOf = (anchor) => answers.get(excerptAddress("group", { id: anchor < 0 ? "" : nodes[anchor].id }))?.members.map((id) => nodeById.get(id)) ?? [];

/** Lines of the picture: all edges between two items are one line. */
function pairsBetween(items) {
  const itemOf = new Map();
  for (const item of items.values()) {
    for (const node of item.members ?? [item.node]) itemOf.set(node, item);
  }
  const pairs = new Map();
  for (const edge of edges) {
    if (!passes(edge)) continue;
    const from = itemOf.get(edge.subject), to = itemOf.get(edge.object);
    if (from && to && from !== to) addToPair(pairs, edge, from, to);
  }
  return pairs;
}

function addToPair(pairs, edge, from, to) {
  const [a, b] = String(from.key) < String(to.key) ? [from, to] : [to, from];
  const key = `${a.key}-${b.key}`;
  if (!pairs.has(key)) pairs.set(key, { key, a, b, edges: [], total: 0, fact: false, toA: false, toB: false, modality: "denied", predicate: null });
  const pair = pairs.get(key);
  pair.edges.push(edge);
  pair.total += edge.total;
  if (!predicates.get(edge.predicate).symmetric) pair[to === b ? "toB" : "toA"] = true;
  if (!pair.predicate || edge.fact > pair.fact) pair.predicate = edge.predicate;
  pair.fact ||= edge.fact;
  if (edge.modality === "stated" || pair.modality === "denied") pair.modality = edge.modality;
}

/** The status line: what is shown and, by reason, what is not. */
function viewStatus(view) {
  const values = { n: number(view.nodes - view.counts.fold), all: number(TOTALS.nodes), hops: state.hops, hubs: LIMITS.hubs, name: nodes[state.centre]?.label };
  const says = [state.layout === "sides" ? t("statusSides", { n: number(view.counts.links), m: number(view.nodes) }) : t({ start: "statusStart", all: view.counts.fold ? "statusFolded" : "statusAll", focus: "statusFocus", path: "statusPath" }[state.mode], values)];
  if (state.mode === "path" && isOnlyShared(state.from, state.to)) says.push(t("pathOnlyShared"));
  const { counts } = view;
  const tell = (key, n, more = {}) => n && says.push(t(key, { n: number(n), ...more }));
  tell("hiddenLimit", counts.limit, { limit: LIMITS.start });
  tell("hiddenRing", counts.ring, { limit: LIMITS.start * state.hops });
  if (state.layout !== "sides") tell("hiddenLonely", state.mode === "start" ? TOTALS.alone - [...startPlaces.keys()].filter((index) => !nodes[index].facts).length : counts.lonely);
  tell("hiddenFilter", counts.filter);
  tell("hiddenHand", counts.hand);
  tell("hiddenSides", counts.sides);
  tell("hiddenFold", counts.fold, { g: number(counts.groups), limit: number(LIMITS.visible) });
  tell("leftOut", LIMITS.nodesLeftOut);
  if (!view.nodes) says.push(t("empty"));
  return says;
}
