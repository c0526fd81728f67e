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
  for (const [index, at] of state.pinned) if (view.items.has(index)) picture.at.set(index, at);
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
  // Room for the status line above and the buttons below and beside.
  const above = byId("status").offsetHeight + 26, below = box.bottom - byId("layouts").getBoundingClientRect().top;
  const beside = state.layout === "sides" ? Math.min(200, box.width / 3.6) : box.width < 600 ? 34 : 70;
  const buttons = Math.max(0, box.right - byId("zoom").getBoundingClientRect().left + 8 - beside);
  const wide = box.width - 2 * beside - buttons, high = box.height - above - below;
  const scale = Math.min(state.layout === "map" ? 0.8 : 1.4, Math.max(0.03, Math.min(wide / (right - left + 40), high / (bottom - top + 40))));
  picture.network.moveTo({ position: { x: (left + right + buttons / scale) / 2, y: (top + bottom) / 2 - (above - below) / 2 / scale }, scale, animation: animated && !matchMedia("(prefers-reduced-motion: reduce)").matches ? { duration: 260, easingFunction: "easeInOutQuad" } : false });
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
