// The picture: vis-network holds the nodes and moves the camera; lines, names and highlights are drawn around it.
const dragged = new Map();
const picture = { network: null, items: null, view: null, at: new Map(), hover: null, hoverPair: null, lit: null, inks: null };
const FONT = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",system-ui,sans-serif';

function startPicture() {
  picture.items = new vis.DataSet();
  picture.network = new vis.Network(byId("canvas"), { nodes: picture.items, edges: [] }, {
    autoResize: true,
    physics: false,
    layout: { improvedLayout: false },
    nodes: { shape: "custom", ctxRenderer: renderItem, labelHighlightBold: false, chosen: false },
    edges: { smooth: false },
    interaction: { hover: true, hoverConnectedEdges: false, selectConnectedEdges: false, keyboard: false, tooltipDelay: 1e6, zoomSpeed: 0.7 },
  });
  picture.network.on("beforeDrawing", drawBelow);
  picture.network.on("afterDrawing", drawAbove);
  picture.network.on("click", clicked);
  picture.network.on("doubleClick", doubleClicked);
  picture.network.on("hoverNode", ({ node }) => hovered(node, null));
  picture.network.on("blurNode", () => hovered(null, null));
  picture.network.on("dragEnd", keepDragged);
  picture.network.on("zoom", limitZoom);
  byId("canvas").addEventListener("pointermove", hoverLine);
}

function inks() {
  const styles = getComputedStyle(document.documentElement);
  const ink = (name) => styles.getPropertyValue(name).trim();
  return { paper: ink("--paper"), ink: ink("--ink"), quiet: ink("--quiet"), accent: ink("--accent"), grid: ink("--grid") };
}

/** Puts a view's items into the picture, where they belong or where they were dragged to. */
function showView(view) {
  picture.view = view;
  picture.at = arrange(view);
  const kind = [state.mode, state.layout, state.centre, state.hops].join();
  if (kind !== picture.kind) dragged.clear();
  picture.kind = kind;
  for (const [key, at] of dragged) if (view.items.has(key)) picture.at.set(key, at);
  // vis-network may draw while items come and go: nothing may point at those that went.
  picture.hover = picture.hoverPair = picture.lit = null;
  const gone = picture.items.getIds().filter((key) => !view.items.has(key));
  picture.items.remove(gone);
  picture.items.update([...view.items.values()].map((item) => ({ id: item.key, ...picture.at.get(item.key), size: item.radius })));
  byId("canvas").setAttribute("aria-label", t("canvasLabel", { n: number(view.items.size) }));
}

/** Tells vis-network at once that its room has changed; by itself it looks only now and then. */
function resizePicture() {
  picture.network.setSize("100%", "100%");
}

function fitPicture(animated = false) {
  const points = [...picture.at.values()];
  if (!points.length) return;
  const box = byId("canvas").getBoundingClientRect();
  const [left, right, top, bottom] = [Math.min(...points.map((p) => p.x)), Math.max(...points.map((p) => p.x)), Math.min(...points.map((p) => p.y)), Math.max(...points.map((p) => p.y))];
  // Room for the status line above and the buttons below.
  const above = byId("status").offsetHeight + 26, below = 40, beside = state.layout === "sides" ? Math.min(200, box.width / 3.6) : box.width < 600 ? 34 : 70;
  const scale = Math.min(1.4, Math.max(0.03, Math.min((box.width - 2 * beside) / (right - left + 40), (box.height - above - below) / (bottom - top + 40))));
  picture.network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 - (above - below) / 2 / scale }, scale, animation: animated && !matchMedia("(prefers-reduced-motion: reduce)").matches ? { duration: 260, easingFunction: "easeInOutQuad" } : false });
}

function zoomBy(factor) {
  picture.network.moveTo({ scale: Math.min(4, Math.max(0.03, picture.network.getScale() * factor)), animation: false });
}

function limitZoom({ scale }) {
  if (scale > 4 || scale < 0.03) picture.network.moveTo({ scale: Math.min(4, Math.max(0.03, scale)) });
}

function panBy(dx, dy) {
  const { x, y } = picture.network.getViewPosition(), scale = picture.network.getScale();
  picture.network.moveTo({ position: { x: x + dx / scale, y: y + dy / scale }, animation: false });
}

/** Brings an item into sight if it is not. */
function reveal(key) {
  const at = picture.at.get(key);
  if (!at) return;
  const { x, y } = picture.network.canvasToDOM(at), box = byId("canvas").getBoundingClientRect();
  if (x < 40 || y < 60 || x > box.width - 40 || y > box.height - 60) picture.network.moveTo({ position: at, animation: false });
}

const redraw = () => picture.network.redraw();

/** What stands out: the picked node with its lines and neighbours, or the picked line with its ends. */
function lightUp() {
  picture.lit = litItems(picture.view, state.picked);
}

function litItems(view, picked) {
  if (picked?.kind === "node" && view.items.has(picked.node)) {
    const pairs = [...view.pairs.values()].filter((pair) => pair.a.key === picked.node || pair.b.key === picked.node);
    return { pairs, items: new Set([view.items.get(picked.node), ...pairs.flatMap((pair) => [pair.a, pair.b])]), chosen: new Set([picked.node]) };
  }
  if (picked?.kind === "pair") {
    const pairs = [...view.pairs.values()].filter((pair) => [pair.a.key, pair.b.key].includes(picked.a) && [pair.a.key, pair.b.key].includes(picked.b));
    return pairs.length ? { pairs, items: new Set(pairs.flatMap((pair) => [pair.a, pair.b])), chosen: new Set([picked.a, picked.b]) } : null;
  }
  return null;
}

// --- nodes

/** From afar, nodes are drawn larger than they are, while there is room for it. */
const boost = () => (picture.view.items.size > 500 || state.layout !== "graph" ? 1 : Math.min(1.7, Math.max(1, 0.85 / picture.network.getScale())));

function renderItem({ ctx, id, x, y }) {
  const item = picture.view.items.get(id);
  const radius = (item?.radius ?? 8) * boost();
  return { drawNode: () => item && drawItem(ctx, item, x, y), nodeDimensions: { width: 2 * radius, height: 2 * radius } };
}

function drawItem(context, item, x, y) {
  const colour = classColour(item.type), { shape } = classes.get(item.type), radius = item.radius * boost();
  if (item.members) drawFold(context, x, y, radius, colour);
  traceShape(context, item.members ? "dot" : shape, x, y, item.members ? radius * 0.72 : radius);
  context.lineJoin = "round";
  context.lineWidth = 2.5;
  context.strokeStyle = picture.inks.paper;
  context.stroke();
  context.fillStyle = colour;
  context.fill();
}

function drawFold(context, x, y, radius, colour) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.globalAlpha = 0.22;
  context.fillStyle = colour;
  context.fill();
  context.globalAlpha = 1;
  context.setLineDash([4, 4]);
  context.lineWidth = 1.5;
  context.strokeStyle = colour;
  context.stroke();
  context.setLineDash([]);
}

function drawRing(context, item, colour, width = 3) {
  const { x, y } = positionOf(item);
  context.beginPath();
  context.arc(x, y, item.radius * boost() * 1.25 + 5, 0, 2 * Math.PI);
  context.lineWidth = width;
  context.strokeStyle = colour;
  context.stroke();
}

/** Where vis-network has an item now: it may have been dragged. */
function positionOf(item) {
  const body = picture.network.body.nodes[item.key];
  return body ?? picture.at.get(item.key);
}

// --- lines

function drawBelow(context) {
  picture.inks ??= inks();
  if (state.layout === "map") drawGraticule(context);
  const scale = picture.network.getScale();
  const box = visibleBox(60);
  for (const pair of picture.view.pairs.values()) {
    if (!pair.fact) drawLine(context, pair, scale, box, 0.55);
  }
  for (const pair of picture.view.pairs.values()) {
    if (pair.fact) drawLine(context, pair, scale, box, picture.view.pairs.size > 600 ? 0.5 : 0.72);
  }
  context.globalAlpha = 1;
  context.setLineDash([]);
}

function visibleBox(margin) {
  const { clientWidth, clientHeight } = byId("canvas");
  const a = picture.network.DOMtoCanvas({ x: -margin, y: -margin }), b = picture.network.DOMtoCanvas({ x: clientWidth + margin, y: clientHeight + margin });
  return { left: a.x, top: a.y, right: b.x, bottom: b.y };
}

const outside = (a, b, box) => (a.x < box.left && b.x < box.left) || (a.x > box.right && b.x > box.right) || (a.y < box.top && b.y < box.top) || (a.y > box.bottom && b.y > box.bottom);
const lineWidth = (pair) => (pair.fact ? 1.4 + Math.min(4, Math.log2(1 + pair.total) * 0.75) : 0.8);

function drawLine(context, pair, scale, box, alpha) {
  const a = positionOf(pair.a), b = positionOf(pair.b);
  if (box && outside(a, b, box)) return;
  if (state.layout === "sides" && a.x === b.x && !picture.lit) return;
  const dx = b.x - a.x, dy = b.y - a.y, length = Math.hypot(dx, dy);
  if (length < 1) return;
  const ux = dx / length, uy = dy / length, width = lineWidth(pair);
  context.globalAlpha = alpha;
  context.strokeStyle = context.fillStyle = lineColour(pair.predicate);
  context.lineWidth = Math.max(width, (pair.fact ? 1.3 : 0.8) / scale);
  context.setLineDash(pair.fact ? DASHES[pair.modality] : []);
  context.beginPath();
  context.moveTo(a.x, a.y);
  context.lineTo(b.x, b.y);
  context.stroke();
  if (!pair.fact || scale < 0.3) return;
  const size = (6 + width * 1.6) * boost();
  if (pair.toB) drawArrow(context, ...before(b, pair.b, -ux, -uy), ux, uy, size);
  if (pair.toA) drawArrow(context, ...before(a, pair.a, ux, uy), -ux, -uy, size);
}

/** The point just before a node's rim, seen from the other end. */
function before({ x, y }, item, ux, uy) {
  const reach = item.radius * boost() * 1.12 + 3;
  return [x + ux * reach, y + uy * reach];
}

function drawArrow(context, x, y, ux, uy, size) {
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x - ux * size - uy * size * 0.45, y - uy * size + ux * size * 0.45);
  context.lineTo(x - ux * size + uy * size * 0.45, y - uy * size - ux * size * 0.45);
  context.fill();
}

function drawGraticule(context) {
  const scale = picture.network.getScale();
  context.lineWidth = 1 / scale;
  context.strokeStyle = picture.inks.grid;
  context.fillStyle = picture.inks.quiet;
  context.font = `${11 / scale}px ${FONT}`;
  for (let lon = 70; lon <= 140; lon += 10) meridian(context, lon, 15, 55);
  for (let lat = 15; lat < 55; lat += 10) meridian(context, null, lat, null);
}

function meridian(context, lon, lat, upper) {
  const a = project({ lon: lon ?? 70, lat }), b = project({ lon: lon ?? 140, lat: upper ?? lat });
  context.beginPath();
  context.moveTo(a.x, a.y);
  context.lineTo(b.x, b.y);
  context.stroke();
  if (lon === null) context.fillText(`${lat}°N`, a.x, a.y - 4 / picture.network.getScale());
  else context.fillText(`${lon}°E`, b.x, b.y);
}

// --- highlights and names

function drawAbove(context) {
  if (!picture.view) return;
  const scale = picture.network.getScale();
  if (picture.lit) drawLit(context, scale);
  for (const key of [picture.hover, ...(picture.lit?.chosen ?? [])]) {
    const item = picture.view.items.get(key);
    if (item) drawRing(context, item, picture.inks.accent);
  }
  if (picture.hoverPair) drawLine(context, picture.hoverPair, scale, null, 1);
  context.globalAlpha = 1;
  context.setLineDash([]);
  drawNames(context, scale);
}

/** A veil over everything, then what is lit once more on top of it: no node has to be changed. */
function drawLit(context, scale) {
  const box = visibleBox(10);
  context.globalAlpha = 0.82;
  context.fillStyle = picture.inks.paper;
  context.fillRect(box.left, box.top, box.right - box.left, box.bottom - box.top);
  for (const pair of picture.lit.pairs) drawLine(context, pair, scale, box, 1);
  context.globalAlpha = 1;
  context.setLineDash([]);
  for (const item of picture.lit.items) {
    const { x, y } = positionOf(item);
    drawItem(context, item, x, y);
  }
}

function drawNames(context, scale) {
  const ratio = context.getTransform();
  const pixel = ratio.a / scale;
  context.save();
  context.setTransform(pixel, 0, 0, pixel, 0, 0);
  const toScreen = ({ x, y }) => ({ x: (ratio.a * x + ratio.e) / pixel, y: (ratio.d * y + ratio.f) / pixel });
  const taken = new Boxes(), discs = new Boxes();
  if (picture.lit) drawPairNames(context, toScreen, taken, picture.lit.pairs.length <= 14 ? picture.lit.pairs : []);
  if (picture.hoverPair) drawPairNames(context, toScreen, taken, [picture.hoverPair]);
  const named = itemsToName();
  for (const item of named) {
    const at = toScreen(positionOf(item));
    item.screen = { ...at, r: item.radius * scale * boost() };
    discs.add(at.x - item.screen.r, at.y - item.screen.r, at.x + item.screen.r, at.y + item.screen.r, item.key);
  }
  const { clientWidth, clientHeight } = byId("canvas");
  named.forEach((item, rank) => {
    const { x, y } = item.screen;
    // The most important names may cover lesser nodes; the others must not.
    const inside = ([left, , right]) => left > 2 && right < clientWidth - 2;
    const free = (box) => inside(box) && !taken.hits(...box) && (rank < 16 || !discs.hits(...box, item.key));
    if (x > -80 && y > -40 && x < clientWidth + 80 && y < clientHeight + 40) drawName(context, item, taken, free);
  });
  context.restore();
}

function itemsToName() {
  const items = picture.lit ? [...picture.lit.items] : [...picture.view.items.values()];
  const first = (item) => (item.key === picture.hover || picture.lit?.chosen.has(item.key) ? 1e9 : item.weight);
  items.sort((a, b) => first(b) - first(a));
  const hovered = picture.view.items.get(picture.hover);
  return hovered && !items.includes(hovered) ? [hovered, ...items] : items;
}

const widths = new Map();
function textWidth(context, text) {
  const key = context.font + text;
  if (!widths.has(key)) widths.set(key, context.measureText(text).width);
  return widths.get(key);
}

const shorten = (name, most) => (name.length > most ? `${Array.from(name).slice(0, most - 1).join("")}…` : name);

function drawName(context, item, taken, free) {
  const chosen = item.key === picture.hover || picture.lit?.chosen.has(item.key);
  const size = item.radius > 20 ? 14.5 : item.radius > 13 ? 13 : 12;
  context.font = `${chosen || item.radius > 16 ? 600 : 400} ${size}px ${FONT}`;
  const text = chosen ? item.label : shorten(item.label, 14);
  const width = textWidth(context, text);
  const spot = nameSpots(item, width, size).find((box) => chosen || free(box));
  if (!spot) return;
  taken.add(...spot);
  drawHaloText(context, text, spot[0] + 2, spot[3] - size * 0.24, picture.inks.ink);
}

/** Where a name may stand: below, right, above, left; in columns on the outer side. */
function nameSpots({ screen: { x, y, r }, type }, width, size) {
  const reach = r * 1.15 + 3, h = size * 1.2;
  const below = [x - width / 2 - 2, y + reach, x + width / 2 + 2, y + reach + h];
  const right = [x + reach, y - h / 2, x + reach + width + 4, y + h / 2];
  const above = [x - width / 2 - 2, y - reach - h, x + width / 2 + 2, y - reach];
  const left = [x - reach - width - 4, y - h / 2, x - reach, y + h / 2];
  if (state.layout === "sides" && type === ENTERPRISE) return [left];
  if (state.layout === "sides" && type === CITY) return [right];
  return [below, right, above, left];
}

function drawHaloText(context, text, x, y, colour) {
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.strokeStyle = picture.inks.paper;
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

function drawPairNames(context, toScreen, taken, pairs) {
  for (const pair of pairs) {
    const a = toScreen(positionOf(pair.a)), b = toScreen(positionOf(pair.b));
    const text = [...new Set(pair.edges.map((edge) => predicateLabel(edge.predicate)))].join("、");
    context.font = `400 11px ${FONT}`;
    const width = textWidth(context, text), x = (a.x + b.x) / 2 - width / 2, y = (a.y + b.y) / 2;
    if (Math.hypot(a.x - b.x, a.y - b.y) < width + 30 || taken.hits(x, y - 8, x + width, y + 6)) continue;
    taken.add(x, y - 8, x + width, y + 6);
    drawHaloText(context, text, x, y + 4, lineColour(pair.predicate));
  }
}

/** Boxes on a grid, to ask quickly whether a new one would cover another. */
class Boxes {
  cells = new Map();
  static SIZE = 72;

  each(left, top, right, bottom, act) {
    for (let i = Math.floor(left / Boxes.SIZE); i <= Math.floor(right / Boxes.SIZE); i += 1) {
      for (let j = Math.floor(top / Boxes.SIZE); j <= Math.floor(bottom / Boxes.SIZE); j += 1) {
        if (act(i * 4096 + j)) return true;
      }
    }
    return false;
  }

  add(left, top, right, bottom, owner = null) {
    const box = [left, top, right, bottom, owner];
    this.each(left, top, right, bottom, (cell) => {
      if (this.cells.has(cell)) this.cells.get(cell).push(box);
      else this.cells.set(cell, [box]);
      return false;
    });
  }

  hits(left, top, right, bottom, owner = null) {
    const meets = ([l, tp, r, b, o]) => (o === null || o !== owner) && left < r && l < right && top < b && tp < bottom;
    return this.each(left, top, right, bottom, (cell) => this.cells.get(cell)?.some(meets) ?? false);
  }
}

// --- pointer

function clicked({ nodes: keys, pointer }) {
  picture.network.unselectAll();
  if (keys.length) return clickedItem(picture.view.items.get(keys[0]));
  const pair = pairAt(pointer.canvas);
  if (pair && !pair.a.members && !pair.b.members) pickPair(pair.a.key, pair.b.key);
  else if (state.picked && state.picked.kind !== "article") change({ picked: null });
}

function clickedItem(item) {
  if (item.members) change({ opened: toggled(state.opened, item.anchor) });
  else pickNode(item.key);
}

function doubleClicked({ nodes: [key] }) {
  const item = picture.view.items.get(key);
  if (item && !item.members) change({ expanded: toggled(state.expanded, item.key) });
}

function hovered(key, pair) {
  if (key === picture.hover && pair === picture.hoverPair) return;
  picture.hover = key;
  picture.hoverPair = pair;
  byId("canvas").classList.toggle("pointing", key !== null || pair !== null);
  redraw();
}

function hoverLine(event) {
  if (picture.hover !== null || event.buttons) return;
  const box = byId("canvas").getBoundingClientRect();
  hovered(null, pairAt(picture.network.DOMtoCanvas({ x: event.clientX - box.left, y: event.clientY - box.top })));
}

/** The line under a point, facts before containment; while something is lit only its own lines answer. */
function pairAt(point) {
  const reach = 6 / picture.network.getScale();
  let best = null, least = reach;
  for (const pair of picture.lit?.pairs ?? picture.view.pairs.values()) {
    const distance = distanceToLine(point, positionOf(pair.a), positionOf(pair.b)) + (pair.fact ? 0 : reach / 2);
    if (distance < least) [best, least] = [pair, distance];
  }
  return best;
}

function distanceToLine(p, a, b) {
  const dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
  const along = length ? Math.max(0, Math.min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length)) : 0;
  return Math.hypot(p.x - a.x - along * dx, p.y - a.y - along * dy);
}

function keepDragged({ nodes: keys }) {
  for (const key of keys) {
    const { x, y } = picture.network.body.nodes[key];
    dragged.set(key, { x, y });
  }
  picture.network.unselectAll();
}
