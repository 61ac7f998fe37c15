/**
 * @file Turns the backend's answer into words for the seller.
 */

/**
 * How a refresh ended: a line for the corner of the screen and, when something needs reading, a
 * text for a dialog; the report, when there is one; and whether only a yes is missing.
 *
 * @typedef {{toast: string, alert: ?string, report?: Report, held?: boolean}} Outcome
 */

/**
 * The backend's problem details (RFC 9457): a sentence for the seller, and what to do.
 *
 * @typedef {object} Problem
 * @property {string} detail What went wrong.
 * @property {string} [action] What to do about it.
 * @property {string} [code] Names the kind of problem; docs/errors.md has them all.
 * @property {string} [run_id] Names the run in the backend's logs.
 */

/**
 * Reads a status and a body as the outcome of a refresh.
 *
 * @param {number} status HTTP status.
 * @param {string} body The answer's text: a report, a problem, or a proxy's page.
 * @return {Outcome} The outcome in words.
 */
function outcomeOf_(status, body) {
  const answer = parseJson_(body);
  if (status === 200) {
    return isReport_(answer)
      ? { toast: doneSentence_(answer), alert: null, report: answer }
      : notRefreshed_(SENTENCES.notOurs);
  }
  return isProblem_(answer) ? problemOutcome_(answer) : silentOutcome_(status);
}

/**
 * Words a problem that the backend told.
 *
 * @param {Problem} problem The backend's problem details.
 * @return {Outcome} The outcome in words.
 */
function problemOutcome_(problem) {
  if (problem.code === "needs_confirmation") return heldBack_(problem);
  const text = problemText_(problem);
  if (problem.code === "nothing_to_restore") return { toast: "Nothing was put back.", alert: text };
  return problem.code === "write_outcome_unknown" ? unconfirmed_(text) : notRefreshed_(text);
}

/**
 * Words an unusually large change that waits for the person's yes.
 *
 * @param {Problem} problem The backend's problem details, with the reason.
 * @return {Outcome} The outcome in words; the dialog's text is a question.
 */
function heldBack_(problem) {
  return { ...notRefreshed_(`${problem.detail}\n\n${SENTENCES.heldBack}`), held: true };
}

/**
 * Words an answer that carries no sentence of its own. From 500 up the service may still have
 * been at work when something in front of it answered.
 *
 * @param {number} status HTTP status other than 200.
 * @return {Outcome} The outcome in words.
 */
function silentOutcome_(status) {
  const text = sentenceFor_(status);
  return status >= 500 ? unconfirmed_(text) : notRefreshed_(text);
}

/**
 * Wraps a text for the dialog into the outcome of a refresh that wrote nothing.
 *
 * @param {string} text What went wrong and what to do.
 * @return {Outcome} The outcome in words.
 */
function notRefreshed_(text) {
  return { toast: "Not refreshed.", alert: text };
}

/**
 * Wraps a text for the dialog into the outcome of a refresh that may have been written.
 *
 * @param {string} text What went wrong and what to do.
 * @return {Outcome} The outcome in words.
 */
function unconfirmed_(text) {
  return { toast: "Not confirmed.", alert: text };
}

/**
 * Puts a problem into the text of a dialog.
 *
 * @param {Problem} problem The backend's problem details.
 * @return {string} The sentence, what to do, and the run to quote, each in its own paragraph.
 */
function problemText_(problem) {
  const reference = problem.run_id ? `Reference: ${problem.run_id}` : "";
  return [problem.detail, problem.action, reference].filter(Boolean).join("\n\n");
}

/**
 * Tells whether a parsed answer is a problem with a sentence in it.
 *
 * @param {?Partial<Problem>} answer Parsed JSON of any shape.
 * @return {answer is Problem} True when there is a sentence to show.
 */
function isProblem_(answer) {
  return typeof answer?.detail === "string" && answer.detail !== "";
}

/**
 * Parses JSON that may not be JSON.
 *
 * @param {string} text Any text.
 * @return {?Partial<Report & Problem>} What it says, still to be checked, or null when the text
 *   is not JSON.
 */
function parseJson_(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
