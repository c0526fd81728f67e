// Sentences and articles with their marks.
const ROLES = ["subject", "object", "trigger"];

function evidenceMarks(evidence) {
  return ROLES.filter((role) => evidence[role].start >= 0).map((role) => ({ ...evidence[role], class: `mark-${role}`, title: t(role) }));
}

function quoteElement(evidence, marks = evidenceMarks(evidence)) {
  const [text, offset] = passage(evidence);
  const moved = marks.map((mark) => ({ ...mark, start: mark.start - offset, end: mark.end - offset }));
  return el("blockquote", { dir: "auto" }, markedText(text, 0, codePoints(text).length, moved));
}

function evidenceCard(evidence, marks) {
  return el(
    "li", { class: `evidence ${evidence.modality}` },
    quoteElement(evidence, marks),
    el("div", { class: "source" },
      el("button", { class: "article-link", onclick: () => openArticle(evidence), title: t("wholeArticle") }, el("bdi", {}, evidence.article.title)),
      el("span", {}, evidence.article.date ?? "")),
    el("div", { class: "source" },
      el("span", { class: "chip" }, t(evidence.modality)),
      el("span", { title: t("rule") }, el("code", {}, evidence.rule)),
      el("span", { title: t("score") }, percent(evidence.confidence))),
  );
}

function openArticle(evidence) {
  articleAt = evidence;
  pickArticle(evidence.article.index);
}
let articleAt = null;

/** The whole article; names that the graph knows and the words behind its facts are marked. */
function articlePanel(article) {
  const marked = articleAt?.article === article ? articleAt : null;
  articleAt = null;
  const parts = [
    panelHead(el("span", { class: "kind" }, t("articles")), article.title),
    el("p", { class: "meta" }, article.date ? `${t("published")} ${article.date} · ` : "", el("code", {}, article.id)),
    safeLink(article.url),
  ];
  if (!article.whole) return [...parts, el("p", { class: "note" }, t("noText")), ...quotedSentences(article)];
  const titleLength = codePoints(article.title).length;
  const marks = articleMarks(article);
  const all = codePoints(article.text).length;
  const body = el("div", { class: "article-text", dir: "auto" }, marked ? bodyAround(article, marked, marks, titleLength + 1, all) : markedText(article.text, titleLength + 1, all, marks));
  setTimeout(() => body.querySelector(".here")?.scrollIntoView({ block: "center" }));
  return [...parts, body];
}

function bodyAround(article, evidence, marks, start, end) {
  const from = Math.max(start, evidence.start), to = Math.max(from, evidence.end);
  const own = [...evidenceMarks(evidence), ...marks];
  return [...markedText(article.text, start, from, marks), el("span", { class: "here" }, markedText(article.text, from, to, own)), ...markedText(article.text, to, end, marks)];
}

function safeLink(url) {
  if (!/^https?:\/\//i.test(url ?? "")) return null;
  return el("p", { class: "meta" }, el("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, t("source")));
}

function quotedSentences(article) {
  return [el("ul", { class: "plain" }, edges.flatMap((edge) => edge.evidence).filter((evidence) => evidence.article === article).map((evidence) => evidenceCard(evidence)))];
}

/** Marks of all names in the article that the graph knows, longest first, so that a part of a name does not break it. */
function articleMarks(article) {
  const marks = [];
  for (const node of nodes) {
    if (!node.articles.includes(article.index)) continue;
    for (const form of [node.name, ...node.aliases]) marks.push(...formMarks(article.text, form, node));
  }
  return marks.sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
}

function formMarks(text, form, node) {
  const found = [];
  for (let at = text.indexOf(form); form && at >= 0; at = text.indexOf(form, at + form.length)) {
    const start = codePointOffset(text, at);
    found.push({ start, end: start + codePoints(form).length, class: `mark-name type-${node.type}`, title: `${classLabel(node.type)}：${node.label}`, onclick: () => pickNode(node.index) });
  }
  return found;
}
