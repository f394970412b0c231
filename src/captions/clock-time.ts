// Times as caption files write them.

/** `01:02:03.004`, with `mark` before the milliseconds. `ms` is a whole number. */
export function clockTime(ms: number, mark: '.' | ','): string {
  const part = (value: number, digits: number) => String(Math.floor(value)).padStart(digits, '0')
  const time = [ms / 3_600_000, (ms / 60_000) % 60, (ms / 1000) % 60].map((value) => part(value, 2)).join(':')
  return `${time}${mark}${part(ms % 1000, 3)}`
}
