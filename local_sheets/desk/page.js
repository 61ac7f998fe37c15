/**
 * @file The page's own elements: the list of spreadsheets and the strip of tabs.
 */

import { css } from "./cell.js";

/** @typedef {import("./api.js").File} File */
/** @typedef {import("./api.js").Sheet} Sheet */

/**
 * Finds an element of the page.
 *
 * @param {string} id Its id.
 * @return {HTMLElement} The element.
 */
export function element(id) {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no element ${id}.`);
  return found;
}

/**
 * Shows the list of spreadsheets.
 *
 * @param {File[]} files The spreadsheets.
 * @param {string} openId Id of the open one.
 * @param {(id: string) => void} open Opens another.
 */
export function showFiles(files, openId, open) {
  const items = files.map((file) => {
    const changed = document.createElement("small");
    changed.textContent = `changed ${dateOf(file.modifiedTime)}`;
    const button = document.createElement("button");
    button.type = "button";
    button.append(file.name, changed);
    button.setAttribute("aria-current", String(file.id === openId));
    button.addEventListener("click", () => open(file.id));
    const item = document.createElement("li");
    item.append(button);
    return item;
  });
  element("files").replaceChildren(...items);
}

/**
 * Writes a moment as the person does; of today only the time.
 *
 * @param {string} moment Such as "2026-11-21T09:30:00Z".
 * @return {string} Such as "21 Nov, 09:30".
 */
function dateOf(moment) {
  const date = new Date(moment);
  const isToday = date.toDateString() === new Date().toDateString();
  /** @type {Intl.DateTimeFormatOptions} */
  const day = isToday ? {} : { day: "numeric", month: "short" };
  return date.toLocaleString([], { ...day, hour: "2-digit", minute: "2-digit" });
}

/**
 * Shows the strip of tabs.
 *
 * @param {Sheet[]} sheets The tabs.
 * @param {{openId: number, withHidden: boolean}} state Which is open, and whether hidden ones
 *   are listed.
 * @param {(sheet: Sheet) => void} open Opens another.
 */
export function showTabs(sheets, state, open) {
  const isListed = (/** @type {Sheet} */ { properties }) =>
    state.withHidden || !properties.hidden || properties.sheetId === state.openId;
  const buttons = sheets.filter(isListed).map((sheet) => tabButton(sheet, state.openId, open));
  element("tabs").replaceChildren(...buttons);
  buttons.find((button) => button.ariaSelected === "true")?.scrollIntoView({ inline: "nearest" });
  showHiddenToggle(sheets.filter(({ properties }) => properties.hidden).length, state.withHidden);
}

/**
 * Makes the button of a tab. A tab that a program marked as its own is tinted.
 *
 * @param {Sheet} sheet The tab.
 * @param {number} openId Id of the open tab.
 * @param {(sheet: Sheet) => void} open Opens it.
 * @return {HTMLButtonElement} The button.
 */
function tabButton(sheet, openId, open) {
  const { sheetId, title, hidden = false, tabColorStyle } = sheet.properties;
  const button = document.createElement("button");
  button.type = "button";
  button.role = "tab";
  button.className = "tab";
  button.classList.toggle("ours", (sheet.developerMetadata ?? []).length > 0);
  button.classList.toggle("concealed", hidden);
  button.ariaSelected = String(sheetId === openId);
  button.textContent = title;
  const colour = css(tabColorStyle?.rgbColor);
  if (colour) button.style.setProperty("--tab-colour", colour);
  button.addEventListener("click", () => open(sheet));
  return button;
}

/**
 * Shows the button that lists hidden tabs, where there are any.
 *
 * @param {number} count How many tabs are hidden.
 * @param {boolean} isPressed Whether they are listed.
 */
function showHiddenToggle(count, isPressed) {
  const toggle = element("hidden-tabs");
  toggle.hidden = count === 0;
  toggle.ariaPressed = String(isPressed);
  toggle.textContent = isPressed ? "Leave out hidden tabs" : `Show hidden tabs (${count})`;
}
