/**
 * @file What the page says to the person: a line in the corner, or a dialog.
 */

import { element } from "./page.js";

const TOAST_MS = 10000;
/** What a dialog can end with, in the order in which a script's worker counts them. */
const BUTTONS = ["CLOSE", "OK", "CANCEL", "YES", "NO"];
let toastTimer = 0;

/**
 * Shows a line in the corner for a while.
 *
 * @param {string} text The line.
 */
export function toast(text) {
  showToast(text, false);
  toastTimer = window.setTimeout(hideToast, TOAST_MS);
}

/**
 * Shows a line in the corner until the next one replaces it.
 *
 * @param {string} text What is being done.
 */
export function toastWorking(text) {
  showToast(text, true);
}

/**
 * Shows a line of an add-on, under its name.
 *
 * @param {string} title Its name.
 * @param {string} text The line.
 * @param {number} seconds How long; a negative number keeps it until the next one replaces it.
 */
export function titledToast(title, text, seconds) {
  showToast(text, seconds < 0, title);
  if (seconds >= 0) toastTimer = window.setTimeout(hideToast, seconds * 1000);
}

/** Takes the line away. */
export function hideToast() {
  element("toast").hidden = true;
}

/**
 * Shows a line.
 *
 * @param {string} text The line.
 * @param {boolean} isWorking Whether something is still being done.
 * @param {string} [title] What stands above it.
 */
function showToast(text, isWorking, title = "") {
  window.clearTimeout(toastTimer);
  const place = element("toast");
  const heading = document.createElement("strong");
  heading.textContent = title;
  place.replaceChildren(...(title ? [heading] : []), text);
  place.classList.toggle("working", isWorking);
  place.hidden = false;
}

/**
 * Shows a dialog that has to be read.
 *
 * @param {string} title What happened.
 * @param {string[]} paragraphs What it means and what to do.
 */
export function showDialog(title, paragraphs) {
  void ask(title, paragraphs, "OK");
}

/**
 * Shows a dialog and waits for a button.
 *
 * @param {string} title What it is about.
 * @param {string[]} paragraphs What to read.
 * @param {string} buttons Names of the buttons, such as "YES_NO".
 * @return {Promise<number>} Which of `BUTTONS` was pressed.
 */
export function ask(title, paragraphs, buttons) {
  const dialog = document.createElement("dialog");
  dialog.ariaLabel = title;
  const heading = document.createElement("h2");
  heading.textContent = title;
  const form = document.createElement("form");
  form.method = "dialog";
  form.append(...buttons.split("_").map(buttonOf));
  dialog.append(...(title ? [heading] : []), ...paragraphs.map(paragraphOf), form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(Math.max(BUTTONS.indexOf(dialog.returnValue), 0));
    });
  });
}

/**
 * Makes a paragraph; lines in it stay lines.
 *
 * @param {string} text What it says.
 * @return {HTMLElement} The paragraph.
 */
function paragraphOf(text) {
  const paragraph = document.createElement("p");
  paragraph.textContent = text;
  return paragraph;
}

/**
 * Makes a button of a dialog.
 *
 * @param {string} name Its name, such as "YES".
 * @param {number} index Its place; the first is the one to press.
 * @return {HTMLElement} The button.
 */
function buttonOf(name, index) {
  const button = document.createElement("button");
  button.value = name;
  button.className = index === 0 ? "button primary" : "button";
  button.textContent = name === "OK" ? name : name.charAt(0) + name.slice(1).toLowerCase();
  return button;
}
