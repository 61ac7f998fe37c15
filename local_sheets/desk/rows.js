/**
 * @file The rows of a tab, fetched a block at a time when they come into sight. The grid counts
 * only rows that are not hidden; the tab counts all.
 */

/** @typedef {import("./api.js").CellData} CellData */
/** @typedef {import("./api.js").Size} Size */

/**
 * One row as the grid takes it; its number is the tab's.
 *
 * @typedef {{row: number, cells: CellData[]}} Row
 */

/** @typedef {Record<number, {colspan: number, rowspan: number}>} Spans */

const BLOCK_ROWS = 500;

/** What the grid reads its rows from: the rows fetched so far, blank ones elsewhere. */
export class Rows {
  /**
   * Holds no row yet.
   *
   * @param {number} count How many rows the tab has.
   * @param {Size[]} sizes Which are hidden.
   * @param {(start: number, end: number) => Promise<CellData[][]>} read Fetches rows.
   * @param {(start: number, end: number) => void} arrived Called when rows have come.
   */
  constructor(count, sizes, read, arrived) {
    this.count = count;
    this.shown = Array.from({ length: count }, (_, row) => row).filter(
      (row) => !sizes[row]?.hiddenByUser && !sizes[row]?.hiddenByFilter,
    );
    this.read = read;
    this.arrived = arrived;
    /** @type {Map<number, CellData[][]>} */
    this.blocks = new Map();
    /** @type {Map<number, Spans>} */
    this.spans = new Map();
  }

  /**
   * Tells the grid how many rows there are.
   *
   * @return {number} The number of rows.
   */
  getLength() {
    return this.shown.length;
  }

  /**
   * Gives the grid a row.
   *
   * @param {number} at The row as the grid counts.
   * @return {Row} The row; without cells as long as they have not come.
   */
  getItem(at) {
    const row = this.shown[at] ?? 0;
    const block = this.blocks.get(Math.floor(row / BLOCK_ROWS));
    return { row, cells: block?.[row % BLOCK_ROWS] ?? [] };
  }

  /**
   * Tells the grid which cells of a row reach over others.
   *
   * @param {number} at The row as the grid counts.
   * @return {?{columns: Spans}} The cells, by column as the grid counts.
   */
  getItemMetadata(at) {
    const columns = this.spans.get(at);
    return columns ? { columns } : null;
  }

  /**
   * Finds where the grid shows a row.
   *
   * @param {number} row The row as the tab counts.
   * @return {number} The row as the grid counts; for a hidden one the next that is shown.
   */
  indexOf(row) {
    if (this.shown[row] === row) return row;
    const at = this.shown.findIndex((shown) => shown >= row);
    return at < 0 ? this.shown.length : at;
  }

  /**
   * Fetches what is missing of some rows and of those that come next.
   *
   * @param {number} first First row in sight, as the grid counts.
   * @param {number} last Last row in sight.
   * @return {Promise<void>} Ends when the rows in sight are here.
   */
  async need(first, last) {
    const start = Math.floor((this.shown[Math.max(first, 0)] ?? 0) / BLOCK_ROWS);
    const lastRow = this.shown[Math.min(last, this.shown.length - 1)] ?? 0;
    const end = Math.floor(lastRow / BLOCK_ROWS);
    for (let block = start; block <= end + 1; block += 1) await this.fetchBlock(block);
  }

  /**
   * Fetches a block unless it is here or on its way.
   *
   * @param {number} block Number of the block.
   * @return {Promise<void>} Ends when the block is here.
   */
  async fetchBlock(block) {
    const start = block * BLOCK_ROWS;
    const end = Math.min(start + BLOCK_ROWS, this.count);
    if (start >= end || this.blocks.has(block)) return;
    this.blocks.set(block, []);
    try {
      this.blocks.set(block, await this.read(start, end));
    } catch (error) {
      this.blocks.delete(block);
      throw error;
    }
    this.arrived(this.indexOf(start), this.indexOf(end));
  }
}
