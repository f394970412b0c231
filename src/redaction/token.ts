// What stands in place of personal data: a label in brackets (language, section 2). Not where the data was.
import type { PersonalDataType } from '../domain/sentence.ts'

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

/** The token of `type`, such as `[CreditCard]`. */
export function tokenFor(type: PersonalDataType): string {
  return `[${labels[type]}]`
}

/** Matches every token; global, so use it with `replaceAll` or `matchAll` only. */
export const anyToken = new RegExp(`\\[(?:${Object.values(labels).join('|')})\\]`, 'g')
