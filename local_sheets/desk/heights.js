/**
 * @file How high a row is: as it was set, else as high as its texts need.
 */

/** @typedef {import("./api.js").CellData} CellData */
/** @typedef {import("./api.js").TextFormat} TextFormat */

/** The height of a row in a new spreadsheet. */
export const ROW_HEIGHT_PX = 21;

/** Pixels beside a text in its cell. */
const MARGIN_PX = 7;
/** Pixels above and below the lines of a text. */
const EDGES_PX = 3;
const LINE_PX_PER_PT = 1.6;
const WRAPPED = new Set(["WRAP", "LEGACY_WRAP"]);
/** No row is higher than this, as in Sheets. */
const MOST_PX = 2000;

const pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));

/** @typedef {{column: number, width: number}} Wide */

/**
 * Finds the height that the texts of a row need.
 *
 * @param {CellData[]} cells The cells of the row.
 * @param {Wide[]} columns The columns with their widths.
 * @param {TextFormat} usual How text looks that has no look of its own.
 * @return {number} Pixels.
 */
export function fittedHeight(cells, columns, usual) {
  const heights = columns.map(({ column, width }) => cellHeight(cells[column], width, usual));
  return Math.min(Math.max(ROW_HEIGHT_PX, ...heights), MOST_PX);
}

/**
 * Finds the height that the text of a cell needs.
 *
 * @param {CellData | undefined} cell The cell.
 * @param {number} width Pixels of its column.
 * @param {TextFormat} usual How text looks that has no look of its own.
 * @return {number} Pixels; 0 for a blank cell.
 */
function cellHeight(cell, width, usual) {
  const text = cell?.formattedValue;
  if (!text) return 0;
  const { wrapStrategy = "", textFormat = {} } = cell.userEnteredFormat ?? {};
  const look = { ...usual, ...textFormat };
  const paragraphs = text.split("\n");
  const counts = paragraphs.map((paragraph) =>
    WRAPPED.has(wrapStrategy) ? lineCount(paragraph, width - MARGIN_PX, look) : 1,
  );
  const lines = counts.reduce((sum, count) => sum + count, 0);
  return Math.floor(lines * (look.fontSize ?? 10) * LINE_PX_PER_PT) + EDGES_PX;
}

/**
 * Counts the lines into which a text is broken.
 *
 * @param {string} text A text of one paragraph.
 * @param {number} width Pixels there are.
 * @param {TextFormat} look How it looks.
 * @return {number} At least 1.
 */
function lineCount(text, width, look) {
  pen.font = fontOf(look);
  let lines = 1;
  let used = 0;
  for (const word of text.split(/(?<=[\s-])/)) {
    const needed = pen.measureText(word.trimEnd()).width;
    if (used > 0 && used + needed > width) {
      lines += 1;
      used = 0;
    }
    // A word that is wider than the cell goes on in further lines.
    lines += Math.max(Math.ceil(needed / width) - 1, 0);
    used += pen.measureText(word).width % width;
  }
  return lines;
}

/**
 * Writes how a text looks for a canvas.
 *
 * @param {TextFormat} look How it looks.
 * @return {string} Such as "bold 10pt Arial".
 */
function fontOf({ bold = false, fontFamily = "Arial", fontSize = 10 }) {
  return `${bold ? "bold " : ""}${fontSize}pt ${JSON.stringify(fontFamily)}, Arial, sans-serif`;
}
