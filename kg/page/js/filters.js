// The legend, which is also the filter.
function renderFilters() {
  byId("filters").replaceChildren(
    filterGroup("types", byCount(classes), "classesOff", (each) => glyph(each.name, 16)),
    filterGroup("relations", byCount(predicates), "predicatesOff", (each) => lineSample(each.name)),
    confidenceFilter(),
    el("label", { class: "switch" }, el("input", { type: "checkbox", ...(state.lonely ? { checked: true } : {}), onchange: () => change({ lonely: !state.lonely }) }), t("lonely")),
    lineLegend(),
    hasFilters() ? el("button", { onclick: () => change({ classesOff: new Set(), predicatesOff: weakOnes(), confidence: 0, lonely: false }) }, t("resetFilters")) : "",
  );
}

const hasFilters = () => state.classesOff.size || !sameSet(state.predicatesOff, weakOnes()) || state.confidence || state.lonely;

function filterGroup(title, terms, key, mark) {
  const rows = terms.map((each) => filterRow(each, terms, key, mark));
  return el("fieldset", {}, el("legend", {}, t(title), state[key].size ? el("button", { class: "link", onclick: () => change({ [key]: new Set() }) }, t("allOn")) : null), ...rows);
}

function filterRow(each, terms, key, mark) {
  const on = !state[key].has(each.name);
  const only = () => change({ [key]: new Set(terms.map((term) => term.name).filter((name) => name !== each.name)) });
  return el(
    "div", { class: on ? "filter" : "filter off" },
    el("label", {}, el("input", { type: "checkbox", ...(on ? { checked: true } : {}), onchange: () => change({ [key]: toggled(state[key], each.name) }) }), mark(each), el("span", { class: "name" }, termLabel(each))),
    el("button", { class: "only link", onclick: only, "aria-label": `${t("only")} ${termLabel(each)}` }, t("only")),
    el("span", { class: "count" }, number(each.count)));
}

function confidenceFilter() {
  const out = el("output", {}, percent(state.confidence));
  const slider = el("input", { type: "range", id: "confidence", min: 0, max: 100, step: 5, value: Math.round(state.confidence * 100), oninput: () => { out.textContent = `${slider.value}%`; }, onchange: () => change({ confidence: Number(slider.value) / 100 }) });
  return el("div", { class: "slider" }, el("label", { for: "confidence" }, t("confidence")), out, slider);
}

function lineLegend() {
  const ink = "currentColor";
  const rows = [["lineStated", 3, ""], ["linePlanned", 3, "6 4"], ["lineDenied", 3, "1.500 4"], ["lineContained", 1, ""]];
  return el("fieldset", { class: "lines" }, el("legend", {}, t("line")), rows.map(([key, width, dash]) => el("p", {}, sample(ink, width, dash), t(key))));
}
