/**
 * @file The place of an add-on's panel: a frame with an origin of its own, so that nothing in it
 * reaches the spreadsheet but through the add-on's functions.
 */

import { element } from "./page.js";

/** The panel beside the grid; there is one at most. */
export class Sidebar {
  /**
   * Shows nothing yet.
   *
   * @param {(name: string, values: unknown[]) => Promise<unknown>} call Runs a function of the
   *   add-on.
   */
  constructor(call) {
    this.call = call;
    element("sidebar-close").addEventListener("click", () => this.close());
  }

  /**
   * Shows a panel in place of the one before.
   *
   * @param {string} title What stands above it.
   * @param {string} html The panel's own page.
   */
  show(title, html) {
    element("sidebar-title").textContent = title;
    const frame = document.createElement("iframe");
    frame.title = title;
    frame.setAttribute("sandbox", "allow-scripts allow-forms allow-popups");
    frame.src = "/desk/panel.html";
    frame.addEventListener("load", () => this.connect(frame, html), { once: true });
    element("sidebar-frame").replaceChildren(frame);
    element("sidebar").hidden = false;
    element("sidebar-close").focus();
  }

  /** Takes the panel away. */
  close() {
    element("sidebar").hidden = true;
    element("sidebar-frame").replaceChildren();
  }

  /**
   * Hands the panel its page, and a port for the functions that it calls.
   *
   * @param {HTMLIFrameElement} frame The frame.
   * @param {string} html The panel's own page.
   */
  connect(frame, html) {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = async ({ data }) => {
      if (data.close) this.close();
      else port1.postMessage({ call: data.call, ...(await this.outcome(data)) });
    };
    // The frame's origin is opaque and has no name to address it by; it was loaded from here.
    frame.contentWindow?.postMessage({ html }, "*", [port2]);
  }

  /**
   * Runs a function for the panel.
   *
   * @param {{name: string, values: unknown[]}} data What the panel asks for.
   * @return {Promise<{value?: unknown, error?: string}>} How it ended.
   */
  async outcome({ name, values }) {
    try {
      return { value: await this.call(name, values) };
    } catch (error) {
      return { error: /** @type {Error} */ (error).message };
    }
  }
}
