/**
 * @file What the backend reports, and how that becomes one line.
 */

/**
 * The parts of the backend's report that the add-on speaks of; docs/report.md has them all.
 *
 * @typedef {object} Report
 * @property {number} customers How many customers have a segment.
 * @property {{name: string, customers: number}[]} segments Every segment of the rules.
 * @property {{from: string, to: string, customers: number}[]} moves Customers per change of
 *   segment; nobody who got a first segment is among them.
 * @property {{requests: number}} changes What was written.
 * @property {unknown[]} data_check What could not be read or is worth a look.
 * @property {number} [restored] How many labels were put back, where that was asked for.
 * @property {Preview} [preview] What would change; there for a preview only.
 */

/**
 * Sums a report up in one line.
 *
 * @param {Report} report The backend's report.
 * @return {string} A line such as "Done: 412 customers in 6 segments; 12 moved."
 */
function doneSentence_(report) {
  const filled = report.segments.filter((segment) => segment.customers > 0).length;
  const people = `${counted_(report.customers, "customer")} in ${counted_(filled, "segment")}`;
  const found = report.data_check.length;
  const notes = found === 0 ? "" : " Some rows are worth a look: see the Data check tab.";
  if (report.restored !== undefined) {
    return `Done: ${counted_(report.restored, "label")} put back as before the last refresh.`;
  }
  if (report.changes.requests === 0) return `Already up to date: ${people}.${notes}`;
  const moved = report.moves.reduce((sum, move) => sum + move.customers, 0);
  return `Done: ${people}; ${moved === 0 ? "nobody" : grouped_(moved)} moved.${notes}`;
}

/**
 * Tells whether a parsed answer is a report.
 *
 * @param {?Partial<Report>} answer Parsed JSON of any shape.
 * @return {answer is Report} True when every part that is spoken of is there.
 */
function isReport_(answer) {
  return (
    typeof answer?.customers === "number" &&
    typeof answer.changes?.requests === "number" &&
    [answer.segments, answer.moves, answer.data_check].every(Array.isArray)
  );
}

/**
 * Writes a number with its noun.
 *
 * @param {number} count A whole number.
 * @param {string} noun The noun in the singular.
 * @return {string} Text such as "1 customer" or "1,204 customers".
 */
function counted_(count, noun) {
  return `${grouped_(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/**
 * Writes a whole number with thousands separated.
 *
 * @param {number} count A whole number.
 * @return {string} Text such as "1,204".
 */
function grouped_(count) {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}
