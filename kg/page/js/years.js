// When a fact happened, as far as the articles tell: the dates that a sentence tells, else that of its article.
const inYear = (year) => (!state.since || year >= state.since) && (!state.until || year <= state.until);

/** Whether a fact falls into the years that the reader wants; without a date it does not, once years are asked for. */
function isInYears(edge) {
  if (!state.since && !state.until) return true;
  return yearsOf(edge).some(inYear);
}

function yearsOf(edge) {
  const dates = edge.evidence.flatMap((evidence) => {
    const told = (sentencesWithDates().get(evidence.article) ?? []).filter((each) => each.start < evidence.end && evidence.start < each.end).map((each) => each.date);
    return told.length ? told : [evidence.article.date ?? ""];
  });
  return [...new Set(dates.map((date) => date.slice(0, 4)).filter(Boolean))];
}

const told = { size: -1, byArticle: new Map() };
/** By article: where a date is told, of whatever. */
function sentencesWithDates() {
  const size = nodes.length + events.size;
  if (told.size === size) return told.byArticle;
  Object.assign(told, { size, byArticle: new Map() });
  const add = (date, { article, start: from, end }) => told.byArticle.set(article, [...(told.byArticle.get(article) ?? []), { date, start: from, end }]);
  for (const node of nodes) for (const each of node.attributes) if (!each.unit && DATE.test(each.value)) add(each.value, each.evidence);
  for (const event of events.values()) if (event.date) for (const evidence of event.evidence) add(event.date, evidence);
  return told.byArticle;
}
