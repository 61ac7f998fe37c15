/**
 * @file What the menu item does: ask the backend for a refresh and show how it ended.
 */

/** The name people see above every message. */
const TITLE = "Sheet Segments";

/** Seconds a toast stays; a negative number keeps it until the next one replaces it. */
const TOAST_SECONDS = { working: -1, ended: 10 };

/**
 * Brings the open tracker up to date and tells the person how it went.
 */
function refreshSegments() {
  ScriptApp.requireAllScopes(ScriptApp.AuthMode.FULL);
  const spreadsheet = SpreadsheetApp.getActiveSpreadsheet();
  spreadsheet.toast("Reading your tracker…", TITLE, TOAST_SECONDS.working);
  const outcome = callBackend_(spreadsheet.getId());
  spreadsheet.toast(outcome.toast, TITLE, TOAST_SECONDS.ended);
  if (outcome.alert !== null) {
    const ui = SpreadsheetApp.getUi();
    ui.alert(TITLE, outcome.alert, ui.ButtonSet.OK);
  }
}
