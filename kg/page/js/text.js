// Text and elements. All text reaches the page through textContent; nothing here parses markup.
const byId = (id) => document.getElementById(id);
const languageIndex = () => (state.lang === "en" ? 1 : 0);

function t(key, values = {}) {
  return WORDS[key][languageIndex()].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

// Marks of direction, which would show what stands behind them backwards. Offsets count them, so they go only where text is shown.
const TURNS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const withoutTurns = (text) => text.replace(TURNS, "");

/** An element: el("p", {class: "x", onclick: f, "aria-label": "…"}, "text", child, …). */
function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  const shown = children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
  element.append(...shown.map((child) => (typeof child === "string" ? withoutTurns(child) : child)));
  return element;
}

function setAttributes(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : ["title", "aria-label"].includes(name) ? withoutTurns(String(value)) : value);
  }
}

function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  setAttributes(element, attributes);
  element.append(...children);
  return element;
}

const number = (n) => n.toLocaleString(state.lang === "en" ? "en" : "zh-CN");
const percent = (confidence) => `${Math.round(confidence * 100)}%`;
const sentenceCount = (n) => (n === 1 ? t("sentences1") : t("sentencesN", { n: number(n) }));

// Direction marks and other invisible controls could make one name look like another.
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const plainName = (name) => name.replace(INVISIBLE, "") || "□";

/** 35000000000 CNY -> 350亿元, or CNY 35.0 bn. */
function money(value, unit) {
  const n = Number(value);
  if (!Number.isFinite(n)) return `${value} ${unit}`;
  if (state.lang === "en") return `${unit} ${n.toLocaleString("en", { notation: "compact", maximumFractionDigits: 2 })}`;
  const currency = { CNY: "元", USD: "美元", EUR: "欧元", HKD: "港元", JPY: "日元" }[unit] ?? ` ${unit}`;
  const [scale, word] = Math.abs(n) >= 1e8 ? [1e8, "亿"] : Math.abs(n) >= 1e4 ? [1e4, "万"] : [1, ""];
  return `${(n / scale).toLocaleString("zh-CN", { maximumFractionDigits: 2 })}${word}${currency}`;
}

const SURROGATE = /[\ud800-\udbff][\udc00-\udfff]/;

/** A text cut by code points, the way all offsets count, not by UTF-16 units. */
function codePoints(text) {
  if (!SURROGATE.test(text)) return { length: text.length, slice: (start, end) => text.slice(start, end) };
  const points = Array.from(text);
  return { length: points.length, slice: (start, end) => points.slice(start, end).join("") };
}

/** UTF-16 index -> code point offset. */
function codePointOffset(text, index) {
  return SURROGATE.test(text) ? Array.from(text.slice(0, index)).length : index;
}

/** A stretch of text with marks [{start, end, class, title, onclick}]; where marks overlap, the one that comes first in the list wins. */
function markedText(text, start, end, marks) {
  const points = codePoints(text);
  const kept = withoutOverlaps(marks.filter((mark) => mark.start >= start && mark.end <= end && mark.end > mark.start));
  const parts = [];
  let at = start;
  for (const mark of kept) {
    parts.push(points.slice(at, mark.start));
    parts.push(markElement(points.slice(mark.start, mark.end), mark));
    at = mark.end;
  }
  parts.push(points.slice(at, end));
  return parts;
}

function withoutOverlaps(marks) {
  const kept = [];
  for (const mark of marks) {
    if (!kept.some((other) => mark.start < other.end && other.start < mark.end)) kept.push(mark);
  }
  return kept.sort((a, b) => a.start - b.start);
}

function markElement(text, mark) {
  const element = el("mark", { class: mark.class, title: mark.title }, text);
  if (mark.onclick) {
    setAttributes(element, { role: "button", tabindex: "0", onclick: mark.onclick, onkeydown: (event) => event.key === "Enter" && mark.onclick() });
  }
  return element;
}

let toastTimer = 0;
function toast(text) {
  byId("toast").textContent = text;
  byId("toast").classList.add("on");
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => byId("toast").classList.remove("on"), 2400);
}
