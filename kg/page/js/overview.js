// What is in the graph, before anything is chosen.
function overviewPanel() {
  const figures = [["entities", TOTALS.nodes], ["facts", TOTALS.facts], ["articles", TOTALS.articles], ["sentences", TOTALS.sentences]];
  return [
    el("div", { class: "panel-head" }, el("h2", { tabindex: "-1" }, t("overview"))),
    el("dl", { class: "figures" }, figures.map(([key, n]) => el("div", {}, el("dt", {}, t(key)), el("dd", {}, number(n))))),
    section(t("byType"), null, typeBars()),
    ...[CITY, ENTERPRISE, "Park", INDUSTRY].map(strongestOf),
    largestAmounts(), latestDates(),
  ];
}

function typeBars() {
  const most = Math.max(...[...classes.values()].map((each) => each.count));
  return el("ul", { class: "bars" }, byCount(classes).map((each) => el("li", {}, glyph(each.name), el("span", { class: "name" }, termLabel(each)),
    el("span", { class: "track" }, el("span", { class: "bar", style: `width:${((100 * each.count) / most).toFixed(1)}%;background:${classColour(each.name)}` })), el("span", { class: "count" }, number(each.count)))));
}

function strongestOf(type) {
  const strongest = top.get(type) ?? [];
  if (!strongest.length) return null;
  const most = Math.max(...strongest.map((node) => node.facts));
  return section(`${t("strongest")} · ${classLabel(type)}`, null, el("ul", { class: "rows ranked" }, strongest.map((node) => el("li", {}, el("button", { class: "node", onclick: () => focusOn(node.index) }, glyph(type), el("bdi", { class: "name" }, node.label),
    el("span", { class: "track" }, el("span", { class: "bar", style: `width:${((100 * node.facts) / most).toFixed(1)}%` })), el("span", { class: "count" }, number(node.facts)))))));
}

function largestAmounts() {
  const best = largestFigures();
  if (!best.length) return null;
  return section(t("largest"), null, el("ul", { class: "rows" }, best.map(({ node, value, unit }) => el("li", {}, el("button", { class: "node", onclick: () => focusOn(node.index) }, glyph(node.type), el("bdi", { class: "name" }, node.label), el("span", { class: "count" }, money(value, unit)))))));
}

function latestDates() {
  const latest = datedEvents().map(({ date, event, node }) => ({ date, node: node ?? ends(event)[0], kind: event ? eventKind(event) : "" })).slice(0, 6);
  if (!latest.length) return null;
  return section(t("latest"), null, el("ul", { class: "rows" }, latest.map(({ date, node, kind }) => el("li", {}, el("button", { class: "node", onclick: () => focusOn(node.index) }, glyph(node.type), el("bdi", { class: "name" }, node.label), el("span", { class: "count" }, `${kind} ${date}`.trim()))))));
}
