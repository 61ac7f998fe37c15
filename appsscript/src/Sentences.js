/**
 * @file What the add-on says when the backend itself said nothing that a seller can read.
 */

/** Texts for a dialog: what happened, then what to do. */
const SENTENCES = Object.freeze({
  notConfigured:
    "This add-on does not know its backend yet.\n\n" +
    "Ask the person who installed it to set the script property BACKEND_URL.",
  notAuthorised:
    "Google did not tell this add-on who you are.\n\n" +
    "Choose Refresh segments again and allow everything that Google asks for.",
  unreachable:
    "No answer came from the backend. A refresh is written in full or not at all.\n\n" +
    "Try again in a minute. If it stays so, tell the person who installed this add-on.",
  noAnswerYet:
    "The answer took too long to wait for. The refresh may still finish; it is written in full " +
    "or not at all.\n\nLook at your tracker again in a minute before you start another.",
  refused:
    "The backend did not let this add-on in.\n\n" +
    "Reload the spreadsheet and try again. If it stays so, tell the person who installed this add-on.",
  notOurs:
    "Something other than the Sheet Segments backend answered.\n\n" +
    "Ask the person who installed this add-on to check the script property BACKEND_URL.",
  unexplained:
    "The backend refused without saying why.\n\nTell the person who installed this add-on: ",
  busy: "Too many refreshes are running.\n\nWait a minute and try again.",
  heldBack:
    "Nothing was changed. Check that no tab, column or row is missing.\n\nRefresh anyway?",
  putBack:
    "This puts back the labels that your customers had before the last refresh, and the tabs " +
    "they stood in. The next refresh labels them by the rules again.\n\nPut them back?",
  trouble:
    "The backend had trouble of its own. A refresh is written in full or not at all.\n\n" +
    "Try again in a minute. If it stays so, tell the person who installed this add-on.",
});

/** Which text fits a status that came without a sentence. */
const SENTENCES_BY_STATUS = Object.freeze(
  /** @type {Record<number, string>} */ ({
    401: SENTENCES.refused,
    403: SENTENCES.refused,
    404: SENTENCES.notOurs,
    429: SENTENCES.busy,
    504: SENTENCES.noAnswerYet,
  }),
);

/**
 * Finds the text for an answer that carries no sentence of its own.
 *
 * @param {number} status HTTP status other than 200.
 * @return {string} What happened and what to do.
 */
function sentenceFor_(status) {
  const unknown = status >= 500 ? SENTENCES.trouble : `${SENTENCES.unexplained}HTTP ${status}.`;
  return SENTENCES_BY_STATUS[status] ?? unknown;
}
