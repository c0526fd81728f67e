// The drawer under the picture: facts, enterprises and cities, timeline.
const TABS = { facts: "tabFacts", links: "tabLinks", time: "tabTime" };
const sorting = { facts: { column: 3, down: true }, links: { column: 4, down: true } };
let tableRows = [];

function renderTabs() {
  const open = TABS[state.tab] ? state.tab : "";
  byId("tabs").replaceChildren(...Object.entries(TABS).map(([tab, word]) => el("button", {
    role: "tab", id: `tab-${tab}`, "aria-selected": String(tab === open), "aria-controls": "table", tabindex: tab === (open || "facts") ? "0" : "-1",
    onclick: () => change({ tab: tab === open ? "none" : tab }), onkeydown: stepTabs,
  }, t(word), tab === "facts" ? el("span", { class: "count" }, number(factsInView().length)) : null)));
  byId("table").hidden = byId("csv").hidden = !open;
  byId("table-filter").hidden = !open || open === "time";
  byId("drawer").classList.toggle("open", Boolean(open));
}

function stepTabs(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const tabs = [...byId("tabs").children];
  tabs[(tabs.indexOf(event.currentTarget) + step + tabs.length) % tabs.length].focus();
}

function factsInView() {
  return [...(picture.view?.pairs.values() ?? [])].flatMap((pair) => pair.edges).filter((edge) => edge.fact);
}

function renderTable() {
  renderTabs();
  const host = byId("table");
  if (host.hidden) return;
  host.setAttribute("aria-labelledby", `tab-${state.tab}`);
  if (state.tab === "time") { const list = renderTimeline(host); tableRows = timelineRows(list); return; }
  const table = state.tab === "facts" ? factsTable() : linksTable();
  drawTable(host, table);
}

function timelineRows(list) {
  const row = ({ date, event, node, attribute, article }) => (event ? [date, eventKind(event), event.title, ends(event).map((each) => each.name).join("、"), eventAmount(event), event.evidence[0]?.article.title ?? ""] : node ? [date, attribute.text, node.name, "", "", attribute.evidence.article.title] : [date, "", article.title, "", "", article.title]);
  return [[t("date"), t("type"), t("event"), t("entities"), t("amount"), t("articles")], ...list.map(row)];
}

function factsTable() {
  return {
    kind: "facts", caption: (n) => t("factsCount", { n: number(n) }),
    heads: ["subject", "relation", "object", "score", "sentences", "date", "quote"], onlyInCsv: ["articles"],
    rows: factsInView().sort((a, b) => b.confidence - a.confidence).map((edge) => {
      const first = edge.evidence[0];
      const quote = passage(first)[0];
      return {
        values: [edge.subject.name, predicateLabel(edge.predicate), edge.object.name, edge.confidence, edge.total, first.article.date ?? "", quote, first.article.title],
        cells: () => [nodeButton(edge.subject), el("span", { class: "predicate" }, lineSample(edge.predicate), predicateLabel(edge.predicate)), nodeButton(edge.object), percent(edge.confidence), number(edge.total), first.article.date ?? "",
          el("button", { class: "quote", onclick: () => pickPair(edge.subject.index, edge.object.index) }, el("bdi", {}, shorten(quote, 90)))],
        open: () => pickPair(edge.subject.index, edge.object.index),
      };
    }),
  };
}

function linksTable() {
  return {
    kind: "links", caption: (n) => [t("linksCount", { n: number(n) }), SERVED ? ` · ${t("linksServed")}` : ""],
    heads: ["enterprise", "city", "province", "via", "sentences", "score", "amount"], onlyInCsv: ["foreign", "kinds", "planned"],
    rows: connectionsInArea().map((row) => ({
      values: [row.enterprise.name, row.city.name, row.province?.name ?? "", row.nodes.map((node) => node.name).join(" → "), row.sentences, row.confidence, row.amounts.find(({ unit }) => unit === "CNY")?.value ?? 0,
        moneyOf(row.amounts.filter(({ unit }) => unit !== "CNY")), kindsOf(row), row.planned ? t("planned") : ""],
      cells: () => [nodeButton(row.enterprise), nodeButton(row.city), row.province?.label ?? "", el("button", { class: "quote", onclick: () => showWay(row) }, row.planned ? `${t("planned")} · ` : null, kindsOf(row), row.edges.length > 1 ? [" · ", row.nodes.slice(1).map((node, k) => [k ? " → " : "", el("bdi", {}, node.label)])] : null),
        number(row.sentences), percent(row.confidence), moneyOf(row.amounts)],
    })),
  };
}

const listed = (words) => words.join(state.lang === "en" ? ", " : "、");
const kindsOf = ({ kinds }) => listed(kinds.map((kind) => t(kind)));
const moneyOf = (amounts) => listed(amounts.map(({ value, unit, planned }) => money(value, unit) + (planned ? t("ofItPlanned", { n: planned < value ? ` ${money(planned, unit)}` : "" }) : "")));

/** Of the whole graph, narrowed as the picture is. */
function connectionsInArea() {
  const inPlaceAndIndustry = areaFilter();
  return connections().filter((row) => inPlaceAndIndustry(row.enterprise) && inPlaceAndIndustry(row.city));
}

function showWay(row) {
  if (row.edges.length === 1) pickPair(row.nodes[0].index, row.nodes[1].index);
  else findPath(row.nodes[0].index, row.nodes.at(-1).index);
}

function drawTable(host, table) {
  const wanted = byId("table-filter").value.trim().toLowerCase();
  const kept = table.rows.filter(({ values }) => !wanted || values.some((value) => String(value).toLowerCase().includes(wanted)));
  sortRows(kept, sorting[table.kind]);
  tableRows = [[...table.heads.map((head) => t(head)), ...table.onlyInCsv.map((head) => t(head))], ...kept.map(({ values }) => values)];
  const body = el("tbody", {});
  host.replaceChildren(el("table", {}, el("caption", {}, table.caption(kept.length)), el("thead", {}, el("tr", {}, table.heads.map((head, k) => headCell(head, k, table.kind)))), body));
  fillRows(host, body, kept, 0);
  if (!kept.length) host.append(el("p", { class: "note" }, t("noRows")));
}

function fillRows(host, body, rows, from, step = 200) {
  body.append(...rows.slice(from, from + step).map(({ cells }) => el("tr", {}, cells().map((cell) => el("td", {}, cell)))));
  if (from + step >= rows.length) return;
  const more = el("button", { class: "more", onclick: () => { more.remove(); fillRows(host, body, rows, from + step); } }, t("more", { n: Math.min(step, rows.length - from - step) }));
  host.append(more);
}

function headCell(head, column, kind) {
  const { column: by, down } = sorting[kind];
  const sorted = by === column ? (down ? "descending" : "ascending") : "none";
  const sort = () => {
    sorting[kind] = { column, down: by === column ? !down : false };
    renderTable();
    byId("table").querySelectorAll("th button")[column].focus();
  };
  return el("th", { scope: "col", "aria-sort": sorted }, el("button", { onclick: sort }, t(head), el("span", { "aria-hidden": "true" }, { descending: " ↓", ascending: " ↑", none: "" }[sorted])));
}

function sortRows(rows, { column, down }) {
  const order = (a, b) => (typeof a === "number" ? a - b : String(a).localeCompare(String(b), "zh-CN"));
  rows.sort((a, b) => (down ? -1 : 1) * order(a.values[column], b.values[column]));
}
