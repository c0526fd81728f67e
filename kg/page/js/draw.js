// Nodes, lines and highlights on the canvas.
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
  if (state.pinned.has(item.key)) drawPin(context, x, y - radius);
}

/** A needle at the upper rim of what is pinned. */
function drawPin(context, x, y) {
  context.beginPath();
  context.arc(x, y, 4.5, 0, 2 * Math.PI);
  context.fillStyle = picture.inks.accent;
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = picture.inks.paper;
  context.stroke();
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


function drawBelow(context) {
  if (!picture.view) return;
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
  if (picture.nowhere) context.fillText(t("noPlace"), picture.nowhere.x, picture.nowhere.y);
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
