// Kinds of personal data that are said digit by digit.
import type { PersonalDataType } from '../domain/sentence.ts'

/** They are given in pieces, corrected, and read back. */
export const readOutTypes: ReadonlySet<PersonalDataType> = new Set<PersonalDataType>([
  ...(['CREDIT_CARD', 'CARD_EXPIRY', 'CVV', 'SSN', 'PHONE', 'ZIP'] as const),
  ...(['ACCOUNT_NUMBER', 'DRIVER_LICENSE', 'PASSPORT', 'PASSWORD'] as const),
])
