// Dated attributes, or the dates of the articles where there are none.
const DATE = /^\d{4}(-\d{2}(-\d{2})?)?$/;
/** Latest first: {date, event} and, for what is dated and is no event, {date, node, attribute}. */
function datedEvents() {
  const happened = [...events.values()].filter((event) => event.date).map((event) => ({ date: event.date, event }));
  const dated = happened.length ? [] : nodes.flatMap((node) => node.attributes.filter((each) => !each.unit && DATE.test(each.value)).map((attribute) => ({ date: attribute.value, node, attribute })));
  return [...happened, ...dated].sort((a, b) => b.date.localeCompare(a.date));
}

/** Those that have to do with what the picture shows, in the years that were asked for. */
function eventsInView() {
  const shown = new Set([...picture.view.items.values()].flatMap((item) => item.members ?? [item.node]));
  return datedEvents().filter(({ date, event, node }) => ((!state.since && !state.until) || inYear(date.slice(0, 4))) && (event ? ends(event) : [node]).some((each) => shown.has(each)));
}

/** Whom and what an event is about, and where it is: each once, though a city may sign in itself. */
const ends = (event) => [...new Set([...event.involved, ...event.concerned, ...event.places])];
const eventKind = (event) => termLabel(eventKinds.get(event.kind));
const eventAmount = (event) => event.amounts.map(([value, unit]) => money(value, unit)).join("、");

function articleEvents() {
  return articles.filter((article) => article.date).map((article) => ({ date: article.date, article })).sort((a, b) => b.date.localeCompare(a.date));
}

let timeKind = "", timePeriod = "";

function renderTimeline(host) {
  const kinds = { eventDates: eventsInView(), articleDates: articleEvents() };
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

function eventList(list) {
  return longList(list, (each) => el("li", { class: "event" }, el("time", {}, each.date), eventLine(each)), 100);
}

function eventLine({ event, node, attribute, article }) {
  if (article) return articleButton(article, "");
  if (node) return nodeButton(node, el("span", { class: "kind" }, attribute.text));
  const sentence = event.evidence[0];
  return [el("span", { class: "chip" }, eventKind(event)), el("span", { class: "who" }, ends(event).slice(0, 4).map((each) => nodeButton(each))), event.amounts.length ? el("b", {}, eventAmount(event)) : null,
    sentence ? el("button", { class: "quote", onclick: () => openArticle(sentence) }, el("bdi", {}, shorten(passage(sentence)[0], 60))) : null];
}
