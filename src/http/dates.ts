// Dates on the wire: UTC in whole seconds going out, any ISO 8601 coming in (contract section 1).
import { fault } from '../domain/errors.ts'

/** `2010-08-31T20:36:28Z`; null stays null. */
export function formatDate(date: Date): string
export function formatDate(date: Date | null): string | null
export function formatDate(date: Date | null): string | null {
  return date && `${date.toISOString().slice(0, 19)}Z`
}

const iso = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?( ?(Z|[+-]\d{2}(:?\d{2})?))?)?$/i

/** Reads a date parameter; without an offset it is UTC. Absent or empty is null.
 * @throws VerbatimError invalidParameter naming the parameter */
export function parseDate(name: string, text: string | undefined): Date | null {
  if (!text) return null
  const hasTime = /\d[T ]\d/i.test(text)
  const hasOffset = /(Z|[+-]\d{2}(:?\d{2})?)$/i.test(text.slice(10))
  const date = new Date(
    hasTime && !hasOffset
      ? `${text.replace(' ', 'T')}Z`
      : text.replace(/(\d) (\d)/, '$1T$2').replace(/ /g, ''),
  )
  const year = date.getUTCFullYear()
  if (!iso.test(text) || Number.isNaN(date.getTime()) || year < 1 || year > 9999) {
    throw fault('invalidParameter', `${name} is not an ISO 8601 date`)
  }
  return date
}
