// How deep a value out of JSON is nested. What JSON.parse still reads may be too deep for everything that walks it by
// recursion, JSON.stringify included.

/** Most levels that anything has use for. */
export const MAX_LEVELS = 100

/** Whether `value` is nested deeper than {@link MAX_LEVELS} objects and lists. */
export function isTooDeep(value: unknown): boolean {
  let level = [value].filter(isContainer)
  for (let depth = 0; level.length > 0; depth++) {
    if (depth >= MAX_LEVELS) return true
    level = level.flatMap((one) => Object.values(one)).filter(isContainer)
  }
  return false
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
