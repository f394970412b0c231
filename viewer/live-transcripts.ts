// A page of the list of transcripts that keeps itself up to date while work goes on.
import { useEffect, useState } from 'preact/hooks'
import { get } from './api.ts'
import { isLive } from './format.ts'
import { readEvents } from './read-events.ts'
import { type Loaded, useLoaded } from './use-loaded.ts'
import type { Listed, Progress, Transcript } from './wire.ts'

type ListPage = Listed<'transcripts', Transcript>

/** Between two looks at the list while something in it is not final. */
const LOOK_MS = 2500
/** The same while everything is: calls that others make appear on the newest page. */
const QUIET_LOOK_MS = 12_000
/** Streams of progress at the same time: browsers keep six connections to a server (HTTP/1.1), pages need some. */
const MOST_STREAMS = 3

/** The page of the list under `path`, and the progress of those that are worked on.
 * @param newest whether new calls appear on this page */
export function useTranscripts(
  path: string,
  newest: boolean,
): Loaded<ListPage> & { progress: Record<string, Progress> } {
  const list = useLoaded((signal) => get<ListPage>(path, {}, signal), [path])
  const live = (list.value?.transcripts ?? []).filter(({ status }) => isLive(status)).map(({ sid }) => sid)
  const [progress, setProgress] = useState<Record<string, Progress>>({})
  useEffect(() => {
    if (live.length === 0 && !newest) return
    const look = () => {
      if (!document.hidden) list.reload()
    }
    const timer = setInterval(look, live.length > 0 ? LOOK_MS : QUIET_LOOK_MS)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [live.length > 0, newest, path])
  // Those that were made first are worked on first; the list shows the newest first.
  const watched = live.slice(-MOST_STREAMS)
  useEffect(() => {
    const leaving = new AbortController()
    for (const sid of watched) {
      const onEvent = (one: Progress) => setProgress((last) => ({ ...last, [sid]: one }))
      void readEvents(`x/v1/Transcripts/${sid}/Events`, onEvent, leaving.signal).then(
        list.reload,
        () => undefined,
      )
    }
    return () => leaving.abort()
  }, [watched.join()])
  return { ...list, progress }
}
