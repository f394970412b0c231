// Dates on the wire: UTC in whole seconds going out, any ISO 8601 coming in (contract section 1).
import { fault } from '../domain/errors.ts'

/** `2010-08-31T20:36:28Z`; null stays null. */
export function formatDate(date: Date): string
export function formatDate(date: Date | null): string | null
export function formatDate(date: Date | null): string | null {
  return date && `${date.toISOString().slice(0, 19)}Z`
}

const iso =
  /^(?<day>\d{4}-\d{2}-\d{2})(?:[T ](?<time>\d{2}:\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d+))?)?(?: ?(?:Z|(?<hours>[+-]\d{2})(?::?(?<minutes>\d{2}))?))?)?$/i

/** Reads a date parameter; without an offset it is UTC. Absent or empty is null.
 * @throws VerbatimError invalidParameter naming the parameter */
export function parseDate(name: string, text: string | undefined): Date | null {
  if (!text) return null
  const parts = iso.exec(text)?.groups
  const date = parts && toDate(parts)
  const year = date?.getUTCFullYear() ?? Number.NaN
  if (!date || !(year >= 1 && year <= 9999))
    throw fault('invalidParameter', `${name} is not an ISO 8601 date`)
  return date
}

/** Null for a day that no calendar has; Date itself takes February 30 for March 2. */
function toDate(parts: Record<string, string | undefined>): Date | null {
  const { day, time = '00:00', second = '00', fraction = '0', hours = '+00', minutes = '00' } = parts
  const midnight = new Date(`${day}T00:00Z`)
  if (Number.isNaN(midnight.getTime()) || midnight.toISOString().slice(0, 10) !== day) return null
  return new Date(`${day}T${time}:${second}.${fraction}${hours}:${minutes}`)
}
