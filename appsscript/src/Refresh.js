/**
 * @file What the menu items do: ask the backend for a refresh, a preview or the labels
 * of before, and show how it ended.
 */

/** The name people see above every message. */
const TITLE = "Sheet Segments";

/** Seconds a toast stays; a negative number keeps it until the next one replaces it. */
const TOAST_SECONDS = { working: -1, ended: 10 };

/**
 * Brings the open tracker up to date and tells the person how it went. An unusually large change
 * is written only when the person says so.
 */
function refreshSegments() {
  const outcome = ask_({ mode: "apply" });
  if (!outcome.held) {
    show_(outcome);
    return;
  }
  const ui = SpreadsheetApp.getUi();
  const pressed = ui.alert(TITLE, outcome.alert ?? "", ui.ButtonSet.YES_NO);
  const isConfirmed = pressed === ui.Button.YES;
  show_(isConfirmed ? ask_({ mode: "apply", confirm: true }) : { ...outcome, alert: null });
}

/**
 * Shows beside the open tracker what a refresh would change. Nothing is written.
 */
function previewChanges() {
  const outcome = ask_({ mode: "preview" });
  if (outcome.report?.preview === undefined) {
    show_(outcome);
    return;
  }
  const panel = HtmlService.createHtmlOutput(panelHtml_(outcome.report.preview));
  SpreadsheetApp.getUi().showSidebar(panel.setTitle("Preview"));
  show_({ toast: "Nothing was changed: this is a preview.", alert: null });
}

/**
 * Puts the labels back that stood before the last refresh, when the person says so.
 */
function putLabelsBack() {
  const ui = SpreadsheetApp.getUi();
  if (ui.alert(TITLE, SENTENCES.putBack, ui.ButtonSet.YES_NO) !== ui.Button.YES) return;
  show_(ask_({ mode: "restore" }));
}

/**
 * Says that the work begins, and waits for the backend.
 *
 * @param {Order} order What to do.
 * @return {Outcome} How it ended.
 */
function ask_(order) {
  ScriptApp.requireAllScopes(ScriptApp.AuthMode.FULL);
  const spreadsheet = SpreadsheetApp.getActiveSpreadsheet();
  spreadsheet.toast("Reading your tracker…", TITLE, TOAST_SECONDS.working);
  return callBackend_(spreadsheet.getId(), order);
}

/**
 * Shows how it ended.
 *
 * @param {Outcome} outcome The outcome in words.
 */
function show_(outcome) {
  SpreadsheetApp.getActiveSpreadsheet().toast(outcome.toast, TITLE, TOAST_SECONDS.ended);
  if (outcome.alert === null) return;
  const ui = SpreadsheetApp.getUi();
  ui.alert(TITLE, outcome.alert, ui.ButtonSet.OK);
}
