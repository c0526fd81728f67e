// Everything put together: what is drawn anew after which change, the bar, the keyboard.
const VIEW_KEYS = ["mode", "centre", "hops", "to", "classesOff", "predicatesOff", "confidence", "sentences", "province", "industry", "since", "until", "lonely", "layout", "expanded", "hidden", "opened", "pinned", "lang"];
// After these the camera shows the whole picture again; otherwise it stays where the reader put it.
const CAMERA_KEYS = ["mode", "centre", "hops", "layout", "province", "industry", "since", "until"];

function apply(patch) {
  const touches = (keys) => keys.some((key) => key in patch);
  const reshaped = touches(VIEW_KEYS);
  if (touches(["lang"])) renderWords();
  if (reshaped) showView(currentView());
  if (touches([...VIEW_KEYS, "from"])) renderAround();
  if (reshaped || touches(["tab"])) renderTable();
  lightUp();
  fitIfWanted(touches(CAMERA_KEYS));
  redraw();
  if (touches(["picked", "lang", "from", "expanded", "pinned", "mode", "centre", "hops"])) renderPanel();
  fitIfWanted(false);
  if ("picked" in patch && patch.picked?.kind === "node") reveal(patch.picked.node);
}

/** Fits the picture after a change of what it shows, or of the room that the table leaves it. */
function fitIfWanted(reshaped) {
  const height = byId("stage").clientHeight;
  const resized = height !== picture.height;
  picture.height = height;
  if (resized) resizePicture();
  if (reshaped || resized) fitPicture();
}

function renderAround() {
  renderFilters();
  renderStatus();
  renderLayouts();
  renderPath();
}

function renderWords() {
  document.documentElement.lang = state.lang === "en" ? "en" : "zh-CN";
  document.title = t("title");
  for (const element of document.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
  for (const element of document.querySelectorAll("[data-t-label]")) {
    element.setAttribute("aria-label", t(element.dataset.tLabel));
    if (element.tagName === "BUTTON") element.title = t(element.dataset.tLabel);
  }
  for (const element of document.querySelectorAll("[data-t-hint]")) element.placeholder = t(element.dataset.tHint);
  byId("language").textContent = state.lang === "en" ? "中文" : "English";
  byId("language").lang = state.lang === "en" ? "zh" : "en";
  renderZoom();
}

function renderStatus() {
  byId("status").replaceChildren(...viewStatus(picture.view).map((part) => el("span", {}, part)));
  const actions = [
    state.mode === "start" ? null : ["showStart", { mode: "start", centre: null, hops: 1, from: null, to: null, expanded: new Set(), opened: new Set() }],
    state.mode === "all" ? null : ["showAll", { mode: "all", centre: null, hops: 1, expanded: new Set() }],
    state.hidden.size ? ["unhide", { hidden: new Set() }] : null,
  ];
  byId("status-actions").replaceChildren(...actions.filter(Boolean).map(([key, patch]) => el("button", { onclick: () => change(patch) }, t(key))));
}

function renderLayouts() {
  const layouts = [["graph", "layoutGraph"], ["map", "layoutMap"], ["sides", "layoutSides"]];
  byId("layouts").replaceChildren(...layouts.map(([layout, word]) => el("button", { "aria-pressed": String(state.layout === layout), onclick: () => change({ layout, ...(layout === "sides" && state.mode === "path" ? { mode: "start" } : {}) }) }, t(word))),
    ...(state.layout === "map" ? [el("span", { class: "kind" }, t("schematic"))] : []));
}

function renderPath() {
  const waiting = state.from !== null && state.mode !== "path";
  byId("path").hidden = !waiting;
  if (waiting) byId("path").replaceChildren(t("pathFromIs", { name: nodes[state.from].label }), el("button", { class: "link", onclick: () => change({ from: null }) }, t("cancel")));
}

function renderZoom() {
  const save = "M10 3v9M6 9l4 4 4-4M4 16h12";
  const buttons = [["zoomIn", "M10 4v12M4 10h12", () => zoomBy(1.3)], ["zoomOut", "M4 10h12", () => zoomBy(1 / 1.3)], ["fit", "M4 8V4h4M12 4h4v4M16 12v4h-4M8 16H4v-4", () => fitPicture(true)],
    ["take", save, showDownloads], ["link", "M8.500 11.500 11.500 8.500M9 6l1.500-1.500a3.500 3.500 0 0 1 5 5L14 11M11 14l-1.500 1.500a3.500 3.500 0 0 1-5-5L6 9", copyLink]];
  byId("zoom").replaceChildren(...buttons.map(([word, path, act]) => el("button", { id: word, "aria-label": t(word), title: t(word), onclick: act }, svg("svg", { viewBox: "0 0 20 20", "aria-hidden": "true" }, svg("path", { d: path })))));
}

// --- theme, help, keyboard

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  picture.inks = inks();
  if (!picture.network) return;
  renderFilters();
  renderPanel();
  renderTable();
  redraw();
}

function showHelp() {
  const keys = [["/", "keySearch"], ["Esc", "keyEsc"], ["[ ]", "keyStep"], ["← ↑ ↓ →", "keyPan"], ["+ − 0", "keyZoom"], ["1 2 3", "keyHops"], ["E", "keyExpand"], ["P", "keyPin"], ["H", "keyHide"]];
  const dialog = byId("dialog");
  dialog.replaceChildren(
    el("h2", { id: "dialog-title" }, t("helpTitle")), el("p", {}, t("mouse")),
    el("dl", { class: "keys" }, keys.map(([key, word]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, t(word))])),
    el("h3", {}, t("about")), el("p", {}, t("aboutText", Object.fromEntries(Object.entries(LIMITS).map(([key, n]) => [key, number(n)])))),
    el("button", { class: "strong", onclick: () => dialog.close() }, t("close")));
  dialog.showModal();
}

function stepThrough(step) {
  const order = [...picture.view.items.values()].filter((item) => !item.members).map((item) => item.node).sort(byStrength).map((node) => node.index);
  const at = state.picked?.kind === "node" ? order.indexOf(state.picked.node) : -1;
  if (order.length) pickNode(order[(at + step + order.length) % order.length]);
}

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || byId("dialog").open) return;
  if (event.target.closest("input, textarea, select")) { if (event.key === "Escape") event.target.blur(); return; }
  const act = anywhere(event.key) ?? (event.target.closest("#canvas") ? onCanvas(event.key) : null);
  if (!act) return;
  event.preventDefault();
  act();
}

function anywhere(key) {
  const node = state.picked?.kind === "node" ? state.picked.node : null;
  if (key === "/") return () => byId("search").focus();
  if (key === "?") return showHelp;
  if (key === "Escape") return () => (state.picked ? change({ picked: null }) : change({ from: null }));
  if (key === "[" || key === "]") return () => stepThrough(key === "]" ? 1 : -1);
  if (node === null) return null;
  if ("123".includes(key)) return () => focusOn(node, Number(key));
  if (key === "e" || key === "E") return () => change({ expanded: toggled(state.expanded, node) });
  if (key === "p" || key === "P") return () => togglePin(node);
  if (key === "h" || key === "H") return () => hideNode(node);
  return null;
}

function onCanvas(key) {
  return {
    ArrowLeft: () => panBy(-80, 0), ArrowRight: () => panBy(80, 0), ArrowUp: () => panBy(0, -80), ArrowDown: () => panBy(0, 80),
    "+": () => zoomBy(1.3), "=": () => zoomBy(1.3), "-": () => zoomBy(1 / 1.3), 0: () => fitPicture(true), Enter: () => byId("panel").querySelector("h2")?.focus(),
  }[key];
}

/** Goes where the address says. */
async function goTo(address) {
  await loadNamed(address);
  const wanted = { ...stateFrom(address) };
  if (!wanted.tab && innerHeight >= 820 && innerWidth >= 1000) wanted.tab = "facts";
  await whenLoaded(wanted, () => { Object.assign(state, wanted); apply(state); });
}

async function begin() {
  setTheme(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  onChange = apply;
  startPicture();
  startSearch();
  await goTo(location.hash);
  byId("language").addEventListener("click", () => change({ lang: state.lang === "en" ? "zh" : "en" }));
  byId("theme").addEventListener("click", () => setTheme(isDark() ? "light" : "dark"));
  byId("help").addEventListener("click", showHelp);
  byId("csv").addEventListener("click", downloadTable);
  byId("table-filter").addEventListener("input", renderTable);
  byId("filters-toggle").addEventListener("click", () => byId("filters-toggle").setAttribute("aria-expanded", String(byId("filters").classList.toggle("on"))));
  document.addEventListener("keydown", pressed);
  addEventListener("popstate", () => goTo(location.hash));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", ({ matches }) => setTheme(matches ? "dark" : "light"));
  document.documentElement.dataset.ready = "true";
}

begin();
