// Names on the canvas: the important first, none over another and none under a button.
const MAJOR = 16, FIRST = 4;

function drawNames(context, scale) {
  const ratio = context.getTransform();
  const pixel = ratio.a / scale;
  context.save();
  context.setTransform(pixel, 0, 0, pixel, 0, 0);
  const toScreen = ({ x, y }) => ({ x: (ratio.a * x + ratio.e) / pixel, y: (ratio.d * y + ratio.f) / pixel });
  const taken = controlBoxes(), majors = new Boxes(), discs = new Boxes();
  if (picture.lit) drawPairNames(context, toScreen, taken, picture.lit.pairs.length <= 14 ? picture.lit.pairs : []);
  if (picture.hoverPair) drawPairNames(context, toScreen, taken, [picture.hoverPair]);
  const named = itemsToName();
  named.forEach((item, rank) => {
    const { x, y } = toScreen(positionOf(item)), r = item.radius * scale * boost();
    item.screen = { x, y, r };
    if (rank < MAJOR && !item.members) majors.add(x - r, y - r, x + r, y + r, item.key);
    else discs.add(x - r, y - r, x + r, y + r, item.key);
  });
  const { clientWidth, clientHeight } = byId("canvas");
  named.forEach((item, rank) => {
    const { x, y } = item.screen;
    // The most important names may cover nodes where there is no better spot; the others must not.
    const inside = (box) => box[0] > 2 && box[2] < clientWidth - 2 && !taken.hits(...box);
    const open = (box) => inside(box) && !majors.hits(...box, item.key);
    const free = (box) => open(box) && (item.members || !discs.hits(...box, item.key));
    if (x > -80 && y > -40 && x < clientWidth + 80 && y < clientHeight + 40) drawName(context, item, taken, rank < FIRST ? [free, open, inside] : rank < MAJOR ? [free, open] : [free]);
  });
  context.restore();
}

/** Where buttons and words lie over the canvas, in its pixels. */
function controlBoxes() {
  const boxes = new Boxes(), canvas = byId("canvas").getBoundingClientRect();
  for (const id of ["status", "status-actions", "layouts", "zoom", "path"]) {
    const { left, top, right, bottom } = byId(id).getBoundingClientRect();
    if (right > left) boxes.add(left - canvas.left, top - canvas.top, right - canvas.left, bottom - canvas.top);
  }
  return boxes;
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

function drawName(context, item, taken, wishes) {
  const chosen = item.key === picture.hover || picture.lit?.chosen.has(item.key);
  const size = item.radius > 20 ? 14.5 : item.radius > 13 ? 13 : 12;
  context.font = `${chosen || item.radius > 16 ? 600 : 400} ${size}px ${FONT}`;
  const text = chosen ? item.label : shorten(item.label, state.layout === "sides" ? roomBeside(item, size) : 14);
  const width = textWidth(context, text);
  const spots = nameSpots(item, width, size);
  const spot = wishes.map((wish) => spots.find(wish)).find(Boolean) ?? (chosen ? spots[0] : null);
  if (!spot) return;
  taken.add(...spot);
  drawHaloText(context, text, spot[0] + 2, spot[3] - size * 0.24, picture.inks.ink);
}

/** Where a name may stand: below, right, above, left; in columns on the outer side. */
function nameSpots({ screen: { x, y, r }, type, members }, width, size) {
  // A disc that holds others is large enough to bear its name.
  if (members) return [[x - width / 2 - 2, y - size * 0.6, x + width / 2 + 2, y + size * 0.6]];
  const reach = r * 1.15 + 3, h = size * 1.2;
  const below = [x - width / 2 - 2, y + reach, x + width / 2 + 2, y + reach + h];
  const right = [x + reach, y - h / 2, x + reach + width + 4, y + h / 2];
  const above = [x - width / 2 - 2, y - reach - h, x + width / 2 + 2, y - reach];
  const left = [x - reach - width - 4, y - h / 2, x - reach, y + h / 2];
  if (state.layout === "sides" && type === ENTERPRISE) return [left];
  if (state.layout === "sides" && type === CITY) return [right];
  return [below, right, above, left];
}

/** How many characters of a name fit beside the columns, where a phone has room for few. */
function roomBeside({ screen: { x, r }, type }, size) {
  const room = (type === ENTERPRISE ? x : byId("canvas").clientWidth - x) - r * 1.15 - 10;
  return type === ENTERPRISE || type === CITY ? Math.min(14, Math.max(4, Math.floor(room / size))) : 14;
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
