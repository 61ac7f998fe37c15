/**
 * @file Charts as pictures over the cells: bars, columns, lines and pies, drawn plainly.
 */

import { css } from "./cell.js";

/** @typedef {import("./chart_data.js").Picture} Picture */
/** @typedef {{x: number, y: number, width: number, height: number}} Box */

const NAMESPACE = "http://www.w3.org/2000/svg";
const COLOURS = ["#4285f4", "#ea4335", "#fbbc04", "#34a853", "#ff6d01", "#46bdc6", "#7baaf7"];
const TITLE_PX = 36;
const LEGEND_PX = 22;
const AXIS_PX = 28;
/** Pixels of a letter of a label, about. */
const LETTER_PX = 6.5;
const MOST_LABEL_PX = 150;
const TICKS = 5;
/** Pixels between a bar and its number. */
const FIGURE_GAP_PX = 5;

/**
 * Draws a chart.
 *
 * @param {Picture} picture What it shows.
 * @param {{width: number, height: number}} size Pixels.
 * @return {SVGElement} The drawing.
 */
export function chartDrawing(picture, { width, height }) {
  const frame = drawn("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img" });
  frame.ariaLabel = spoken(picture);
  frame.append(text(picture.title, { x: 16, y: 25, class: "chart-title" }));
  if (picture.problem) {
    frame.append(text(picture.problem, { x: width / 2, y: height / 2, "text-anchor": "middle" }));
    return frame;
  }
  const hasLegend = picture.kind === "PIE" || picture.series.length > 1;
  const top = TITLE_PX + (hasLegend ? LEGEND_PX : 0);
  const box = { x: 16, y: top, width: width - 32, height: height - top - 12 };
  if (hasLegend) frame.append(legend(picture, TITLE_PX + 8));
  frame.append(...(picture.kind === "PIE" ? slices(picture, box) : plot(picture, box)));
  return frame;
}

/**
 * Says what a chart shows, for those who hear it.
 *
 * @param {Picture} picture The chart.
 * @return {string} Its title and numbers.
 */
function spoken({ title, labels, series }) {
  const lines = series.map(({ name, shown }) => {
    const pairs = labels.map((label, index) => `${label} ${shown[index] ?? ""}`);
    return `${name ? `${name}: ` : ""}${pairs.join(", ")}`;
  });
  return ["Chart", title, ...lines].filter(Boolean).join(". ");
}

/**
 * Draws bars, columns or lines with their axes.
 *
 * @param {Picture} picture What it shows.
 * @param {Box} box Where.
 * @return {SVGElement[]} The parts.
 */
function plot(picture, box) {
  const all = picture.series.flatMap(({ values }) => values);
  const scale = scaleOf(Math.min(0, ...all), Math.max(0, ...all));
  if (picture.kind === "BAR") {
    const longest = Math.max(...picture.labels.map((label) => label.length), 1);
    const left = Math.min(longest * LETTER_PX + 10, MOST_LABEL_PX);
    const width = box.width - left - Math.max(figureRoom(picture), 16);
    const room = { ...box, x: box.x + left, width, height: box.height - AXIS_PX };
    return lying(picture, room, scale);
  }
  const left = Math.max(...scale.ticks.map((tick) => short(tick).length)) * LETTER_PX + 10;
  const room = { ...box, x: box.x + left, width: box.width - left, height: box.height - AXIS_PX };
  return standing(picture, room, scale);
}

/** @typedef {{ticks: number[], part: (value: number) => number}} Scale */

/**
 * Chooses round numbers for an axis.
 *
 * @param {number} least The least value, 0 at most.
 * @param {number} most The greatest value, 0 at least.
 * @return {Scale} The numbers, and where a value is between the first and last of them.
 */
function scaleOf(least, most) {
  const rough = (most - least || 1) / TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((one) => one * power >= rough) ?? 10);
  const first = Math.floor(least / step);
  const last = Math.max(Math.ceil(most / step), first + 1);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
  return { ticks, part: (value) => (value / step - first) / (last - first) };
}

/**
 * Draws bars.
 *
 * @param {Picture} picture What it shows.
 * @param {Box} box Where.
 * @param {Scale} scale The axis of values.
 * @return {SVGElement[]} The parts.
 */
function lying({ labels, series }, box, scale) {
  const across = (/** @type {number} */ value) => box.x + scale.part(value) * box.width;
  const lines = scale.ticks.flatMap((tick) => [
    line(across(tick), box.y, across(tick), box.y + box.height),
    text(short(tick), { x: across(tick), y: box.y + box.height + 18, "text-anchor": "middle" }),
  ]);
  const step = box.height / Math.max(labels.length, 1);
  const thick = (step * 0.7) / series.length;
  const names = labels.map((label, at) =>
    text(clipped(label), { x: box.x - 8, y: box.y + (at + 0.5) * step + 4, "text-anchor": "end" }),
  );
  const bars = series.flatMap(({ values, shown, labelled, colour, points }, nth) =>
    values.flatMap((value, at) => {
      const y = box.y + (at + 0.15) * step + nth * thick;
      const [from, to] = [across(Math.min(value, 0)), across(Math.max(value, 0))];
      const fill = colourOf(points.get(at) ?? colour, nth);
      const bar = rectangle({ x: from, y, width: to - from, height: thick }, fill);
      const beside = text(shown[at] ?? "", { x: to + FIGURE_GAP_PX, y: y + thick / 2 + 4 });
      return labelled ? [bar, beside] : [bar];
    }),
  );
  return [...lines, ...names, ...bars];
}

/**
 * Measures the numbers that are written beside bars.
 *
 * @param {Picture} picture What the chart shows.
 * @return {number} Pixels for the longest; 0 where none is written.
 */
function figureRoom({ series }) {
  const written = series.flatMap(({ labelled, shown }) => (labelled ? shown : []));
  const longest = Math.max(...written.map((figure) => figure.length), 0);
  return longest && longest * LETTER_PX + FIGURE_GAP_PX;
}

/**
 * Draws columns or lines.
 *
 * @param {Picture} picture What it shows.
 * @param {Box} box Where.
 * @param {Scale} scale The axis of values.
 * @return {SVGElement[]} The parts.
 */
function standing({ kind, labels, series }, box, scale) {
  const up = (/** @type {number} */ value) => box.y + (1 - scale.part(value)) * box.height;
  const grid = scale.ticks.flatMap((tick) => [
    line(box.x, up(tick), box.x + box.width, up(tick)),
    text(short(tick), { x: box.x - 8, y: up(tick) + 4, "text-anchor": "end" }),
  ]);
  const step = box.width / Math.max(labels.length, 1);
  const names = labels.map((label, at) => {
    const place = { x: box.x + (at + 0.5) * step, y: box.y + box.height + 18 };
    return text(clipped(label, step), { ...place, "text-anchor": "middle" });
  });
  const thick = (step * 0.7) / series.length;
  const shapes = series.flatMap(({ values, colour, points: colours }, nth) => {
    const stroke = colourOf(colour, nth);
    const points = values.map((value, at) => `${box.x + (at + 0.5) * step},${up(value)}`).join(" ");
    if (kind === "LINE") return [drawn("polyline", { points, fill: "none", stroke, "stroke-width": 2 })];
    return values.map((value, at) => {
      const x = box.x + (at + 0.15) * step + nth * thick;
      const [from, to] = [up(Math.max(value, 0)), up(Math.min(value, 0))];
      const fill = colourOf(colours.get(at) ?? colour, nth);
      return rectangle({ x, y: from, width: thick, height: to - from }, fill);
    });
  });
  return [...grid, ...names, ...shapes];
}

/**
 * Draws the slices of a pie.
 *
 * @param {Picture} picture What it shows.
 * @param {Box} box Where.
 * @return {SVGElement[]} The slices.
 */
function slices({ series }, box) {
  const values = series[0]?.values ?? [];
  const sum = values.reduce((total, value) => total + value, 0) || 1;
  const radius = Math.min(box.width, box.height) / 2 - 4;
  const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const point = (/** @type {number} */ part) => {
    const angle = 2 * Math.PI * (part - 0.25);
    return `${centre.x + radius * Math.cos(angle)} ${centre.y + radius * Math.sin(angle)}`;
  };
  let before = 0;
  return values.map((value, nth) => {
    const start = before / sum;
    before += value;
    // A whole circle has its start for its end, and would not be drawn.
    const end = Math.min(before / sum, start + 0.9999);
    const arc = `A${radius} ${radius} 0 ${end - start > 0.5 ? 1 : 0} 1 ${point(end)}`;
    const path = `M${centre.x} ${centre.y}L${point(start)}${arc}Z`;
    return drawn("path", { d: path, fill: colourOf(undefined, nth), stroke: "#fff" });
  });
}

/**
 * Draws which colour is which.
 *
 * @param {Picture} picture The chart.
 * @param {number} y How far down.
 * @return {SVGElement} The legend.
 */
function legend({ kind, labels, series }, y) {
  const names = kind === "PIE" ? labels : series.map(({ name }) => name);
  const group = drawn("g", {});
  let x = 16;
  names.forEach((name, nth) => {
    group.append(
      rectangle({ x, y: y - 9, width: 10, height: 10 }, colourOf(series[nth]?.colour, nth)),
      text(clipped(name), { x: x + 15, y }),
    );
    x += clipped(name).length * LETTER_PX + 32;
  });
  return group;
}

/**
 * Chooses the colour of a series or slice.
 *
 * @param {import("./api.js").Colour | undefined} colour Its own, if it has one.
 * @param {number} nth Its place.
 * @return {string} A colour.
 */
function colourOf(colour, nth) {
  return css(colour) || (COLOURS[nth % COLOURS.length] ?? "");
}

/**
 * Writes a number in few letters.
 *
 * @param {number} value The number.
 * @return {string} Such as "1.5M".
 */
function short(value) {
  return value.toLocaleString("en", { notation: "compact", maximumFractionDigits: 2 });
}

/**
 * Cuts a label to the room there is.
 *
 * @param {string} label The label.
 * @param {number} [room] Pixels.
 * @return {string} The label, perhaps with an ellipsis.
 */
function clipped(label, room = MOST_LABEL_PX) {
  const letters = Math.max(Math.floor(room / LETTER_PX), 2);
  return label.length > letters ? `${label.slice(0, letters - 1)}…` : label;
}

/**
 * Draws a line of the grid.
 *
 * @param {number} x1 From there.
 * @param {number} y1 From there.
 * @param {number} x2 To there.
 * @param {number} y2 To there.
 * @return {SVGElement} The line.
 */
function line(x1, y1, x2, y2) {
  return drawn("line", { x1, y1, x2, y2, stroke: "#dadce0" });
}

/**
 * Draws a rectangle.
 *
 * @param {Box} box Where.
 * @param {string} fill Its colour.
 * @return {SVGElement} The rectangle.
 */
function rectangle(box, fill) {
  return drawn("rect", { ...box, fill });
}

/**
 * Draws a text.
 *
 * @param {string} words What it says.
 * @param {Record<string, string | number>} attributes Where, and how.
 * @return {SVGElement} The text.
 */
function text(words, attributes) {
  const made = drawn("text", attributes);
  made.textContent = words;
  return made;
}

/**
 * Makes a shape.
 *
 * @param {string} name Its kind.
 * @param {Record<string, string | number>} attributes How it is.
 * @return {SVGElement} The shape.
 */
function drawn(name, attributes) {
  const made = /** @type {SVGElement} */ (document.createElementNS(NAMESPACE, name));
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}
