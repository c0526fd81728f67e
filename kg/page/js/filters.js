// The legend, which is also the filter.
function renderFilters() {
  const held = document.activeElement?.closest?.("#filters") ? document.activeElement.id : "";
  byId("filters").replaceChildren(
    filterGroup("types", byCount(classes), "classesOff", (each) => glyph(each.name, 16)),
    filterGroup("relations", byCount(predicates), "predicatesOff", (each) => lineSample(each.name)),
    el("fieldset", {}, el("legend", {}, t("narrow")),
      areaSelect("province", "province", PROVINCE), areaSelect("industry", "industry", INDUSTRY), yearSelects(),
      slider("confidence", "confidence", 0, 100, 5, Math.round(state.confidence * 100), (value) => `${value}%`, (value) => ({ confidence: value / 100 })),
      slider("sentences-least", "sentencesLeast", 1, 10, 1, state.sentences, (value) => t("atLeast", { n: value }), (value) => ({ sentences: value })),
      el("label", { class: "switch" }, el("input", { id: "lonely", type: "checkbox", ...(state.lonely ? { checked: true } : {}), onchange: () => change({ lonely: !state.lonely }) }), t("lonely")),
      hasFilters() ? el("button", { id: "reset-filters", onclick: () => change(NO_FILTERS()) }, t("resetFilters")) : null),
    lineLegend(),
  );
  if (held) byId(held)?.focus();
}

const hasFilters = () => state.classesOff.size || state.predicatesOff.size || state.confidence || state.sentences > 1 || state.province !== null || state.industry !== null || state.since || state.until || state.lonely;

function filterGroup(title, terms, key, mark) {
  const rows = terms.map((each) => filterRow(each, terms, key, mark));
  return el("fieldset", {}, el("legend", {}, t(title), state[key].size ? el("button", { class: "link", onclick: () => change({ [key]: new Set() }) }, t("allOn")) : null), ...rows);
}

function filterRow(each, terms, key, mark) {
  const on = !state[key].has(each.name);
  const only = () => change({ [key]: new Set(terms.map((term) => term.name).filter((name) => name !== each.name)) });
  return el(
    "div", { class: on ? "filter" : "filter off" },
    el("label", {}, el("input", { type: "checkbox", id: `${key}-${each.name}`, ...(on ? { checked: true } : {}), onchange: () => change({ [key]: toggled(state[key], each.name) }) }), mark(each), el("span", { class: "name" }, termLabel(each))),
    el("button", { class: "only link", onclick: only, "aria-label": `${t("only")} ${termLabel(each)}` }, t("only")),
    el("span", { class: "count" }, number(each.count)));
}

function slider(id, word, min, max, step, value, tell, patch) {
  const out = el("output", { for: id }, tell(value));
  const input = el("input", { type: "range", id, min, max, step, value, oninput: () => { out.textContent = tell(input.value); }, onchange: () => change(patch(Number(input.value))) });
  return el("div", { class: "slider" }, el("label", { for: id }, t(word)), out, input);
}

const option = (value, label, chosen) => el("option", { value, ...(value === chosen ? { selected: true } : {}) }, label);

/** A choice among the provinces or the industries of the graph; left out where there are none. */
function areaSelect(key, word, type) {
  const known = nodes.filter((node) => node.type === type).sort((a, b) => a.label.localeCompare(b.label, "zh-CN"));
  if (!known.length) return null;
  const chosen = state[key] === null ? "" : String(state[key]);
  return el("label", { class: "choice" }, el("span", {}, t(word)), el("select", { id: key, onchange: (event) => change({ [key]: event.target.value === "" ? null : Number(event.target.value) }) },
    option("", t("any"), chosen), known.map((node) => option(String(node.index), node.label, chosen))));
}

function yearSelects() {
  const years = raw.years;
  if (!years.length) return null;
  const select = (key) => el("select", { id: key, "aria-label": t(key), onchange: (event) => change({ [key]: event.target.value }) }, option("", t("any"), state[key]), years.map((year) => option(year, year, state[key])));
  return el("div", { class: "choice", title: t("yearHint") }, el("span", {}, t("year")), el("span", { class: "years" }, select("since"), el("span", { "aria-hidden": "true" }, "–"), select("until")));
}

/** Whether a node lies in the province and belongs to the industry that were chosen, or touches what does. */
function areaFilter() {
  const province = state.province === null ? null : nodes[state.province];
  const trade = state.industry === null ? null : tradeNodes(nodes[state.industry]);
  return (node) => (!province || node === province || placesOf(node).includes(province) || placesAbove(node).includes(province)) && (!trade || trade.has(node));
}

/** An industry, those under it, what is in them, and what these have to do with. */
function tradeNodes(industry) {
  const inside = [industry];
  for (const each of inside) for (const node of nodes) if (node.broader === each.id && !inside.includes(node)) inside.push(node);
  const members = inside.flatMap((each) => each.edges.filter((edge) => edge.predicate === IN_INDUSTRY && edge.object === each).map((edge) => edge.subject));
  return new Set([...inside, ...members, ...members.flatMap((node) => node.edges.filter((edge) => edge.fact).map((edge) => otherEnd(edge, node)))]);
}

function lineLegend() {
  const ink = "currentColor";
  const rows = [["lineStated", 3, ""], ["linePlanned", 3, "6 4"], ["lineDenied", 3, "1.500 4"], ["lineContained", 1, ""]];
  return el("fieldset", { class: "lines" }, el("legend", {}, t("line")), rows.map(([key, width, dash]) => el("p", {}, sample(ink, width, dash), t(key))));
}
