// A value that follows another one when that has not changed for a while.
import { useEffect, useState } from 'preact/hooks'

/** @param waitMs 0: at once
 * @returns the settled value, and how to settle now */
export function useSettled<T>(value: T, waitMs: number): [settled: T, settle: () => void] {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    if (waitMs === 0) return
    const timer = setTimeout(() => setSettled(value), waitMs)
    return () => clearTimeout(timer)
  }, [value, waitMs])
  return waitMs === 0 ? [value, () => undefined] : [settled, () => setSettled(value)]
}
