/**
 * @file What the page says to the person: a line in the corner, or a dialog.
 */

import { element } from "./page.js";

const TOAST_MS = 10000;
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

/** Takes the line away. */
export function hideToast() {
  element("toast").hidden = true;
}

/**
 * Shows a line.
 *
 * @param {string} text The line.
 * @param {boolean} isWorking Whether something is still being done.
 */
function showToast(text, isWorking) {
  window.clearTimeout(toastTimer);
  const place = element("toast");
  place.textContent = text;
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
  const dialog = /** @type {HTMLDialogElement} */ (element("dialog"));
  element("dialog-title").textContent = title;
  element("dialog-text").replaceChildren(
    ...paragraphs.map((text) => {
      const paragraph = document.createElement("p");
      paragraph.textContent = text;
      return paragraph;
    }),
  );
  if (!dialog.open) dialog.showModal();
}
