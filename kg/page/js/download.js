// What the reader takes along: the picture as PNG or SVG, the facts as CSV or Turtle, the view as a link.
function save(blob, name) {
  const url = URL.createObjectURL(blob);
  el("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

function showDownloads() {
  const dialog = byId("dialog"), chosen = selection();
  const choices = [
    ["png", "takePng", t("takePngHint"), downloadPicture], ["svg", "takeSvg", t("takeSvgHint"), downloadDrawing],
    ["facts-csv", "takeCsv", t("takeCsvHint", { n: number(factsInView().length) }), downloadFacts],
    ["turtle", "takeTurtle", t("takeTurtleHint", { what: t(chosen.picked ? "takePicked" : "takeAll"), n: number(chosen.nodes.length) }), downloadTurtle],
  ];
  dialog.replaceChildren(
    el("h2", { id: "dialog-title" }, t("takeTitle")),
    el("ul", { class: "choices" }, choices.map(([id, word, hint, act]) => el("li", {}, el("button", { id, onclick: () => { dialog.close(); act(); } }, el("b", {}, t(word)), el("span", { class: "kind" }, hint))))),
    el("button", { class: "strong", onclick: () => dialog.close() }, t("close")));
  dialog.showModal();
}

function downloadPicture() {
  const from = byId("canvas").querySelector("canvas");
  const copy = el("canvas", { width: from.width, height: from.height });
  const context = copy.getContext("2d");
  context.fillStyle = inks().paper;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(from, 0, 0);
  copy.toBlob((blob) => save(blob, "graph.png"), "image/png");
}

/** A cell that a spreadsheet reads as text: never as a formula, whatever an article wrote. */
function csvCell(value) {
  const text = withoutTurns(String(value));
  const safe = typeof value !== "number" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function saveCsv(rows, name) {
  const lines = rows.map((row) => row.map(csvCell).join(","));
  save(new Blob(["\ufeff", lines.join("\r\n"), "\r\n"], { type: "text/csv;charset=utf-8" }), `${name}.csv`);
}

const downloadTable = () => saveCsv(tableRows, state.tab);

function downloadFacts() {
  const { heads, rows } = factsTable();
  saveCsv([[...heads.map((head) => t(head)), t("articles")], ...rows.map(({ values }) => values)], "facts");
}

async function copyLink() {
  try {
    await navigator.clipboard.writeText(location.href);
    toast(t("linkCopied"));
  } catch {
    toast(t("linkFailed"));
  }
}
