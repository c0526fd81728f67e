// The column on the right: overview, a node, a line, an article.
function renderPanel() {
  const { picked } = state;
  const parts = { node: () => nodePanel(nodes[picked.node]), pair: () => pairPanel(nodes[picked.a], nodes[picked.b]), article: () => articlePanel(articles[picked.article]) };
  const panel = byId("panel");
  panel.replaceChildren(...(picked ? parts[picked.kind]() : overviewPanel()).filter(Boolean));
  panel.classList.toggle("picked", Boolean(picked));
  panel.scrollTop = 0;
}

function panelHead(before, title, after = null) {
  return el(
    "div", { class: "panel-head" },
    el("div", { class: "panel-tools" },
      el("button", { class: "quiet", onclick: goBack }, `← ${t("back")}`),
      el("button", { class: "quiet", onclick: () => change({ picked: null }), "aria-label": t("close"), title: t("close") }, "✕")),
    before, el("h2", { tabindex: "-1" }, el("bdi", {}, plainName(title))), after);
}

function section(title, count, ...children) {
  return el("section", {}, el("h3", {}, title, count === null ? null : el("span", { class: "count" }, number(count))), ...children);
}

const nodeButton = (node, more = null) => el("button", { class: "node", onclick: () => pickNode(node.index) }, glyph(node.type), el("bdi", { class: "name" }, node.label), more);

function nodePanel(node) {
  return [
    panelHead(el("span", { class: "kind" }, glyph(node.type), classLabel(node.type)), node.name),
    aliasLine(node), hierarchy(node), nodeActions(node), attributeList(node),
    eventsOf(node), ...relationGroups(node), notAllLoaded(node), belowList(node), articleList(node),
    el("p", { class: "meta" }, el("code", {}, node.id)),
  ];
}

function aliasLine(node) {
  if (!node.aliases.length) return null;
  return el("p", { class: "aliases" }, el("span", { class: "kind" }, t("aliases")), node.aliases.map((alias) => el("bdi", { class: "chip" }, plainName(alias))));
}

/** The places above a node; what no list puts there only stands there in the picture, as a firm does by its facts. */
function hierarchy(node) {
  const places = [...placesOf(node).filter((place) => place !== node)].reverse();
  if (!places.length) return null;
  return el("p", { class: "within" }, el("span", { class: "kind" }, t(node.above ? "within" : "shownUnder")), places.map((place, k) => [k ? " › " : "", el("button", { class: "link", onclick: () => pickNode(place.index) }, place.label)]));
}

function nodeActions(node) {
  const open = state.expanded.has(node.index);
  return el(
    "div", { class: "actions" },
    el("div", { class: "segments", role: "group", "aria-label": t("focus") }, el("span", {}, t("focus")), [1, 2, 3].map((n) => el("button", { "aria-pressed": String(state.mode === "focus" && state.centre === node.index && state.hops === n), onclick: () => focusOn(node.index, n) }, t("hops", { n })))),
    el("button", { "aria-pressed": String(open), onclick: () => change({ expanded: toggled(state.expanded, node.index) }) }, t(open ? "collapse" : "expand")),
    el("button", { "aria-pressed": String(state.pinned.has(node.index)), title: t("pinHint"), onclick: () => togglePin(node.index) }, t(state.pinned.has(node.index) ? "unpin" : "pin")),
    el("button", { onclick: () => hideNode(node.index) }, t("hide")),
    ...pathActions(node),
  );
}

/** A path is begun here, or led here from where one began; after one has been shown, both. */
function pathActions(node) {
  const isShown = state.mode === "path", isOpen = state.from !== null && state.from !== node.index;
  const begin = () => (isShown ? change({ mode: "focus", centre: node.index, hops: 1, from: node.index, to: null }) : change({ from: node.index, to: null }));
  return [
    isOpen && state.to !== node.index ? el("button", { class: "strong", title: nodes[state.from].label, onclick: () => findPath(state.from, node.index) }, t("pathTo")) : null,
    isOpen && !isShown ? null : el("button", { onclick: begin }, t("pathFrom")),
  ];
}

const hideNode = (index) => change({ hidden: new Set([...state.hidden, index]), picked: null });

/** Pinned entities stay in every picture, where they were put. */
function togglePin(index) {
  const pinned = new Map(state.pinned);
  const at = picture.view.items.has(index) ? positionOf(picture.view.items.get(index)) : { x: 0, y: 0 };
  if (!pinned.delete(index)) pinned.set(index, { x: Math.round(at.x), y: Math.round(at.y) });
  change({ pinned });
}

function findPath(from, to) {
  const way = { mode: "path", from, to, layout: "graph", expanded: new Set(), picked: { kind: "node", node: to } };
  whenLoaded({ ...state, ...way }, () => (pathBetween(from, to) ? change(way) : toast(t("pathNone"))));
}

/** What a server holds of an entity and has not sent yet. */
function notAllLoaded(node) {
  const loaded = loadedFacts(node);
  if (!SERVED || loaded >= node.facts) return null;
  return el("p", { class: "note" }, `${t("loadedSome", { n: number(loaded), all: number(node.facts) })} `, el("button", { class: "link", onclick: () => loadMore(node.index).then(renderPanel) }, t("loadMore")));
}

function attributeList(node) {
  if (!node.attributes.length) return null;
  return section(t("attributes"), null, el("dl", {}, node.attributes.map((attribute) => [
    el("dt", {}, propertyLabel(attribute.property)),
    el("dd", {}, el("details", {}, el("summary", {}, el("b", {}, attributeValue(attribute)), attribute.text !== attribute.value ? el("bdi", { class: "kind" }, attribute.text) : null),
      el("ul", { class: "plain" }, evidenceCard(attribute.evidence, [{ start: attribute.start, end: attribute.end, class: "mark-object", title: propertyLabel(attribute.property) }, ...evidenceMarks(attribute.evidence)])))),
  ])));
}

const attributeValue = (attribute) => (attribute.unit ? money(attribute.value, attribute.unit) : attribute.value);

/** What happened with it, the latest first. */
function eventsOf(node) {
  const own = [...events.values()].filter((event) => ends(event).includes(node)).sort((a, b) => (b.date ?? "").localeCompare(a.date ?? ""));
  if (!own.length) return null;
  return section(t("events"), own.length, longList(own, (event) => el("li", { class: "happened" }, el("details", {}, el("summary", {}, el("time", {}, event.date ?? "—"), " ", el("b", {}, eventKind(event)), " ", el("bdi", {}, ends(event).filter((each) => each !== node).slice(0, 3).map((each) => each.label).join("、")), event.amounts.length ? ` ${eventAmount(event)}` : ""),
    el("ul", { class: "plain" }, event.evidence.map((each) => evidenceCard(each))))), 6));
}

/** Facts by relation and direction, the surest first. */
function relationGroups(node) {
  const groups = new Map();
  for (const edge of node.edges.filter((each) => each.fact)) {
    const key = `${edge.predicate} ${edge.subject === node || predicates.get(edge.predicate).symmetric ? "out" : "in"}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(edge);
  }
  return [...groups].map(([key, group]) => relationGroup(node, ...key.split(" "), group));
}

function relationGroup(node, predicate, direction, group) {
  group.sort((a, b) => b.confidence - a.confidence || b.total - a.total);
  const title = el("span", {}, lineSample(predicate), direction === "out" || predicates.get(predicate).symmetric ? predicateLabel(predicate) : `← ${predicateLabel(predicate)}`);
  return section(title, group.length, longList(group, (edge) => relationRow(edge, otherEnd(edge, node)), 8));
}

function relationRow(edge, other) {
  return el("li", { class: edge.modality },
    nodeButton(other),
    el("button", { class: "proof", title: t("evidence"), onclick: () => pickPair(edge.subject.index, edge.object.index) }, `${sentenceCount(edge.total)} · ${percent(edge.confidence)}`));
}

/** A list that shows its first rows and says how many more there are. */
function longList(rows, draw, first, step = 50) {
  const list = el("ul", { class: "rows" }, rows.slice(0, first).map(draw));
  const add = (shown) => {
    if (shown >= rows.length) return;
    const item = el("li", { class: "more" }, el("button", { class: "link", onclick: () => { item.remove(); list.append(...rows.slice(shown, shown + step).map(draw)); add(shown + step); } }, t("more", { n: Math.min(step, rows.length - shown) })));
    list.append(item);
  };
  add(first);
  return list;
}

function belowList(node) {
  if (!node.below.length) return null;
  return section(t("contains"), node.below.length, longList([...node.below].sort(byStrength), (place) => el("li", {}, nodeButton(place)), 8));
}

function articleList(node) {
  if (!node.articles.length) return null;
  return section(t("inArticles"), node.articles.length, longList(node.articles, (index) => el("li", {}, articleButton(articles[index])), 6));
}

const articleButton = (article, more = article.date) => el("button", { class: "article-link", onclick: () => pickArticle(article.index) }, el("bdi", {}, article.title), more ? el("span", { class: "kind" }, more) : null);

function pairPanel(a, b) {
  const between = a.edges.filter((edge) => otherEnd(edge, a) === b).sort((x, y) => y.fact - x.fact || y.confidence - x.confidence);
  const title = el("span", { class: "kind" }, t("relation"));
  return [
    panelHead(title, `${a.label} — ${b.label}`),
    el("p", { class: "marks", "aria-label": t("marked") }, ROLES.map((role) => el("mark", { class: `mark-${role}` }, t(role)))),
    ...between.map(factSection),
  ];
}

function factSection(edge) {
  const line = el("p", { class: "fact" }, nodeButton(edge.subject), el("span", { class: "predicate" }, lineSample(edge.predicate), predicateLabel(edge.predicate), predicates.get(edge.predicate).symmetric ? "" : " →"), nodeButton(edge.object));
  if (!edge.fact) return el("section", {}, line, el("p", { class: "note" }, t("noEvidence")));
  const cut = edge.total > edge.evidence.length ? el("p", { class: "note" }, t("evidenceCut", { all: edge.total, n: edge.evidence.length })) : null;
  return el("section", {}, line, el("p", { class: "meta" }, `${t("score")} ${percent(edge.confidence)} · ${sentenceCount(edge.total)}`), longEvidence(edge.evidence), cut);
}

function longEvidence(evidence) {
  const list = longList(evidence, (each) => evidenceCard(each), 10, 20);
  list.className = "plain";
  return list;
}
