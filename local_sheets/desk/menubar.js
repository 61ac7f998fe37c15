/**
 * @file The menu bar: opened by a press or the arrow keys, as menus of a program are.
 */

/**
 * An entry of a menu: something to do, or a menu of its own.
 *
 * @typedef {{caption: string, act?: () => void, entries?: (Entry | null)[]}} Entry
 */

/** @typedef {{caption: string, entries: (Entry | null)[]}} Menu */

/** Which arrow keys move within a menu, by how much. */
const STEPS = /** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowUp: -1 });
const SIDE_STEPS = /** @type {Record<string, number>} */ ({ ArrowRight: 1, ArrowLeft: -1 });

/** The bar with its menus. */
export class MenuBar {
  /**
   * Takes over a place on the page.
   *
   * @param {HTMLElement} place An element with the role of a menu bar.
   */
  constructor(place) {
    this.place = place;
    place.addEventListener("keydown", (event) => this.pressed(event));
    document.addEventListener("pointerdown", ({ target }) => {
      if (!(target instanceof Node) || !place.contains(target)) this.close();
    });
    place.addEventListener("focusout", ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Node) || !place.contains(relatedTarget)) this.close();
    });
  }

  /**
   * Shows menus in place of those before.
   *
   * @param {Menu[]} menus The menus.
   */
  show(menus) {
    const items = menus.map((menu) => this.item(menu, true));
    this.place.replaceChildren(...items);
    const [first] = this.tops();
    if (first) first.tabIndex = 0;
  }

  /** Closes every menu. */
  close() {
    for (const button of this.place.querySelectorAll("[aria-expanded=true]")) {
      button.ariaExpanded = "false";
    }
  }

  /**
   * Lists the buttons of the bar itself.
   *
   * @return {HTMLElement[]} The buttons.
   */
  tops() {
    return /** @type {HTMLElement[]} */ ([...this.place.querySelectorAll(":scope > li > button")]);
  }

  /**
   * Makes an entry with the menu behind it, if there is one.
   *
   * @param {Entry} entry The entry.
   * @param {boolean} isTop Whether it stands in the bar.
   * @return {HTMLElement} A list item.
   */
  item(entry, isTop) {
    const item = document.createElement("li");
    item.role = "none";
    const button = document.createElement("button");
    button.type = "button";
    button.role = "menuitem";
    button.tabIndex = -1;
    button.textContent = entry.caption;
    item.append(button);
    if (entry.entries) item.append(this.submenu(button, entry.entries, entry.caption));
    button.addEventListener("click", () => {
      if (entry.entries) this.open(button, !isTop || button.ariaExpanded !== "true");
      else this.act(entry);
    });
    item.addEventListener("pointerenter", () => this.hovered(button, isTop));
    return item;
  }

  /**
   * Makes the menu behind an entry.
   *
   * @param {HTMLElement} button The entry's button.
   * @param {(Entry | null)[]} entries Its entries.
   * @param {string} caption What it is called.
   * @return {HTMLElement} A list.
   */
  submenu(button, entries, caption) {
    button.ariaHasPopup = "menu";
    button.ariaExpanded = "false";
    const list = document.createElement("ul");
    list.role = "menu";
    list.ariaLabel = caption;
    list.append(...entries.map((entry) => (entry ? this.item(entry, false) : separator())));
    return list;
  }

  /**
   * Does what an entry is for.
   *
   * @param {Entry} entry The entry.
   */
  act(entry) {
    this.close();
    /** @type {HTMLElement | null} */ (document.activeElement)?.blur();
    entry.act?.();
  }

  /**
   * Opens or closes the menu behind a button; others beside it close.
   *
   * @param {HTMLElement} button The button.
   * @param {boolean} isOpen Whether to open it.
   */
  open(button, isOpen) {
    for (const other of siblings(button)) if (other.ariaExpanded) other.ariaExpanded = "false";
    if (button.ariaExpanded) button.ariaExpanded = String(isOpen);
    button.focus();
  }

  /**
   * Follows the pointer through menus that are open.
   *
   * @param {HTMLElement} button The button under the pointer.
   * @param {boolean} isTop Whether it stands in the bar.
   */
  hovered(button, isTop) {
    const isOpen = this.place.querySelector("[aria-expanded=true]") !== null;
    if (isOpen || !isTop) this.open(button, true);
  }

  /**
   * Moves through the menus by keys.
   *
   * @param {KeyboardEvent} event A key.
   */
  pressed(event) {
    const button = /** @type {HTMLElement} */ (event.target);
    const isTop = this.tops().includes(button);
    const to = isTop ? this.fromBar(button, event.key) : this.fromMenu(button, event.key);
    if (to === null) return;
    event.preventDefault();
    to.focus();
  }

  /**
   * Finds where a key leads from a button of the bar.
   *
   * @param {HTMLElement} button The button.
   * @param {string} key The key.
   * @return {?HTMLElement} Where to go; null for other keys.
   */
  fromBar(button, key) {
    const side = SIDE_STEPS[key];
    if (side) return this.sideways(button, side);
    if (key === "Escape") this.close();
    if (!["ArrowDown", "Enter", " "].includes(key)) return null;
    this.open(button, true);
    return firstOf(button);
  }

  /**
   * Finds where a key leads from an entry of a menu.
   *
   * @param {HTMLElement} button The entry's button.
   * @param {string} key The key.
   * @return {?HTMLElement} Where to go; null for other keys.
   */
  fromMenu(button, key) {
    const step = STEPS[key];
    if (step) return beside(button, step);
    const parent = opener(button);
    const opens = button.ariaHasPopup && ["ArrowRight", "Enter", " "].includes(key);
    if (opens) {
      this.open(button, true);
      return firstOf(button);
    }
    if (key === "Escape" || (key === "ArrowLeft" && !this.tops().includes(parent))) {
      this.open(parent, false);
      return parent;
    }
    const side = SIDE_STEPS[key];
    return side ? this.sideways(this.topOf(button), side) : null;
  }

  /**
   * Goes to the next menu of the bar and opens it if one was open.
   *
   * @param {HTMLElement} button A button of the bar.
   * @param {number} step 1 or -1.
   * @return {HTMLElement} Where to go.
   */
  sideways(button, step) {
    const wasOpen = button.ariaExpanded === "true";
    const to = beside(button, step);
    this.open(to, wasOpen);
    return (wasOpen && firstOf(to)) || to;
  }

  /**
   * Finds the button of the bar that an entry belongs to.
   *
   * @param {HTMLElement} button The entry's button.
   * @return {HTMLElement} The button of the bar.
   */
  topOf(button) {
    return this.tops().find((top) => top.parentElement?.contains(button)) ?? button;
  }
}

/**
 * Lists the buttons of the same menu.
 *
 * @param {HTMLElement} button One of them.
 * @return {HTMLElement[]} All of them.
 */
function siblings(button) {
  const list = button.parentElement?.parentElement?.querySelectorAll(":scope > li > button");
  return /** @type {HTMLElement[]} */ ([...(list ?? [])]);
}

/**
 * Finds a button some steps away in the same menu, round its ends.
 *
 * @param {HTMLElement} button Where to start.
 * @param {number} step How far.
 * @return {HTMLElement} The other button.
 */
function beside(button, step) {
  const all = siblings(button);
  return all.at((all.indexOf(button) + step) % all.length) ?? button;
}

/**
 * Finds the first entry of the menu behind a button.
 *
 * @param {HTMLElement} button The button.
 * @return {?HTMLElement} The entry's button.
 */
function firstOf(button) {
  return button.parentElement?.querySelector(":scope > ul > li > button") ?? null;
}

/**
 * Finds the button that opens the menu of an entry.
 *
 * @param {HTMLElement} button The entry's button.
 * @return {HTMLElement} The button that opens it.
 */
function opener(button) {
  const found = button.closest("ul")?.parentElement?.querySelector(":scope > button");
  return /** @type {HTMLElement} */ (found ?? button);
}

/**
 * Makes the line between two entries.
 *
 * @return {HTMLElement} A list item.
 */
function separator() {
  const line = document.createElement("li");
  line.role = "separator";
  return line;
}
