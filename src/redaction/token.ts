// What stands in place of personal data: a label in brackets (language, section 2). Not where the data was.
import { type PersonalDataType, personalDataTypes } from '../domain/sentence.ts'
import { defaultTokenTemplate, labelMark, tokenTemplate } from '../domain/token-template.ts'

const labels: Record<PersonalDataType, string> = {
  NAME: 'Name',
  ADDRESS: 'Address',
  CITY: 'City',
  COUNTRY: 'Country',
  ZIP: 'ZipCode',
  PHONE: 'PhoneNumber',
  EMAIL: 'Email',
  SSN: 'SSN',
  DOB: 'DOB',
  DATE: 'Date',
  CREDIT_CARD: 'CreditCard',
  CARD_EXPIRY: 'CreditCardExpiration',
  CVV: 'CVV',
  ACCOUNT_NUMBER: 'AccountNumber',
  DRIVER_LICENSE: 'DriverLicense',
  PASSPORT: 'Passport',
  PASSWORD: 'Password',
  IP: 'IP',
  URL: 'URL',
}

let template = defaultTokenTemplate
let pattern = patternOf()

/** Says how tokens are written from now on in this thread, such as `<{label}>`; before that, as `[{label}]`. Every thread
 * that writes or reads tokens has to be told.
 * @throws Error as {@link tokenTemplate} */
export function useTokenTemplate(next: string): void {
  template = tokenTemplate(next)
  pattern = patternOf()
}

/** The token of `type`, such as `[CreditCard]`. */
export function tokenFor(type: PersonalDataType): string {
  return template.replace(labelMark, () => labels[type])
}

/** Matches every token; global, so use it with `replaceAll` or `matchAll` only. */
export function tokenPattern(): RegExp {
  return pattern
}

function patternOf(): RegExp {
  const tokens = personalDataTypes.map((type) => RegExp.escape(tokenFor(type)))
  return new RegExp(tokens.join('|'), 'g')
}

/** The types of all tokens in `text`. */
export function typesOfTokens(text: string): PersonalDataType[] {
  return personalDataTypes.filter((type) => text.includes(tokenFor(type)))
}
