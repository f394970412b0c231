// The Range header of RFC 9110, section 14, for one range of bytes.

/** Bytes `start` to `end`, both inclusive. */
export interface RequestedRange {
  start: number
  end: number
}

/** Reads a Range header for an object of `size` bytes: null = answer with the whole object (no header, several
 * ranges, another unit); 'unsatisfiable' = 416. */
export function parseRange(
  header: string | undefined,
  size: number,
): RequestedRange | null | 'unsatisfiable' {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.replaceAll(' ', '') ?? '')
  if (!match || (match[1] === '' && match[2] === '')) return null
  const [from, to] = [match[1]!, match[2]!]
  if (from === '') {
    const length = Math.min(Number(to), size)
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 }
  }
  const start = Number(from)
  const end = to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (to !== '' && Number(to) < start) return null
  return start >= size ? 'unsatisfiable' : { start, end }
}
