/**
 * @file One cell on the screen. What a cell holds is shown as text and never read as HTML.
 */

import { insideLink, isSafeLink, nameOf } from "./places.js";

/** @typedef {import("./api.js").CellData} CellData */
/** @typedef {import("./api.js").Format} Format */
/** @typedef {NonNullable<Format["textFormat"]>} TextFormat */

/**
 * What SlickGrid takes from a formatter.
 *
 * @typedef {{html: HTMLElement, addClasses: string, toolTip: string}} Shown
 */

/** Texts that keep to their cell, whatever stands beside them. */
const KEPT_IN = new Set(["CLIP", "WRAP", "LEGACY_WRAP"]);

/** All rows are of one height, and a larger text would not fit in. */
const LARGEST_TEXT_PT = 13;

/**
 * Shows a cell of a row.
 *
 * @param {import("./rows.js").Row} item The row.
 * @param {number} column Zero-based column.
 * @return {Shown} What the grid puts on the screen.
 */
export function shownCell({ row, cells }, column) {
  const cell = cells[column] ?? {};
  const box = document.createElement("div");
  box.dataset.cell = nameOf({ row, column });
  box.className = isBlank(cell) ? "text" : "text filled";
  box.append(linked(cell));
  applyFormat(box.style, cell);
  const classes = [
    isFree(cell) && "blank",
    spills(cells, column) && "spills",
    cell.note && "has-note",
  ];
  return { html: box, addClasses: classes.filter(Boolean).join(" "), toolTip: cell.note ?? "" };
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
 * @return {boolean} True when it is blank and has no colour of its own.
 */
function isFree(cell) {
  return isBlank(cell) && !cell?.userEnteredFormat?.backgroundColorStyle;
}

/**
 * Tells whether a cell's text may run on over blank cells beside it.
 *
 * @param {CellData[]} cells The cells of the row.
 * @param {number} column Zero-based column.
 * @return {boolean} True for a text with room on its right.
 */
function spills(cells, column) {
  const cell = cells[column];
  if (cell === undefined || isBlank(cell) || isValue(cell)) return false;
  return isFree(cells[column + 1]) && mayRunOn(cell.userEnteredFormat ?? {});
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
 * Makes the text of a cell, inside an anchor where the cell is a link that may be followed.
 *
 * @param {CellData} cell The cell.
 * @return {Node} Text, or an anchor with text.
 */
export function linked(cell) {
  const text = document.createTextNode(cell.formattedValue ?? "");
  const uri = cell.userEnteredFormat?.textFormat?.link?.uri ?? "";
  if (insideLink(uri) === null && !isSafeLink(uri)) return text;
  const anchor = document.createElement("a");
  anchor.href = uri;
  anchor.target = "_blank";
  anchor.rel = "noopener noreferrer";
  anchor.append(text);
  return anchor;
}

/**
 * Gives an element the look of a cell.
 *
 * @param {CSSStyleDeclaration} style Style of the element.
 * @param {CellData} cell The cell.
 */
function applyFormat(style, cell) {
  const format = cell.userEnteredFormat ?? {};
  style.textAlign = (format.horizontalAlignment ?? usualAlignment(cell)).toLowerCase();
  style.backgroundColor = css(format.backgroundColorStyle?.rgbColor);
  if (format.textFormat) applyTextFormat(style, format.textFormat);
}

/**
 * Gives an element the look of a cell's text.
 *
 * @param {CSSStyleDeclaration} style Style of the element.
 * @param {TextFormat} text How the text looks.
 */
function applyTextFormat(style, text) {
  style.color = css(text.foregroundColorStyle?.rgbColor);
  if (text.bold) style.fontWeight = "bold";
  if (text.italic) style.fontStyle = "italic";
  if (text.fontSize) style.fontSize = `${Math.min(text.fontSize, LARGEST_TEXT_PT)}pt`;
  const lines = [text.underline && "underline", text.strikethrough && "line-through"];
  style.textDecoration = lines.filter(Boolean).join(" ");
}

/**
 * Finds where a cell's text stands when nobody chose a place.
 *
 * @param {CellData} cell The cell.
 * @return {string} LEFT, CENTER or RIGHT.
 */
function usualAlignment(cell) {
  if (!isValue(cell)) return "LEFT";
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
