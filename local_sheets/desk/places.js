/**
 * @file Where a cell is: column letters, A1 notation, and links to a place in the spreadsheet.
 */

const LETTERS = 26;
const A1_CELL = /^([A-Z]{1,3})(\d{1,7})/i;

/**
 * A cell by its zero-based row and column.
 *
 * @typedef {{row: number, column: number}} Cell
 */

/**
 * Names a column.
 *
 * @param {number} column Zero-based column.
 * @return {string} Its letters, such as "A" or "AB".
 */
export function columnLetters(column) {
  const last = String.fromCharCode(65 + (column % LETTERS));
  return column < LETTERS ? last : columnLetters(Math.floor(column / LETTERS) - 1) + last;
}

/**
 * Reads the first cell of a range in A1 notation.
 *
 * @param {string} text A range such as "B7" or "A1:C3".
 * @return {?Cell} The cell, or null when the text is no such range.
 */
export function cellAt(text) {
  const [, letters, digits] = A1_CELL.exec(text) ?? [];
  if (letters === undefined) return null;
  const codes = [...letters.toUpperCase()].map((letter) => letter.charCodeAt(0) - 64);
  const column = codes.reduce((sum, code) => sum * LETTERS + code, 0) - 1;
  return { row: Math.max(Number(digits) - 1, 0), column };
}

/**
 * Writes a rectangle in A1 notation, with its tab.
 *
 * @param {string} title Title of the tab.
 * @param {Cell} first The cell at the top left.
 * @param {Cell} last The cell at the bottom right.
 * @return {string} A range such as "'Walk-ins'!A1:F500".
 */
export function rangeOf(title, first, last) {
  const [start, end] = [first, last].map(nameOf);
  return `${quoted(title)}!${start}:${end}`;
}

/**
 * Writes a tab's title as a range of its own: the whole tab.
 *
 * @param {string} title The title.
 * @return {string} Such as "'Walk-ins'".
 */
export function quoted(title) {
  return `'${title.replaceAll("'", "''")}'`;
}

/**
 * Tells whether a cell lies in a range.
 *
 * @param {import("./api.js").GridRange} range The range.
 * @param {Cell} cell The cell.
 * @return {boolean} True when it does.
 */
export function isIn(range, { row, column }) {
  const { startRowIndex = 0, endRowIndex = Infinity } = range;
  const { startColumnIndex = 0, endColumnIndex = Infinity } = range;
  const isBetween = row >= startRowIndex && row < endRowIndex;
  return isBetween && column >= startColumnIndex && column < endColumnIndex;
}

/**
 * Writes a cell in A1 notation.
 *
 * @param {Cell} cell The cell.
 * @return {string} Its name, such as "C5".
 */
export function nameOf({ row, column }) {
  return `${columnLetters(column)}${row + 1}`;
}

/**
 * Reads a link that stays in the spreadsheet.
 *
 * @param {string} uri A link, such as "#gid=7&range=B3".
 * @return {?{sheetId: number, cell: ?Cell}} The tab and, where it is named, the cell; null for a
 *   link that leads elsewhere.
 */
export function insideLink(uri) {
  const words = new URLSearchParams(uri.startsWith("#") ? uri.slice(1) : "");
  const gid = words.get("gid");
  if (gid === null) return null;
  return { sheetId: Number(gid), cell: cellAt(words.get("range") ?? "") };
}

/**
 * Tells whether a link may be followed. Cells are not ours, so a script in one must stay text.
 *
 * @param {string} uri A link that leads out of the spreadsheet.
 * @return {boolean} True for the web, mail and telephone.
 */
export function isSafeLink(uri) {
  return /^(https?:\/\/|mailto:|tel:)/i.test(uri);
}
