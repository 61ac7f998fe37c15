/**
 * @file What a refresh would change, as a page for the panel. Names and reasons are the seller's
 * own, so every text from the report is escaped.
 */

/**
 * One tab that would change.
 *
 * @typedef {object} TabChange
 * @property {string} tab Its title after; empty when it goes.
 * @property {string} was Its title now; empty when it is new.
 * @property {"added" | "removed" | "renamed" | "kept" | "changed"} what What becomes of it.
 * @property {number} rows_added Rows below its header that come.
 * @property {number} rows_removed Rows that go.
 * @property {number} cells_changed Cells of other rows that change.
 * @property {string[]} columns_added Headers of new columns.
 */

/**
 * The first of a list of customers, and how many there are.
 *
 * @typedef {object} Customers
 * @property {number} count All of them.
 * @property {{customer: string, from?: string, to?: string, why?: string}[]} shown The first.
 * @property {number} more How many are not shown.
 */

/**
 * The section of the report that a preview has; docs/report.md tells more.
 *
 * @typedef {object} Preview
 * @property {string} refused What a refresh would have to change and may not; mostly empty.
 * @property {{reason: string}[]} held_back Why a refresh would wait for a yes.
 * @property {TabChange[]} tabs The tabs that would change.
 * @property {{moves: Customers, new: Customers, vanished: Customers, reasons_changed: number,
 *   tags_changed: number}} customers Who would move, come and go.
 */

const PANEL_STYLE = `<style>
  body { font: 13px/1.45 Roboto, Arial, sans-serif; color: #202124; margin: 12px; }
  h2 { font-size: 14px; margin: 16px 0 4px; }
  ul { list-style: none; margin: 0; padding: 0; }
  li { padding: 5px 0; border-bottom: 1px solid #e8eaed; overflow-wrap: anywhere; }
  small { display: block; color: #5f6368; }
  .held { background: #fef7e0; padding: 8px; border-radius: 4px; }
  button { font: inherit; padding: 6px 16px; margin-top: 16px; }
</style>`;

const PANEL_BUTTON = `<button id="refresh">Refresh segments</button>
<script>
  document.getElementById("refresh").addEventListener("click", ({ target }) => {
    target.disabled = true;
    const again = () => { target.disabled = false; };
    google.script.run.withSuccessHandler(() => google.script.host.close())
      .withFailureHandler(again).refreshSegments();
  });
</script>`;

/**
 * Writes the page.
 *
 * @param {Preview} preview What would change.
 * @return {string} HTML.
 */
function panelHtml_(preview) {
  const { customers, tabs } = preview;
  const stay =
    `Of those who stay in their segment, ${grouped_(customers.reasons_changed)} would get ` +
    `another reason and ${grouped_(customers.tags_changed)} other tags.`;
  const lines = tabs.map((tab) => line_(tab.tab || tab.was, "", tabSentence_(tab)));
  return [
    PANEL_STYLE,
    stopsHtml_(preview),
    customersHtml_("would move", customers.moves),
    customersHtml_("would get a first segment", customers.new),
    customersHtml_("would leave the segment tabs", customers.vanished),
    `<p>${stay}</p>`,
    `<h2>${tabs.length === 0 ? "No tab would change" : "Tabs"}</h2><ul>${lines.join("")}</ul>`,
    PANEL_BUTTON,
  ].join("\n");
}

/**
 * Writes why a refresh would be refused, or held back.
 *
 * @param {Preview} preview What would change.
 * @return {string} HTML; nothing when it would simply run.
 */
function stopsHtml_(preview) {
  const asks = preview.held_back.slice(0, 1).map(({ reason }) => `ask you first: ${reason}`);
  const [stop] = preview.refused ? [`be refused: ${preview.refused}`] : asks;
  const text = `A refresh would ${stop}`;
  return stop === undefined ? "" : `<p class="held" role="status">${escaped_(text)}</p>`;
}

/**
 * Writes one list of customers.
 *
 * @param {string} what What would become of them.
 * @param {Customers} customers The list.
 * @return {string} HTML; nothing when the list is empty.
 */
function customersHtml_(what, customers) {
  if (customers.count === 0) return "";
  const lines = customers.shown.map(({ customer, from = "", to = "", why = "" }) =>
    line_(customer, [from, to].filter(Boolean).join(" → "), why),
  );
  const more = customers.more === 0 ? "" : `<p>… and ${grouped_(customers.more)} more.</p>`;
  const heading = `${counted_(customers.count, "customer")} ${what}`;
  return `<h2>${escaped_(heading)}</h2><ul>${lines.join("")}</ul>${more}`;
}

/**
 * Writes one line of a list.
 *
 * @param {string} name Whose or what it is.
 * @param {string} beside What stands beside the name.
 * @param {string} below What stands below it, small.
 * @return {string} HTML.
 */
function line_(name, beside, below) {
  const small = below && `<small>${escaped_(below)}</small>`;
  return `<li><b>${escaped_(name)}</b> ${escaped_(beside)}${small}</li>`;
}

/**
 * Says what becomes of a tab.
 *
 * @param {TabChange} tab The tab.
 * @return {string} Text such as "3 rows added, 12 cells changed".
 */
function tabSentence_(tab) {
  const named = {
    added: "new tab",
    removed: "tab removed",
    renamed: `renamed, was “${tab.was}”`,
    kept: `kept aside, was “${tab.was}”`,
    changed: "",
  };
  const columns = tab.columns_added.length;
  return [
    named[tab.what],
    tab.rows_added && `${counted_(tab.rows_added, "row")} added`,
    tab.rows_removed && `${counted_(tab.rows_removed, "row")} removed`,
    tab.cells_changed && `${counted_(tab.cells_changed, "cell")} changed`,
    columns && `new ${columns === 1 ? "column" : "columns"}: ${tab.columns_added.join(", ")}`,
  ]
    .filter(Boolean)
    .join(", ");
}

/**
 * Makes text safe between tags and in attributes.
 *
 * @param {string} text Any text.
 * @return {string} HTML that shows it.
 */
function escaped_(text) {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
