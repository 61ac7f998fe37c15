/**
 * @file Asks the function for a refresh, as the add-on's menu does, and follows its progress.
 */

/**
 * The parts of the function's report that the page speaks of; docs/report.md has them all.
 *
 * @typedef {object} Report
 * @property {number} customers How many customers have a segment.
 * @property {{name: string, customers: number}[]} segments Every segment of the rules.
 * @property {{customers: number}[]} moves Customers per change of segment.
 * @property {{requests: number}} changes What was written.
 * @property {unknown[]} data_check What could not be read or is worth a look.
 */

/**
 * Problem details (RFC 9457), in words for the person.
 *
 * @typedef {{title?: string, detail?: string, action?: string, run_id?: string}} Problem
 */

/**
 * A line of the answer: one of the three.
 *
 * @typedef {{progress?: {message: string}, report?: Report, problem?: Problem}} Line
 */

/** A refresh that did not happen, with the function's words about it. */
export class RefreshProblem extends Error {
  /**
   * Keeps the words.
   *
   * @param {Problem} problem The function's problem details.
   */
  constructor(problem) {
    super(problem.detail ?? "The refresh stopped.");
    this.title = problem.title ?? "Not refreshed";
    const reference = problem.run_id ? `Reference: ${problem.run_id}` : "";
    this.paragraphs = [this.message, problem.action ?? "", reference].filter(Boolean);
  }
}

/**
 * Refreshes a spreadsheet.
 *
 * @param {string} url Where the function is.
 * @param {{access_token: string, id_token: string}} tokens Who asks.
 * @param {string} spreadsheetId Id of the spreadsheet.
 * @param {(message: string) => void} follow Called with each step in words.
 * @return {Promise<Report>} What was done; a problem is raised as `RefreshProblem`.
 */
export async function refresh(url, tokens, spreadsheetId, follow) {
  const answer = await fetch(url, {
    method: "POST",
    headers: {
      Accept: "application/x-ndjson",
      Authorization: `Bearer ${tokens.id_token}`,
      "Content-Type": "application/json",
      "X-Sheets-Access-Token": tokens.access_token,
    },
    body: JSON.stringify({ spreadsheet_id: spreadsheetId, mode: "apply" }),
  });
  for await (const { progress, report, problem } of linesOf(answer)) {
    if (progress) follow(progress.message);
    if (problem) throw new RefreshProblem(problem);
    if (report) return report;
  }
  throw new RefreshProblem({ detail: "The answer ended early.", action: "Refresh again." });
}

/**
 * Reads an answer line by line, as it comes.
 *
 * @param {Response} answer An answer in NDJSON.
 * @yields {Line}
 */
async function* linesOf(answer) {
  if (answer.body === null) return;
  const decoder = new TextDecoder();
  const reader = answer.body.getReader();
  let rest = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const lines = (rest + decoder.decode(part.value, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    yield* lines.filter(Boolean).map((line) => /** @type {Line} */ (JSON.parse(line)));
  }
}

/**
 * Sums a report up in one line.
 *
 * @param {Report} report The function's report.
 * @return {string} A line such as "Done: 412 customers in 6 segments; 12 moved."
 */
export function sentenceOf(report) {
  const filled = report.segments.filter((segment) => segment.customers > 0).length;
  const people = `${counted(report.customers, "customer")} in ${counted(filled, "segment")}`;
  const found = report.data_check.length;
  const look = found === 0 ? "" : " Some rows are worth a look: see the Data check tab.";
  if (report.changes.requests === 0) return `Already up to date: ${people}.${look}`;
  const moved = report.moves.reduce((sum, move) => sum + move.customers, 0);
  return `Done: ${people}; ${moved === 0 ? "nobody" : moved.toLocaleString("en")} moved.${look}`;
}

/**
 * Writes a number with its noun.
 *
 * @param {number} count A whole number.
 * @param {string} noun The noun in the singular.
 * @return {string} Text such as "1 customer" or "1,204 customers".
 */
function counted(count, noun) {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}
