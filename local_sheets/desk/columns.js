/**
 * @file The columns of the grid, and what of a tab stays in sight.
 */

import { shownCell } from "./cell.js";
import { columnLetters } from "./places.js";
import { Shades } from "./shades.js";

/** @typedef {import("./api.js").Layout} Layout */
/** @typedef {import("./api.js").Sheet} Sheet */
/** @typedef {import("./rows.js").Row} Row */
/** @typedef {import("./rows.js").Rows} Rows */

/**
 * A column of the grid; -1 is the column of row numbers.
 *
 * @typedef {object} Column
 * @property {string} id Its id.
 * @property {number} column Zero-based column of the tab.
 * @property {string} name What stands above it.
 * @property {number} width Pixels.
 * @property {(row: number, cell: number, value: unknown, column: unknown, item: Row) =>
 *   string | import("./cell.js").Shown} formatter Makes what stands in its cells.
 */

const NUMBER_WIDTH_PX = 46;
const USUAL_WIDTH_PX = 100;
/** More frozen rows than this would leave no room to scroll in. */
const MOST_FROZEN_ROWS = 12;

/**
 * Lists the grid's columns: the row numbers, then each column that is not hidden.
 *
 * @param {Sheet} sheet The tab.
 * @param {Layout} layout What stands around its cells.
 * @return {Column[]} Column definitions.
 */
export function columnsOf(sheet, layout) {
  const shades = new Shades(layout);
  const sizes = layout.data?.[0]?.columnMetadata ?? [];
  const { columnCount = 0 } = sheet.properties.gridProperties ?? {};
  const all = Array.from({ length: columnCount }, (_, column) =>
    columnOf(column, sizes[column]?.pixelSize ?? USUAL_WIDTH_PX, shades),
  );
  return [numbers(), ...all.filter(({ column }) => !sizes[column]?.hiddenByUser)];
}

/**
 * Describes a column of the tab. SlickGrid hands its formatter the row as the fifth argument.
 *
 * @param {number} column Zero-based column.
 * @param {number} width Pixels.
 * @param {Shades} shades Looks that cells have from elsewhere.
 * @return {Column} A column definition.
 */
function columnOf(column, width, shades) {
  const size = { width, minWidth: 20 };
  const formatter = (/** @type {Parameters<Column["formatter"]>} */ ...given) =>
    shownCell(given[4], column, shades);
  return { id: `c${column}`, column, name: columnLetters(column), ...size, formatter };
}

/**
 * Describes the column of row numbers.
 *
 * @return {Column} A column definition.
 */
function numbers() {
  const look = { cssClass: "row-number", focusable: false, selectable: false, resizable: false };
  const formatter = (/** @type {Parameters<Column["formatter"]>} */ ...given) =>
    String(given[4].row + 1);
  return { id: "numbers", column: -1, name: "", width: NUMBER_WIDTH_PX, ...look, formatter };
}

/**
 * Finds what stays in sight; the row numbers always do.
 *
 * @param {Sheet} sheet The tab.
 * @param {Column[]} columns The grid's columns.
 * @param {Rows} rows The grid's rows.
 * @return {{frozenRow: number, frozenColumn: number}} Options of SlickGrid.
 */
export function frozen(sheet, columns, rows) {
  const { frozenRowCount = 0, frozenColumnCount = 0 } = sheet.properties.gridProperties ?? {};
  const count = columns.filter(({ column }) => column < frozenColumnCount).length;
  const down = rows.shown.slice(0, frozenRowCount).filter((row) => row < frozenRowCount).length;
  return {
    frozenRow: down <= MOST_FROZEN_ROWS ? down : -1,
    frozenColumn: Math.min(count, columns.length - 1) - 1,
  };
}
