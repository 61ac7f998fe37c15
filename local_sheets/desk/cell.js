/**
 * @file One cell on the screen. What a cell holds is shown as text and never read as HTML.
 */

import { insideLink, isSafeLink, nameOf } from "./places.js";

/** @typedef {import("./api.js").CellData} CellData */
/** @typedef {import("./api.js").Format} Format */
/** @typedef {import("./api.js").TextFormat} TextFormat */
/** @typedef {import("./shades.js").Shades} Shades */

/**
 * What SlickGrid takes from a formatter.
 *
 * @typedef {{html: HTMLElement, addClasses: string}} Shown
 */

/** Texts that keep to their cell, whatever stands beside them. */
const KEPT_IN = new Set(["CLIP", "WRAP", "LEGACY_WRAP"]);
const WRAPPED = new Set(["WRAP", "LEGACY_WRAP"]);
const VERTICAL = /** @type {Record<string, string>} */ ({ TOP: "start", MIDDLE: "center" });
const DROPDOWNS = new Set(["ONE_OF_LIST", "ONE_OF_RANGE"]);
const LINES = /** @type {Record<string, string>} */ ({
  SOLID: "1px solid",
  SOLID_MEDIUM: "2px solid",
  SOLID_THICK: "3px solid",
  DASHED: "1px dashed",
  DOTTED: "1px dotted",
  DOUBLE: "3px double",
});

/**
 * Shows a cell of a row.
 *
 * @param {import("./rows.js").Row} item The row.
 * @param {number} column Zero-based column.
 * @param {Shades} shades Looks that the cell has from elsewhere.
 * @return {Shown} What the grid puts on the screen.
 */
export function shownCell({ row, cells }, column, shades) {
  const cell = cells[column] ?? {};
  const format = shades.formatOf({ row, column }, cell);
  const box = document.createElement("div");
  box.dataset.cell = nameOf({ row, column });
  box.className = textClasses(cell, format, shades.hasFilter({ row, column }));
  if (cell.note) box.setAttribute("aria-description", `Note: ${cell.note}`);
  box.append(...contentOf(cell));
  applyFormat(box.style, cell, format);
  const edges = edgesOf(format);
  if (edges) box.append(edges);
  const classes = [
    isFree(cell, format) && "blank",
    edges && "edged",
    spills(cells, column, format) && "spills",
    cell.note && "has-note",
  ];
  return { html: box, addClasses: classes.filter(Boolean).join(" ") };
}

/**
 * Names what is drawn around the text of a cell.
 *
 * @param {CellData} cell The cell.
 * @param {Format} format How it looks.
 * @param {boolean} hasFilter Whether it has a filter button.
 * @return {string} Classes.
 */
function textClasses(cell, format, hasFilter) {
  const classes = [
    "text",
    !isBlank(cell) && "filled",
    WRAPPED.has(format.wrapStrategy ?? "") && "wrapped",
    hasDropdown(cell) && "dropdown",
    hasFilter && "filter",
  ];
  return classes.filter(Boolean).join(" ");
}

/**
 * Tells whether a cell shows an arrow to choose from a list.
 *
 * @param {CellData} cell The cell.
 * @return {boolean} True when it does.
 */
function hasDropdown({ dataValidation: { condition, showCustomUi = false } = {} }) {
  return showCustomUi && DROPDOWNS.has(condition?.type ?? "");
}

/**
 * Makes what stands in a cell: its text, or a box to tick.
 *
 * @param {CellData} cell The cell.
 * @return {Node[]} The content; none for a blank cell.
 */
function contentOf(cell) {
  if (cell.dataValidation?.condition?.type === "BOOLEAN") return [checkbox(cell)];
  if (isBlank(cell)) return [];
  const content = document.createElement("span");
  content.dir = "auto";
  content.append(linked(cell));
  return [content];
}

/**
 * Makes the box of a cell that is ticked or not.
 *
 * @param {CellData} cell The cell.
 * @return {HTMLElement} The box.
 */
function checkbox({ effectiveValue }) {
  const isTicked = effectiveValue?.boolValue === true;
  const box = document.createElement("span");
  box.className = isTicked ? "tick ticked" : "tick";
  box.role = "img";
  box.ariaLabel = isTicked ? "ticked" : "not ticked";
  return box;
}

/**
 * Tells whether nothing is seen in a cell.
 *
 * @param {CellData | undefined} cell The cell.
 * @return {boolean} True when it is blank.
 */
function isBlank(cell) {
  return !cell?.formattedValue;
}

/**
 * Tells whether a cell leaves room for the text on its left.
 *
 * @param {CellData | undefined} cell The cell.
 * @param {Format} [format] How it looks.
 * @return {boolean} True when it is blank and has no colour of its own.
 */
function isFree(cell, format = cell?.userEnteredFormat) {
  return isBlank(cell) && !format?.backgroundColorStyle;
}

/**
 * Tells whether a cell's text may run on over blank cells beside it.
 *
 * @param {CellData[]} cells The cells of the row.
 * @param {number} column Zero-based column.
 * @param {Format} format How the cell looks.
 * @return {boolean} True for a text with room on its right.
 */
function spills(cells, column, format) {
  const cell = cells[column];
  if (cell === undefined || isBlank(cell) || isValue(cell)) return false;
  return isFree(cells[column + 1]) && mayRunOn(format);
}

/**
 * Tells whether a format lets a text leave its cell to the right.
 *
 * @param {Format} format The format.
 * @return {boolean} True unless it is cut off, wrapped, centred or on the right.
 */
function mayRunOn({ wrapStrategy = "", horizontalAlignment = "LEFT" }) {
  return !KEPT_IN.has(wrapStrategy) && horizontalAlignment === "LEFT";
}

/**
 * Tells whether a cell comes to something other than text.
 *
 * @param {CellData} cell The cell.
 * @return {boolean} True for numbers, dates, truth values and errors.
 */
function isValue(cell) {
  return Object.keys(cell.effectiveValue ?? {}).length > 0;
}

/**
 * Makes the text of a cell: parts that look or lead otherwise apart, and inside an anchor what
 * is a link that may be followed.
 *
 * @param {CellData} cell The cell.
 * @return {DocumentFragment} Texts, anchors with text, and spans.
 */
export function linked(cell) {
  const text = cell.formattedValue ?? "";
  const { link: whole } = cell.userEnteredFormat?.textFormat ?? {};
  const runs = cell.textFormatRuns ?? [];
  const made = document.createDocumentFragment();
  made.append(anchored(text.slice(0, runs.length > 0 ? startOf(runs[0]) : undefined), whole));
  runs.forEach((run, index) => {
    const next = runs[index + 1];
    const part = document.createElement("span");
    const words = text.slice(startOf(run), next && startOf(next));
    part.append(anchored(words, run.format?.link ?? whole));
    applyTextFormat(part.style, run.format ?? {});
    made.append(part);
  });
  return made;
}

/**
 * Tells where a part of a text starts.
 *
 * @param {{startIndex?: number} | undefined} run The part.
 * @return {number} How many characters stand before it.
 */
function startOf(run) {
  return run?.startIndex ?? 0;
}

/**
 * Makes a text, inside an anchor where it is a link that may be followed.
 *
 * @param {string} words The text.
 * @param {{uri?: string}} [link] Where it leads.
 * @return {Node} Text, or an anchor with text.
 */
function anchored(words, { uri = "" } = {}) {
  const text = document.createTextNode(words);
  if (words === "" || (insideLink(uri) === null && !isSafeLink(uri))) return text;
  const anchor = document.createElement("a");
  anchor.href = uri;
  anchor.target = "_blank";
  anchor.rel = "noopener noreferrer";
  // The grid has one place in the order of the Tab key; the line above it holds the link too.
  anchor.tabIndex = -1;
  anchor.append(text);
  return anchor;
}

/**
 * Gives an element the look of a cell.
 *
 * @param {CSSStyleDeclaration} style Style of the element.
 * @param {CellData} cell The cell.
 * @param {Format} format How it looks.
 */
function applyFormat(style, cell, format) {
  style.textAlign = (format.horizontalAlignment ?? usualAlignment(cell)).toLowerCase();
  style.alignContent = VERTICAL[format.verticalAlignment ?? ""] ?? "end";
  style.backgroundColor = css(format.backgroundColorStyle?.rgbColor);
  if (format.textFormat) applyTextFormat(style, format.textFormat);
}

/**
 * Gives an element the look of a text.
 *
 * @param {CSSStyleDeclaration} style Style of the element.
 * @param {TextFormat} text How the text looks.
 */
function applyTextFormat(style, text) {
  style.color = css(text.foregroundColorStyle?.rgbColor);
  if (text.bold) style.fontWeight = "bold";
  if (text.italic) style.fontStyle = "italic";
  applyFont(style, text);
  const lines = [text.underline && "underline", text.strikethrough && "line-through"];
  style.textDecoration = lines.filter(Boolean).join(" ");
}

/**
 * Gives an element the family and size of a text; what is not said stays.
 *
 * @param {CSSStyleDeclaration} style Style of the element.
 * @param {TextFormat} text How the text looks.
 */
export function applyFont(style, { fontFamily, fontSize }) {
  if (fontFamily) style.fontFamily = `${JSON.stringify(fontFamily)}, var(--cell-fonts)`;
  if (fontSize) style.fontSize = `${fontSize}pt`;
}

/**
 * Makes the lines around a cell; they cover the lines of the grid.
 *
 * @param {Format} format How the cell looks.
 * @return {?HTMLElement} The lines, or null without any.
 */
function edgesOf({ borders = {} }) {
  const drawn = Object.entries(borders).filter(([, border]) => LINES[border.style ?? ""]);
  if (drawn.length === 0) return null;
  const edges = document.createElement("i");
  for (const [side, { style = "", colorStyle }] of drawn) {
    const line = `${LINES[style]} ${css(colorStyle?.rgbColor) || "#000"}`;
    edges.style.setProperty(`border-${side}`, line);
  }
  return edges;
}

/**
 * Finds where a cell's text stands when nobody chose a place.
 *
 * @param {CellData} cell The cell.
 * @return {string} START, CENTER or RIGHT.
 */
function usualAlignment(cell) {
  if (!isValue(cell)) return "START";
  return cell.effectiveValue?.numberValue === undefined ? "CENTER" : "RIGHT";
}

/**
 * Writes a colour for a style sheet.
 *
 * @param {import("./api.js").Colour} [colour] The colour.
 * @return {string} Such as "rgb(232 240 236)"; empty without a colour.
 */
export function css(colour) {
  if (colour === undefined) return "";
  const { red = 0, green = 0, blue = 0 } = colour;
  return `rgb(${[red, green, blue].map((level) => Math.round(level * 255)).join(" ")})`;
}
