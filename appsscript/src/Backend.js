/**
 * @file The only place that speaks to the backend, and the only use of UrlFetchApp.
 */

/**
 * Milliseconds after which a failed call counts as cut off by UrlFetchApp, which waits about 60
 * seconds. Its messages come in the person's language, so the clock tells, not the text.
 */
const CUT_OFF_MS = 50000;

/**
 * What the backend is to do: write, only say what it would write, or put the labels of before
 * back; and whether the person has said yes to an unusually large change.
 *
 * @typedef {{mode: "apply" | "preview" | "restore", confirm?: boolean}} Order
 */

/**
 * Asks the backend for a refresh or a preview as the person who pressed the menu item.
 *
 * @param {string} spreadsheetId Id of the open spreadsheet.
 * @param {Order} order What to do.
 * @return {Outcome} How it ended, in words for the person.
 */
function callBackend_(spreadsheetId, order) {
  const backendUrl = scriptProperty_("BACKEND_URL");
  if (backendUrl === null) return notRefreshed_(SENTENCES.notConfigured);
  /** @type {?string} The typings promise a string; without the openid scope it is null. */
  const identityToken = ScriptApp.getIdentityToken();
  if (!identityToken) return notRefreshed_(SENTENCES.notAuthorised);
  const request = refreshRequest_(spreadsheetId, order, identityToken);
  const startedAt = Date.now();
  /** @type {GoogleAppsScript.URL_Fetch.HTTPResponse} */
  let answer;
  try {
    answer = UrlFetchApp.fetch(backendUrl, request);
  } catch {
    // The exception's text holds the backend's address and is no help to a seller.
    const cutOff = Date.now() - startedAt >= CUT_OFF_MS;
    return unconfirmed_(cutOff ? SENTENCES.noAnswerYet : SENTENCES.unreachable);
  }
  return outcomeOf_(answer.getResponseCode(), answer.getContentText());
}

/**
 * Builds the request. The identity token says who asks; the access token lets the backend reach
 * the spreadsheet as that person and no further.
 *
 * @param {string} spreadsheetId Id of the open spreadsheet.
 * @param {Order} order What to do.
 * @param {string} identityToken OpenID Connect token of the person.
 * @return {GoogleAppsScript.URL_Fetch.URLFetchRequestOptions} Options for UrlFetchApp.fetch.
 */
function refreshRequest_(spreadsheetId, order, identityToken) {
  return {
    method: "post",
    contentType: "application/json",
    payload: JSON.stringify({ spreadsheet_id: spreadsheetId, ...order }),
    headers: {
      Accept: "application/json",
      Authorization: `Bearer ${identityToken}`,
      "X-Sheets-Access-Token": ScriptApp.getOAuthToken(),
    },
    muteHttpExceptions: true,
    // A redirect would carry both tokens to an address nobody configured.
    followRedirects: false,
  };
}
