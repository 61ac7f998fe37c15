/**
 * @file What a chart shows: its spec, and the labels and numbers read from the cells.
 */

import { rangeOf } from "./places.js";

/** @typedef {import("./api.js").Colour} Colour */
/** @typedef {import("./api.js").GridRange} GridRange */

/** @typedef {{sourceRange?: {sources?: GridRange[]}}} Source */

/** @typedef {{index?: number, colorStyle?: {rgbColor?: Colour}}} Point */

/**
 * @typedef {{series?: Source, colorStyle?: {rgbColor?: Colour}, styleOverrides?: Point[],
 *   dataLabel?: {type?: string}}} Series
 */

/**
 * Numbers of a chart, with how the cells show them.
 *
 * @typedef {object} Run
 * @property {string} name What they are.
 * @property {number[]} values The numbers.
 * @property {string[]} shown As the cells show them.
 * @property {boolean} labelled Whether each is written beside its bar.
 * @property {Colour | undefined} colour Its colour, if it has one of its own.
 * @property {Map<number, Colour | undefined>} points The colours of single numbers.
 */

/**
 * Google's EmbeddedChart as far as the page draws it.
 *
 * @typedef {object} Chart
 * @property {number} chartId Its id.
 * @property {{overlayPosition?: {anchorCell?: {rowIndex?: number, columnIndex?: number},
 *   offsetXPixels?: number, offsetYPixels?: number, widthPixels?: number,
 *   heightPixels?: number}}} [position] Where it is.
 * @property {{title?: string, basicChart?: BasicChart,
 *   pieChart?: {domain?: Source, series?: Source}}} [spec] What it shows.
 */

/**
 * A chart with axes.
 *
 * @typedef {{chartType?: string, stackedType?: string, headerCount?: number,
 *   domains?: {domain?: Source}[], series?: Series[]}} BasicChart
 */

/**
 * A chart with its data.
 *
 * @typedef {object} Picture
 * @property {string} kind BAR, COLUMN, LINE, PIE, or another that is not drawn.
 * @property {string} problem Why it is not drawn; empty when it is.
 * @property {string} title What stands above it.
 * @property {string[]} labels What the numbers are of.
 * @property {Run[]} series The numbers.
 */

/**
 * Reads values of ranges.
 *
 * @typedef {(ranges: string[], render: "FORMATTED_VALUE" | "UNFORMATTED_VALUE") =>
 *   Promise<unknown[][][]>} Read
 */

/** What is drawn; a stacked chart is another picture. */
const DRAWN = new Set(["BAR", "COLUMN", "LINE"]);

/**
 * Reads what a chart shows.
 *
 * @param {Chart} chart The chart.
 * @param {(sheetId: number) => string} titleOf Finds the title of a tab.
 * @param {Read} read Reads values of ranges.
 * @return {Promise<Picture>} The chart with its data; without any when its kind is not drawn.
 */
export async function pictureOf({ spec = {} }, titleOf, read) {
  const { kind, headers, domain, series } = partsOf(spec);
  const sources = [domain, ...series.map((one) => one.series)].map(firstSource);
  const ranges = sources.map((source) => addressOf(source, titleOf));
  const problem = problemOf(kind, ranges);
  const title = spec.title ?? "";
  if (problem) return { kind, problem, title, labels: [], series: [] };
  const [seen, raw] = await Promise.all([
    read(ranges, "FORMATTED_VALUE").then((lists) => lists.map((list) => listed(list).map(String))),
    read(ranges, "UNFORMATTED_VALUE").then((lists) => lists.map(listed)),
  ]);
  const drawn = series.map(({ colorStyle, styleOverrides = [], dataLabel }, index) => ({
    name: seen[index + 1]?.slice(0, headers).join(" ") ?? "",
    values: (raw[index + 1] ?? []).slice(headers).map((value) => Number(value) || 0),
    shown: (seen[index + 1] ?? []).slice(headers),
    labelled: dataLabel?.type === "DATA",
    colour: colorStyle?.rgbColor,
    points: new Map(styleOverrides.map((point) => [point.index ?? 0, point.colorStyle?.rgbColor])),
  }));
  return { kind, problem, title, labels: (seen[0] ?? []).slice(headers), series: drawn };
}

/**
 * Finds out why a chart cannot be drawn.
 *
 * @param {string} kind Its kind.
 * @param {string[]} ranges Where its cells are; empty where they are gone.
 * @return {string} A sentence; empty when it can be drawn.
 */
function problemOf(kind, ranges) {
  if (kind !== "PIE" && !DRAWN.has(kind)) {
    return `A chart of the kind ${kind || "unknown"} is not drawn here.`;
  }
  return ranges.every(Boolean) ? "" : "The cells of this chart are gone.";
}

/**
 * Writes where the cells of a source are.
 *
 * @param {GridRange | undefined} source The source.
 * @param {(sheetId: number) => string} titleOf Finds the title of a tab.
 * @return {string} A range in A1 notation; empty when there is none.
 */
function addressOf(source, titleOf) {
  const title = source && titleOf(source.sheetId ?? 0);
  return title ? rangeOf(title, ...corners(source)) : "";
}

/**
 * Takes a spec apart.
 *
 * @param {NonNullable<Chart["spec"]>} spec The spec.
 * @return {{kind: string, headers: number, domain: Source | undefined, series: Series[]}} The kind
 *   of chart, how many cells on top are names, and where labels and numbers are.
 */
function partsOf({ basicChart, pieChart, ...others }) {
  if (pieChart) {
    const series = [{ series: pieChart.series ?? {} }];
    return { kind: "PIE", headers: 0, domain: pieChart.domain, series };
  }
  if (basicChart) return basicParts(basicChart);
  const kind = Object.keys(others).find((name) => name.endsWith("Chart")) ?? "";
  return { kind, headers: 0, domain: undefined, series: [] };
}

/**
 * Takes the spec of a chart with axes apart.
 *
 * @param {BasicChart} chart The spec.
 * @return {{kind: string, headers: number, domain: Source | undefined, series: Series[]}} As
 *   `partsOf` has it.
 */
function basicParts({ chartType = "", stackedType = "", headerCount = 0, domains = [], series = [] }) {
  const kind = [stackedType.replace("NOT_STACKED", ""), chartType].filter(Boolean).join(" ");
  return { kind, headers: headerCount, domain: domains[0]?.domain, series };
}

/**
 * Finds the range of a source.
 *
 * @param {Source | undefined} source The source.
 * @return {GridRange | undefined} Its first range.
 */
function firstSource(source) {
  return source?.sourceRange?.sources?.[0];
}

/**
 * Finds the cells at the corners of a range.
 *
 * @param {GridRange} range The range.
 * @return {[import("./places.js").Cell, import("./places.js").Cell]} Top left and bottom right.
 */
function corners(range) {
  const { startRowIndex: row = 0, startColumnIndex: column = 0 } = range;
  const last = { row: (range.endRowIndex ?? 1000) - 1, column: (range.endColumnIndex ?? 26) - 1 };
  return [{ row, column }, last];
}

/**
 * Turns a column or a row of values into a list.
 *
 * @param {unknown[][]} rows Rows of values.
 * @return {unknown[]} The values; blank ones are empty.
 */
function listed(rows) {
  const [only = []] = rows;
  return rows.length === 1 ? only : rows.map(([value = ""]) => value);
}
