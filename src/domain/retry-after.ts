/** Milliseconds that a Retry-After header asks for, in seconds or as a date (RFC 9110 section 10.2.3); 0 for none or an
 * unreadable one. Fractions are no part of the standard, but some endpoints send them. */
export function retryAfterMs(header: string | null): number {
  if (header === null) return 0
  if (/^\d+(\.\d+)?$/.test(header)) return Number(header) * 1000
  const dateMs = Date.parse(header)
  return Number.isNaN(dateMs) ? 0 : Math.max(0, dateMs - Date.now())
}
