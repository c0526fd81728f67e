// The picture once more, drawn on a canvas that writes SVG.
function downloadDrawing() {
  const { clientWidth: width, clientHeight: height } = byId("canvas");
  const pen = new Pen(width, height);
  const scale = picture.network.getScale(), { x, y } = picture.network.canvasToDOM({ x: 0, y: 0 });
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.fillStyle = inks().paper;
  pen.fillRect(0, 0, width, height);
  pen.setTransform(scale, 0, 0, scale, x, y);
  drawBelow(pen);
  for (const item of picture.view.items.values()) { const at = positionOf(item); drawItem(pen, item, at.x, at.y); }
  drawAbove(pen);
  const text = new XMLSerializer().serializeToString(pen.root);
  save(new Blob(['<?xml version="1.0" encoding="UTF-8"?>\n', wellFormed(text)], { type: "image/svg+xml" }), "graph.svg");
}

/** As much of a canvas's 2D context as the picture uses; each stroke and fill becomes an element. */
class Pen {
  globalAlpha = 1; lineWidth = 1; strokeStyle = "#000"; fillStyle = "#000"; font = "12px sans-serif"; lineJoin = "miter";
  #dash = []; #path = ""; #matrix = [1, 0, 0, 1, 0, 0]; #kept = [];
  #ruler = document.createElement("canvas").getContext("2d");

  constructor(width, height) {
    this.root = svg("svg", { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}` });
  }

  save() { this.#kept.push(this.#matrix); }
  restore() { this.#matrix = this.#kept.pop(); }
  setTransform(...matrix) { this.#matrix = matrix; }
  getTransform() { const [a, b, c, d, e, f] = this.#matrix; return { a, b, c, d, e, f }; }
  setLineDash(dash) { this.#dash = dash; }
  measureText(text) { this.#ruler.font = this.font; return this.#ruler.measureText(text); }
  beginPath() { this.#path = ""; }
  moveTo(x, y) { this.#path += `M${round(x)} ${round(y)}`; }
  lineTo(x, y) { this.#path += `${this.#path ? "L" : "M"}${round(x)} ${round(y)}`; }
  closePath() { this.#path += "Z"; }
  arc(x, y, r) { this.#path += `M${round(x - r)} ${round(y)}a${round(r)} ${round(r)} 0 1 0 ${round(2 * r)} 0a${round(r)} ${round(r)} 0 1 0 ${round(-2 * r)} 0`; }
  stroke() { this.#add("path", { d: this.#path, fill: "none", ...this.#line() }); }
  fill() { this.#add("path", { d: this.#path, fill: this.fillStyle }); }
  fillRect(x, y, width, height) { this.#add("rect", { x: round(x), y: round(y), width: round(width), height: round(height), fill: this.fillStyle }); }
  strokeText(text, x, y) { this.#add("text", { x: round(x), y: round(y), style: `font:${this.font}`, fill: "none", ...this.#line() }, text); }
  fillText(text, x, y) { this.#add("text", { x: round(x), y: round(y), style: `font:${this.font}`, fill: this.fillStyle }, text); }

  #line() {
    return { stroke: this.strokeStyle, "stroke-width": round(this.lineWidth), "stroke-linejoin": this.lineJoin, "stroke-dasharray": this.#dash.length ? this.#dash.join(" ") : null };
  }

  #add(tag, attributes, ...content) {
    this.root.append(svg(tag, { ...attributes, transform: `matrix(${this.#matrix.map(round).join(" ")})`, opacity: this.globalAlpha < 1 ? round(this.globalAlpha) : null }, ...content));
  }
}

const round = (value) => Math.round(value * 1000) / 1000;
