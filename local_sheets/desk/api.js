/**
 * @file The page's calls to the server it came from, which speaks Google's API.
 */

import { quoted, rangeOf } from "./places.js";

/** Only what the page shows. */
const FILE_FIELDS = "files(id,name,modifiedTime,version)";
const BOOK_FIELDS =
  "spreadsheetId,properties(title,locale,timeZone,defaultFormat.textFormat(fontFamily,fontSize))," +
  "sheets(properties(sheetId,title,hidden,gridProperties,tabColorStyle)," +
  "developerMetadata.metadataKey)";
const LAYOUT_FIELDS =
  "sheets(merges,charts(chartId,position.overlayPosition,spec),basicFilter.range," +
  "bandedRanges(range,rowProperties),conditionalFormats," +
  "data(columnMetadata(pixelSize,hiddenByUser),rowMetadata(pixelSize,hiddenByUser,hiddenByFilter)))";
const TEXT_FIELDS =
  "(bold,italic,strikethrough,underline,fontFamily,fontSize,foregroundColorStyle.rgbColor,link.uri)";
const CELL_FIELDS =
  "sheets.data.rowData.values(formattedValue,note,userEnteredValue.formulaValue," +
  "effectiveValue(numberValue,boolValue,errorValue.type),dataValidation(condition.type,showCustomUi)," +
  `textFormatRuns(startIndex,format${TEXT_FIELDS}),userEnteredFormat(` +
  "backgroundColorStyle.rgbColor,horizontalAlignment,verticalAlignment,wrapStrategy,borders," +
  `textFormat${TEXT_FIELDS}))`;

/**
 * A file of the Drive list.
 *
 * @typedef {{id: string, name: string, modifiedTime: string, version: string}} File
 */

/**
 * A colour with channels from 0 to 1; a channel left out is 0.
 *
 * @typedef {{red?: number, green?: number, blue?: number}} Colour
 */

/**
 * A tab: Google's Sheet resource as far as the page asks for it.
 *
 * @typedef {object} Sheet
 * @property {{sheetId: number, title: string, hidden?: boolean,
 *   gridProperties?: {rowCount?: number, columnCount?: number, frozenRowCount?: number,
 *   frozenColumnCount?: number, hideGridlines?: boolean},
 *   tabColorStyle?: {rgbColor?: Colour}}} properties What it is.
 * @property {{metadataKey: string}[]} [developerMetadata] Marks left by a program.
 */

/**
 * Google's GridRange: half open; a side left out is the edge of the tab.
 *
 * @typedef {object} GridRange
 * @property {number} [sheetId] The tab.
 * @property {number} [startRowIndex] Zero-based first row.
 * @property {number} [endRowIndex] Row after the last.
 * @property {number} [startColumnIndex] Zero-based first column.
 * @property {number} [endColumnIndex] Column after the last.
 */

/** @typedef {{pixelSize?: number, hiddenByUser?: boolean, hiddenByFilter?: boolean}} Size */

/**
 * Colours of stripes.
 *
 * @typedef {{headerColorStyle?: Style, firstBandColorStyle?: Style,
 *   secondBandColorStyle?: Style, footerColorStyle?: Style}} Bands
 */

/** @typedef {{rgbColor?: Colour}} Style */

/**
 * A rule of conditional formatting with its condition.
 *
 * @typedef {{ranges: GridRange[], booleanRule?: {condition: {type: string,
 *   values?: {userEnteredValue?: string}[]}, format: Format}}} Rule
 */

/**
 * What stands around and over the cells of a tab.
 *
 * @typedef {object} Layout
 * @property {GridRange[]} [merges] Cells shown as one.
 * @property {import("./chart_data.js").Chart[]} [charts] Charts over the cells.
 * @property {{range: GridRange, rowProperties?: Bands}[]} [bandedRanges] Stripes.
 * @property {Rule[]} [conditionalFormats] Colours that depend on the value.
 * @property {{range?: GridRange}} [basicFilter] The filter buttons.
 * @property {{columnMetadata?: Size[], rowMetadata?: Size[]}[]} [data] Widths and heights.
 */

/**
 * A spreadsheet without its cells.
 *
 * @typedef {{spreadsheetId: string, properties: {title: string, locale: string,
 *   timeZone: string, defaultFormat?: {textFormat?: TextFormat}}, sheets: Sheet[]}} Book
 */

/**
 * How a text looks and where it leads.
 *
 * @typedef {{bold?: boolean, italic?: boolean, strikethrough?: boolean, underline?: boolean,
 *   fontFamily?: string, fontSize?: number, foregroundColorStyle?: Style,
 *   link?: {uri?: string}}} TextFormat
 */

/** @typedef {{style?: string, colorStyle?: Style}} Border */

/**
 * Google's CellFormat as far as the page shows it.
 *
 * @typedef {object} Format
 * @property {Style} [backgroundColorStyle] Fill.
 * @property {string} [horizontalAlignment] LEFT, CENTER or RIGHT.
 * @property {string} [verticalAlignment] TOP, MIDDLE or BOTTOM.
 * @property {string} [wrapStrategy] What happens to a text that is wider than its cell.
 * @property {Record<string, Border>} [borders] Lines by side.
 * @property {TextFormat} [textFormat] How the text looks and where it leads.
 */

/**
 * Google's CellData as far as the page shows it; a blank cell is an empty object.
 *
 * @typedef {object} CellData
 * @property {string} [formattedValue] What is seen.
 * @property {{numberValue?: number, boolValue?: boolean, errorValue?: object}} [effectiveValue]
 *   What it comes to, unless that is text.
 * @property {{formulaValue?: string}} [userEnteredValue] The formula, if there is one.
 * @property {string} [note] The note.
 * @property {{condition?: {type?: string}, showCustomUi?: boolean}} [dataValidation] What may be
 *   entered.
 * @property {{startIndex?: number, format?: TextFormat}[]} [textFormatRuns] Looks of parts.
 * @property {Format} [userEnteredFormat] How it looks.
 */

/**
 * A part of a tab with its cells; a blank row is an empty object.
 *
 * @typedef {{rowData?: {values?: CellData[]}[]}} Grid
 */

/**
 * Who a person is: to the API, and to a function.
 *
 * @typedef {{access_token: string, id_token: string}} Tokens
 */

/** An answer other than 2xx, with the server's sentence. */
export class RefusedCall extends Error {}

/** Calls the API as one person. */
export class Api {
  /**
   * Remembers who calls.
   *
   * @param {string} email The person at the desk.
   */
  constructor(email) {
    this.email = email;
    /** @type {?Promise<Tokens>} */
    this.ownTokens = null;
  }

  /**
   * Fetches new tokens of this person.
   *
   * @param {string} audience Whom the ID token is for.
   * @return {Promise<Tokens>} The two tokens.
   */
  async tokens(audience) {
    const body = JSON.stringify({ email: this.email, audience });
    const answer = await fetch("/local/tokens", { method: "POST", body });
    return /** @type {Promise<Tokens>} */ (jsonOf(answer));
  }

  /**
   * Lists the spreadsheets, latest change first.
   *
   * @return {Promise<File[]>} The files.
   */
  async files() {
    const query = { fields: FILE_FIELDS, pageSize: "1000" };
    const answer = await this.get("/drive/v3/files", query);
    return /** @type {{files: File[]}} */ (answer).files;
  }

  /**
   * Reads a spreadsheet without its cells.
   *
   * @param {string} id Id of the spreadsheet.
   * @return {Promise<Book>} The spreadsheet.
   */
  book(id) {
    const path = `/v4/spreadsheets/${encodeURIComponent(id)}`;
    return /** @type {Promise<Book>} */ (this.get(path, { fields: BOOK_FIELDS }));
  }

  /**
   * Reads what stands around and over the cells of a tab.
   *
   * @param {string} id Id of the spreadsheet.
   * @param {Sheet} sheet The tab.
   * @return {Promise<Layout>} Sizes, merges, charts and colours.
   */
  async layout(id, { properties }) {
    // A chart that is a tab has no cells, and is no range.
    if (!properties.gridProperties) return {};
    const query = { ranges: quoted(properties.title), fields: LAYOUT_FIELDS };
    const answer = await this.get(`/v4/spreadsheets/${encodeURIComponent(id)}`, query);
    return /** @type {{sheets: Layout[]}} */ (answer).sheets[0] ?? {};
  }

  /**
   * Reads the values of ranges.
   *
   * @param {string} id Id of the spreadsheet.
   * @param {string[]} ranges Ranges in A1 notation.
   * @param {"FORMATTED_VALUE" | "UNFORMATTED_VALUE"} valueRenderOption As seen, or as they are.
   * @return {Promise<unknown[][][]>} Rows of values, by range.
   */
  async values(id, ranges, valueRenderOption) {
    const path = `/v4/spreadsheets/${encodeURIComponent(id)}/values:batchGet`;
    const answer = await this.get(path, { valueRenderOption }, ranges);
    const { valueRanges } = /** @type {{valueRanges: {values?: unknown[][]}[]}} */ (answer);
    return valueRanges.map(({ values }) => values ?? []);
  }

  /**
   * Reads some rows of a tab.
   *
   * @param {string} id Id of the spreadsheet.
   * @param {Sheet} sheet The tab.
   * @param {number} start Zero-based first row.
   * @param {number} end Row after the last.
   * @return {Promise<CellData[][]>} Cells by row; trailing blank rows are left out.
   */
  async rows(id, sheet, start, end) {
    const { title, gridProperties } = sheet.properties;
    const last = { row: end - 1, column: (gridProperties?.columnCount ?? 1) - 1 };
    const ranges = rangeOf(title, { row: start, column: 0 }, last);
    const path = `/v4/spreadsheets/${encodeURIComponent(id)}`;
    const answer = await this.get(path, { ranges, fields: CELL_FIELDS });
    const { sheets } = /** @type {{sheets: {data?: Grid[]}[]}} */ (answer);
    return (sheets[0]?.data?.[0]?.rowData ?? []).map((row) => row.values ?? []);
  }

  /**
   * Copies a file of the person's into a new spreadsheet.
   *
   * @param {globalThis.File} file An .xlsx or .csv file.
   * @return {Promise<string>} Id of the spreadsheet.
   */
  async upload(file) {
    const locale = navigator.language.replace("-", "_");
    const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const query = new URLSearchParams({ owner: this.email, locale, time_zone: timeZone });
    const body = new FormData();
    body.append("file", file);
    const answer = await fetch(`/local/spreadsheets?${query}`, { method: "POST", body });
    return /** @type {{spreadsheetId: string}} */ (await jsonOf(answer)).spreadsheetId;
  }

  /**
   * Calls a method that reads. A server that was started anew knows no older token, so a
   * refused one is replaced once.
   *
   * @param {string} path Path of the method.
   * @param {Record<string, string>} query Its parameters.
   * @param {string[]} [ranges] The parameter that may come often.
   * @return {Promise<unknown>} The answer's JSON.
   */
  async get(path, query, ranges = []) {
    const words = new URLSearchParams({ ...query, prettyPrint: "false" });
    for (const range of ranges) words.append("ranges", range);
    const url = `${path}?${words}`;
    const answer = await this.fetched(url);
    if (answer.status !== 401) return jsonOf(answer);
    this.ownTokens = null;
    return jsonOf(await this.fetched(url));
  }

  /**
   * Fetches an address as this person.
   *
   * @param {string} url The address.
   * @return {Promise<Response>} The answer.
   */
  async fetched(url) {
    this.ownTokens ??= this.tokens("local_sheets");
    const { access_token: token } = await this.ownTokens;
    return fetch(url, { headers: { Authorization: `Bearer ${token}` } });
  }
}

/**
 * Reads an answer, or raises the sentence of a refusal.
 *
 * @param {Response} answer The answer.
 * @return {Promise<unknown>} Its JSON.
 */
export async function jsonOf(answer) {
  const body = await answer.json().catch(() => null);
  if (answer.ok) return body;
  throw new RefusedCall(body?.error?.message ?? `The server answered ${answer.status}.`);
}
