/**
 * @file Looks that a cell has from elsewhere: stripes of a banded range, conditional formats, and
 * the buttons of a filter.
 */

import { isIn } from "./places.js";

/** @typedef {import("./api.js").Bands} Bands */
/** @typedef {import("./api.js").CellData} CellData */
/** @typedef {import("./api.js").Format} Format */
/** @typedef {import("./api.js").GridRange} GridRange */
/** @typedef {import("./api.js").Layout} Layout */
/** @typedef {import("./api.js").Rule} Rule */
/** @typedef {import("./places.js").Cell} Cell */

/** @typedef {(shown: string, wanted: string) => boolean} TextTest */
/** @typedef {(value: number, wanted: number, other: number) => boolean} NumberTest */

/** @type {Record<string, TextTest>} */
const TEXT_TESTS = {
  BLANK: (shown) => shown === "",
  NOT_BLANK: (shown) => shown !== "",
  TEXT_EQ: (shown, wanted) => shown === wanted,
  TEXT_NOT_EQ: (shown, wanted) => shown !== wanted,
  TEXT_CONTAINS: (shown, wanted) => shown.includes(wanted),
  TEXT_NOT_CONTAINS: (shown, wanted) => !shown.includes(wanted),
  TEXT_STARTS_WITH: (shown, wanted) => shown.startsWith(wanted),
  TEXT_ENDS_WITH: (shown, wanted) => shown.endsWith(wanted),
};

/** @type {Record<string, NumberTest>} */
const NUMBER_TESTS = {
  NUMBER_EQ: (value, wanted) => value === wanted,
  NUMBER_NOT_EQ: (value, wanted) => value !== wanted,
  NUMBER_GREATER: (value, wanted) => value > wanted,
  NUMBER_GREATER_THAN_EQ: (value, wanted) => value >= wanted,
  NUMBER_LESS: (value, wanted) => value < wanted,
  NUMBER_LESS_THAN_EQ: (value, wanted) => value <= wanted,
  NUMBER_BETWEEN: (value, least, most) => value >= least && value <= most,
  NUMBER_NOT_BETWEEN: (value, least, most) => value < least || value > most,
};

/** The looks that the cells of a tab have from elsewhere. */
export class Shades {
  /**
   * Takes them from a tab's layout.
   *
   * @param {Layout} layout The layout.
   */
  constructor({ bandedRanges = [], conditionalFormats = [], basicFilter }) {
    this.bands = bandedRanges;
    this.rules = conditionalFormats;
    this.filter = basicFilter?.range;
  }

  /**
   * Finds how a cell looks in the end: a condition goes before the cell's own format, and that
   * before a stripe.
   *
   * @param {Cell} place Where it is.
   * @param {CellData} cell What it holds.
   * @return {Format} The format.
   */
  formatOf(place, cell) {
    const own = cell.userEnteredFormat ?? {};
    if (this.bands.length + this.rules.length === 0) return own;
    const rule = this.rules.find((one) => holds(one, place, cell))?.booleanRule?.format;
    return {
      ...this.stripe(place),
      ...own,
      ...rule,
      textFormat: { ...own.textFormat, ...rule?.textFormat },
    };
  }

  /**
   * Finds the stripe under a cell.
   *
   * @param {Cell} place Where it is.
   * @return {Format} Its fill, if there is one.
   */
  stripe(place) {
    const found = this.bands.find(({ range }) => isIn(range, place));
    const backgroundColorStyle = found && bandStyle(found.range, found.rowProperties ?? {}, place.row);
    return backgroundColorStyle ? { backgroundColorStyle } : {};
  }

  /**
   * Tells whether a cell has a filter button.
   *
   * @param {Cell} place Where it is.
   * @return {boolean} True in the first row of the filter.
   */
  hasFilter(place) {
    const { filter } = this;
    return filter !== undefined && place.row === (filter.startRowIndex ?? 0) && isIn(filter, place);
  }
}

/**
 * Finds the colour of a row of a banded range.
 *
 * @param {GridRange} range The range.
 * @param {Bands} bands Its colours.
 * @param {number} row Row of the tab.
 * @return {import("./api.js").Style | undefined} The colour.
 */
function bandStyle({ startRowIndex = 0, endRowIndex }, bands, row) {
  const { headerColorStyle: header, footerColorStyle: footer } = bands;
  if (footer && row + 1 === endRowIndex) return footer;
  if (header && row === startRowIndex) return header;
  const isFirst = (row - startRowIndex - (header ? 1 : 0)) % 2 === 0;
  return isFirst ? bands.firstBandColorStyle : bands.secondBandColorStyle;
}

/**
 * Tells whether a rule's condition holds. Conditions that need a formula, a date of today or the
 * other cells are not worked out here, so their colours are left out.
 *
 * @param {Rule} rule The rule.
 * @param {Cell} place Where the cell is.
 * @param {CellData} cell What it holds.
 * @return {boolean} True when it holds.
 */
function holds({ ranges, booleanRule }, place, cell) {
  if (!booleanRule || !ranges.some((range) => isIn(range, place))) return false;
  const { type, values = [] } = booleanRule.condition;
  const wanted = values.map(({ userEnteredValue = "" }) => userEnteredValue);
  return !wanted.some((text) => text.startsWith("=")) && meets(cell, type, wanted);
}

/**
 * Tells whether a cell meets a condition.
 *
 * @param {CellData} cell The cell.
 * @param {string} type Kind of the condition.
 * @param {string[]} wanted What the cell is held against.
 * @return {boolean} True when it does.
 */
function meets(cell, type, wanted) {
  const shown = (cell.formattedValue ?? "").toLowerCase();
  const value = cell.effectiveValue?.numberValue;
  const inText = TEXT_TESTS[type];
  if (inText) return inText(shown, (wanted[0] ?? "").toLowerCase());
  if (value === undefined) return false;
  return NUMBER_TESTS[type]?.(value, Number(wanted[0]), Number(wanted[1])) ?? false;
}
