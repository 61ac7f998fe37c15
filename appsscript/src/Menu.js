/**
 * @file The add-on's menu. Both functions are simple triggers: Sheets calls onOpen before the
 * person has allowed anything (AuthMode.NONE), where only a fixed menu may be built.
 */

/**
 * Puts the items under Extensions each time a spreadsheet opens.
 */
function onOpen() {
  SpreadsheetApp.getUi()
    .createAddonMenu()
    .addItem("Refresh segments", "refreshSegments")
    .addItem("Preview changes", "previewChanges")
    .addItem("Put the last labels back", "putLabelsBack")
    .addToUi();
}

/**
 * Puts the menu into the spreadsheet that is open while the add-on is installed.
 */
function onInstall() {
  onOpen();
}
