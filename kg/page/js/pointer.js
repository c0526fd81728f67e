// Mouse and finger on the canvas.
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
  picture.network.unselectAll();
  const pinned = new Map(state.pinned);
  for (const key of keys) {
    const { x, y } = picture.network.body.nodes[key];
    dragged.set(key, { x, y });
    picture.at.set(key, { x, y });
    if (pinned.has(key)) pinned.set(key, { x: Math.round(x), y: Math.round(y) });
  }
  if (keys.some((key) => pinned.has(key))) change({ pinned });
}
