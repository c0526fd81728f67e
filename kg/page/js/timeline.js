// Dated attributes, or the dates of the articles where there are none.
const DATE = /^\d{4}(-\d{2}(-\d{2})?)?$/;
let eventCache = null, eventsOf = 0;

/** Latest first: {date, node, attribute}. */
function datedEvents() {
  if (eventCache && eventsOf === nodes.length) return eventCache;
  eventsOf = nodes.length;
  eventCache = nodes.flatMap((node) => node.attributes.filter((each) => !each.unit && DATE.test(each.value)).map((attribute) => ({ date: attribute.value, node, attribute })))
    .sort((a, b) => b.date.localeCompare(a.date) || a.node.index - b.node.index);
  return eventCache;
}

function articleEvents() {
  return articles.filter((article) => article.date).map((article) => ({ date: article.date, article })).sort((a, b) => b.date.localeCompare(a.date));
}

let timeKind = "", timePeriod = "";

function renderTimeline(host) {
  const kinds = { eventDates: datedEvents(), articleDates: articleEvents() };
  timeKind ||= kinds.eventDates.length ? "eventDates" : "articleDates";
  const all = kinds[timeKind];
  const periods = byPeriod(all);
  const shown = timePeriod ? all.filter((event) => event.date.startsWith(timePeriod)) : all;
  host.replaceChildren(
    el("div", { class: "segments", role: "group" }, Object.keys(kinds).map((kind) => el("button", { "aria-pressed": String(kind === timeKind), onclick: () => { timeKind = kind; timePeriod = ""; renderTimeline(host); } }, `${t(kind)} ${number(kinds[kind].length)}`))),
    all.length ? timeBars(periods, host) : el("p", { class: "note" }, t("noDates")),
    eventList(shown),
  );
  return shown;
}

/** Counts by month while there are few months, else by year. */
function byPeriod(events) {
  const months = new Set(events.map((event) => event.date.slice(0, 7)));
  const length = months.size > 36 ? 4 : 7;
  const counts = new Map();
  for (const { date } of events) counts.set(date.slice(0, length), (counts.get(date.slice(0, length)) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a.localeCompare(b));
}

function timeBars(periods, host) {
  const most = Math.max(...periods.map(([, count]) => count));
  return el("div", { class: "time-bars", role: "group", "aria-label": t("date") }, periods.map(([period, count]) => el("button", {
    "aria-pressed": String(period === timePeriod), onclick: () => { timePeriod = period === timePeriod ? "" : period; renderTimeline(host); },
  }, el("span", { class: "count" }, number(count)), el("span", { class: "bar", style: `height:${Math.max(3, (46 * count) / most)}px` }), el("span", { class: "period" }, period))));
}

function eventList(events) {
  return longList(events, ({ date, node, attribute, article }) => el("li", { class: "event" }, el("time", {}, date),
    node ? nodeButton(node, el("span", { class: "kind" }, attribute.text)) : articleButton(article, "")), 100);
}
