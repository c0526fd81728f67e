// Each class has a colour and a shape, in the picture and in every list.
const SIDES = { triangle: [3, -90], triangleDown: [3, 90], square: [4, 45], box: [4, 45], diamond: [4, 0], pentagon: [5, -90], hexagon: [6, 0], octagon: [8, 22.5] };
// Corners stand out, so that all shapes look equally large.
const REACH = { triangle: 1.3, triangleDown: 1.3, square: 1.22, box: 1.22, diamond: 1.25, pentagon: 1.15, hexagon: 1.1, octagon: 1.05, star: 1.35 };

const outlines = new Map();
/** Corners of a shape of radius 1; null for a disc. */
function outline(shape) {
  if (!outlines.has(shape)) outlines.set(shape, shape === "star" ? starOutline() : SIDES[shape] ? polygon(...SIDES[shape], REACH[shape]) : null);
  return outlines.get(shape);
}

const corner = (degrees, reach) => [reach * Math.cos((degrees * Math.PI) / 180), reach * Math.sin((degrees * Math.PI) / 180)];
const polygon = (sides, turn, reach) => Array.from({ length: sides }, (_, k) => corner(turn + (k * 360) / sides, reach));
const starOutline = () => Array.from({ length: 10 }, (_, k) => corner(-90 + k * 36, k % 2 ? 0.62 : REACH.star));

function traceShape(context, shape, x, y, radius) {
  const corners = outline(shape);
  context.beginPath();
  if (corners) corners.forEach(([dx, dy]) => context.lineTo(x + dx * radius, y + dy * radius));
  else context.arc(x, y, radius, 0, 2 * Math.PI);
  context.closePath();
}

/** A class's colour, lighter on dark paper. */
function classColour(type) {
  const { colour } = classes.get(type);
  return isDark() ? `#${[1, 3, 5].map((at) => Math.round(parseInt(colour.slice(at, at + 2), 16) * 0.74 + 66).toString(16).padStart(2, "0")).join("")}` : colour;
}

/** The small picture of a class for lists and the legend. */
function glyph(type, size = 14) {
  const { shape } = classes.get(type), colour = classColour(type);
  const corners = outline(shape);
  const mark = corners ? svg("polygon", { points: corners.map(([x, y]) => `${(8 + x * 5.5).toFixed(1)},${(8 + y * 5.5).toFixed(1)}`).join(" "), fill: colour, "stroke-linejoin": "round" }) : svg("circle", { cx: 8, cy: 8, r: 5.8, fill: colour });
  return svg("svg", { viewBox: "0 0 16 16", width: size, height: size, class: "glyph", "aria-hidden": "true" }, mark);
}

const LINE_COLOURS = {
  light: ["#3f6fb5", "#b5622a", "#5d7d4a", "#8a5aa8", "#a8567a", "#2f8a8a", "#8d7a2e", "#7a6a5f"],
  dark: ["#7ea6e6", "#e59a63", "#9cc084", "#c39ae0", "#e08fb2", "#6cc7c7", "#d0bb66", "#b8a79b"],
};
const CONTAINED = { light: "#9aa5b4", dark: "#586476" };
const isDark = () => document.documentElement.dataset.theme === "dark";

function lineColour(predicate) {
  const { rank, fact } = predicates.get(predicate), theme = isDark() ? "dark" : "light";
  return fact ? LINE_COLOURS[theme][rank % LINE_COLOURS[theme].length] : CONTAINED[theme];
}

const DASHES = { stated: [], planned: [7, 5], denied: [2, 4] };

function lineSample(predicate) {
  const { fact } = predicates.get(predicate);
  return sample(lineColour(predicate), fact ? 3 : 1.2, "");
}

function sample(colour, width, dash) {
  return svg("svg", { viewBox: "0 0 26 12", width: 26, height: 12, class: "glyph", "aria-hidden": "true" }, svg("path", { d: "M2 6H24", stroke: colour, "stroke-width": width, "stroke-dasharray": dash, "stroke-linecap": "round" }));
}
