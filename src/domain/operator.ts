// A language operator: something that reads a conversation and answers with a label, passages, a text or JSON
// (contract section 13). Pre-built ones belong to no account; custom ones are made by an account.
import type { AccountSid, OperatorSid } from './sid.ts'

/** Availability words of Operators; pre-built ones use all but `deprecated`. */
export const operatorAvailabilities = [
  'internal',
  'beta',
  'public',
  'retired',
  'general-availability',
  'deprecated',
] as const
/** One of {@link operatorAvailabilities}. */
export type OperatorAvailability = (typeof operatorAvailabilities)[number]

/** What an operator's config holds: JSON that satisfies the `configSchema` of its type. */
export type OperatorConfig = Record<string, unknown>

/** An operator of either kind. `accountSid` and `config` are null for pre-built ones. */
export interface Operator {
  sid: OperatorSid
  accountSid: AccountSid | null
  friendlyName: string
  description: string | null
  /** Name of an operator type. */
  operatorType: string
  /** 1 on create; grows by one with each update. */
  version: number
  availability: OperatorAvailability
  config: OperatorConfig | null
  dateCreated: Date
  dateUpdated: Date
}
