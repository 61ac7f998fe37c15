/**
 * @file Merged cells: how far the first of them reaches over rows and columns that are shown.
 */

/** @typedef {import("./api.js").GridRange} GridRange */
/** @typedef {import("./rows.js").Spans} Spans */

/**
 * What the grid shows of a tab.
 *
 * @typedef {object} Shown
 * @property {number[]} rows Rows of the tab in the order of the grid.
 * @property {{column: number}[]} columns Columns likewise.
 * @property {number} frozenRows How many rows stay in sight.
 * @property {number} frozenColumns How many columns stay in sight.
 */

/**
 * Finds the cells that reach over others.
 *
 * @param {GridRange[]} merges Merged cells of the tab.
 * @param {Shown} shown What the grid shows.
 * @return {Map<number, Spans>} By row of the grid, then by column of the grid.
 */
export function spansOf(merges, shown) {
  /** @type {Map<number, Spans>} */
  const found = new Map();
  const columns = shown.columns.map(({ column }) => column);
  for (const merge of merges) {
    const row = within(shown.rows, merge.startRowIndex, merge.endRowIndex, shown.frozenRows);
    const across = within(columns, merge.startColumnIndex, merge.endColumnIndex, shown.frozenColumns);
    if (row.size === 0 || across.size === 0) continue;
    const span = { colspan: across.size, rowspan: row.size };
    found.set(row.start, { ...found.get(row.start), [across.start]: span });
  }
  return found;
}

/**
 * Finds which places of a list, in rising order, hold numbers between two. The part that stays
 * in sight and the part that scrolls are drawn apart, so none reaches from one into the other.
 *
 * @param {number[]} numbers The list.
 * @param {number} from The least number.
 * @param {number} to The number after the greatest.
 * @param {number} frozen How many places stay in sight.
 * @return {{start: number, size: number}} The first place, and how many there are.
 */
function within(numbers, from = 0, to = Infinity, frozen = 0) {
  const start = numbers.findIndex((number) => number >= from);
  if (start < 0) return { start: 0, size: 0 };
  const after = numbers.findIndex((number) => number >= to);
  const end = after < 0 ? numbers.length : after;
  const size = (start < frozen ? Math.min(end, frozen) : end) - start;
  return { start, size: Math.max(size, 0) };
}
