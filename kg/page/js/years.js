// When a fact happened, as far as the articles tell: the dates of its sentences' events, else of its articles.
const inYear = (year) => (!state.since || year >= state.since) && (!state.until || year <= state.until);

/** Whether a fact falls into the years that the reader wants; without a date it does not, once years are asked for. */
function isInYears(edge) {
  if (!state.since && !state.until) return true;
  edge.years ??= yearsOf(edge);
  return edge.years.some(inYear);
}

function yearsOf(edge) {
  const told = [edge.subject, edge.object].flatMap((node) => node.attributes).filter((each) => DATE.test(each.value) && !each.unit && edge.evidence.some((evidence) => sameSentence(evidence, each.evidence)));
  const dates = told.length ? told.map((each) => each.value) : edge.evidence.map((evidence) => evidence.article.date ?? "");
  return [...new Set(dates.map((date) => date.slice(0, 4)).filter(Boolean))];
}

const sameSentence = (a, b) => a.article === b.article && a.start < b.end && b.start < a.end;

