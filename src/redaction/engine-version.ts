// What a report names as its engine. Counted up by hand: the engine with its code, the rules with words and rules.

/** Name and version of the redaction engine. */
export const redactionEngine = 'verbatim-redaction 1.0'

/** Version of its rules and word lists. */
export const redactionRules = '2026-11.4'
