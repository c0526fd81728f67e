// What the reader takes along: the picture as PNG, the table as CSV, the view as a link.
function save(blob, name) {
  const url = URL.createObjectURL(blob);
  el("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
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
  const text = String(value);
  const safe = typeof value !== "number" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function downloadTable() {
  const lines = tableRows.map((row) => row.map(csvCell).join(","));
  save(new Blob(["\ufeff", lines.join("\r\n"), "\r\n"], { type: "text/csv;charset=utf-8" }), `${state.tab}.csv`);
}

async function copyLink() {
  try {
    await navigator.clipboard.writeText(location.href);
    toast(t("linkCopied"));
  } catch {
    toast(t("linkFailed"));
  }
}
