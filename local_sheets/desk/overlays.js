/**
 * @file What lies over the cells: charts at their anchors, and the note of a cell.
 */

import { pictureOf } from "./chart_data.js";
import { chartDrawing } from "./charts.js";
import { element } from "./page.js";

/** @typedef {import("./chart_data.js").Chart} Chart */
/** @typedef {import("./grid.js").TabGrid} TabGrid */

const USUAL_POSITION = {
  anchorCell: /** @type {{rowIndex?: number, columnIndex?: number}} */ ({}),
  offsetXPixels: 0,
  offsetYPixels: 0,
  widthPixels: 600,
  heightPixels: 371,
};

/**
 * Puts the charts of a tab over its cells.
 *
 * @param {TabGrid} grid The tab on the screen.
 * @param {Chart[]} charts The charts.
 * @param {(sheetId: number) => string} titleOf Finds the title of a tab.
 * @param {import("./chart_data.js").Read} read Reads values of ranges.
 */
export async function showCharts(grid, charts, titleOf, read) {
  const show = async (/** @type {Chart} */ chart) => {
    const position = { ...USUAL_POSITION, ...chart.position?.overlayPosition };
    const size = { width: position.widthPixels, height: position.heightPixels };
    const drawing = chartDrawing(await pictureOf(chart, titleOf, read), size);
    drawing.classList.add("chart");
    const { rowIndex: row = 0, columnIndex: column = 0 } = position.anchorCell;
    const offset = { x: position.offsetXPixels, y: position.offsetYPixels };
    grid.place(drawing, { row, column }, offset);
  };
  await Promise.all(charts.map(show));
}

/**
 * Shows the note of a cell beside it.
 *
 * @param {Element | null} cell The cell's element.
 * @param {string} text The note; empty to take the card away.
 */
export function showNote(cell, text) {
  const card = element("note");
  card.hidden = cell === null || text === "";
  if (cell === null || card.hidden) return;
  card.textContent = text;
  const { right, left, top } = cell.getBoundingClientRect();
  const { offsetWidth, offsetHeight } = card;
  const fits = right + offsetWidth + 12 < window.innerWidth;
  const x = fits ? right + 6 : Math.max(left - offsetWidth - 6, 6);
  const y = Math.min(top, window.innerHeight - offsetHeight - 12);
  card.style.translate = `${x}px ${y}px`;
}
