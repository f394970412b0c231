// Tells whether a sentence asks for, or speaks of, personal data: what is answered to it is likely to be some, also
// where it could not be read.

const topics = [
  'cards?|visa|mastercard|amex|expir\\w+|security code|cv[vc]\\w?',
  'social|ssn|account|acct|routing|iban|pin|pass(?:word|code)|passport|licen[sc]e|member\\w*|policy number',
  'verif\\w+|identity|identification|last four|digits?|numbers?',
  'phone|telephone|cell|mobile|reach you|call (?:me|you) back|e-?mail|address|zip|postal|post ?code',
  'birth\\w*|born|(?:your|full|first|last|sur|middle|maiden) ?names?|spell\\w*',
]
const personal = new RegExp(`\\b(?:${topics.join('|')})\\b`, 'i')

/** True when `text` brings up personal data. */
export function asksForPersonalData(text: string): boolean {
  return personal.test(text)
}
