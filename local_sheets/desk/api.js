/**
 * @file The page's calls to the server it came from, which speaks Google's API.
 */

import { rangeOf } from "./places.js";

/** Only what the page shows. */
const FILE_FIELDS = "files(id,name,modifiedTime,version)";
const BOOK_FIELDS =
  "spreadsheetId,properties(title,locale,timeZone),sheets(" +
  "properties(sheetId,title,hidden,gridProperties,tabColorStyle)," +
  "developerMetadata.metadataKey,data(columnMetadata(pixelSize,hiddenByUser)))";
const TEXT_FIELDS =
  "textFormat(bold,italic,strikethrough,underline,fontSize,foregroundColorStyle.rgbColor,link.uri)";
const CELL_FIELDS =
  "sheets.data.rowData.values(formattedValue,note,userEnteredValue.formulaValue," +
  "effectiveValue(numberValue,boolValue,errorValue.type),userEnteredFormat(" +
  `backgroundColorStyle.rgbColor,horizontalAlignment,wrapStrategy,${TEXT_FIELDS}))`;

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
 *   gridProperties: {rowCount?: number, columnCount?: number, frozenRowCount?: number,
 *   frozenColumnCount?: number}, tabColorStyle?: {rgbColor?: Colour}}} properties What it is.
 * @property {{metadataKey: string}[]} [developerMetadata] Marks left by a program.
 * @property {{columnMetadata?: {pixelSize?: number, hiddenByUser?: boolean}[]}[]} [data] Widths.
 */

/**
 * A spreadsheet without its cells.
 *
 * @typedef {{spreadsheetId: string, properties: {title: string, locale: string,
 *   timeZone: string}, sheets: Sheet[]}} Book
 */

/**
 * Google's CellFormat as far as the page shows it.
 *
 * @typedef {object} Format
 * @property {{rgbColor?: Colour}} [backgroundColorStyle] Fill.
 * @property {string} [horizontalAlignment] LEFT, CENTER or RIGHT.
 * @property {string} [wrapStrategy] What happens to a text that is wider than its cell.
 * @property {{bold?: boolean, italic?: boolean, strikethrough?: boolean, underline?: boolean,
 *   fontSize?: number, foregroundColorStyle?: {rgbColor?: Colour},
 *   link?: {uri?: string}}} [textFormat] How the text looks and where it leads.
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
    const last = { row: end - 1, column: (gridProperties.columnCount ?? 1) - 1 };
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
   * @return {Promise<unknown>} The answer's JSON.
   */
  async get(path, query) {
    const url = `${path}?${new URLSearchParams({ ...query, prettyPrint: "false" })}`;
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
