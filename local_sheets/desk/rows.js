/**
 * @file The rows of a tab, fetched a block at a time when they come into sight.
 */

/** @typedef {import("./api.js").CellData} CellData */

/**
 * One row as the grid takes it.
 *
 * @typedef {{row: number, cells: CellData[]}} Row
 */

const BLOCK_ROWS = 500;

/** What the grid reads its rows from: the rows fetched so far, blank ones elsewhere. */
export class Rows {
  /**
   * Holds no row yet.
   *
   * @param {number} count How many rows the tab has.
   * @param {(start: number, end: number) => Promise<CellData[][]>} read Fetches rows.
   * @param {(start: number, end: number) => void} arrived Called when rows have come.
   */
  constructor(count, read, arrived) {
    this.count = count;
    this.read = read;
    this.arrived = arrived;
    /** @type {Map<number, CellData[][]>} */
    this.blocks = new Map();
  }

  /**
   * Tells the grid how many rows there are.
   *
   * @return {number} The number of rows.
   */
  getLength() {
    return this.count;
  }

  /**
   * Gives the grid a row.
   *
   * @param {number} row Zero-based row.
   * @return {Row} The row; without cells as long as they have not come.
   */
  getItem(row) {
    const block = this.blocks.get(Math.floor(row / BLOCK_ROWS));
    return { row, cells: block?.[row % BLOCK_ROWS] ?? [] };
  }

  /**
   * Fetches what is missing of some rows and of those that come next.
   *
   * @param {number} first Zero-based first row in sight.
   * @param {number} last Last row in sight.
   * @return {Promise<void>} Ends when the rows in sight are here.
   */
  async need(first, last) {
    const start = Math.floor(Math.max(first, 0) / BLOCK_ROWS);
    const end = Math.floor(Math.min(last, this.count - 1) / BLOCK_ROWS);
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
    this.arrived(start, end);
  }
}
