// Something read from the API for as long as a component is shown.
import { useCallback, useEffect, useState } from 'preact/hooks'
import { explain } from './api.ts'

/** What there is so far. `reload` reads it again without taking away what is shown. */
export interface Loaded<T> {
  value: T | null
  trouble: string | null
  reload: () => void
}

/** Reads with `read` whenever one of `inputs` changes. */
export function useLoaded<T>(read: (signal: AbortSignal) => Promise<T>, inputs: unknown[]): Loaded<T> {
  const [value, setValue] = useState<T | null>(null)
  const [trouble, setTrouble] = useState<string | null>(null)
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    const leaving = new AbortController()
    read(leaving.signal).then(
      (read) => {
        if (leaving.signal.aborted) return
        setValue(read)
        setTrouble(null)
      },
      (error) => {
        if (!leaving.signal.aborted) setTrouble(explain(error))
      },
    )
    return () => leaving.abort()
  }, [...inputs, turn])
  const reload = useCallback(() => setTurn((last) => last + 1), [])
  return { value, trouble, reload }
}
