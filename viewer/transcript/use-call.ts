// A call that is open for as long as a page shows it, with its playback.
import { untracked, useSignalEffect } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { createReading } from '../components/sentence-list.tsx'
import { titleOf } from '../format.ts'
import { type Call, type CallView, openCall } from './load.ts'
import { createPlayer, type Player } from './player.ts'

/** A call with what plays and follows it. */
export interface OpenedCall {
  call: Call
  player: Player
  reading: ReturnType<typeof createReading>
}

/** Opens the call `sid` once; the page is made anew for another one. */
export function useCall(sid: string, view?: CallView): OpenedCall {
  const opened = useMemo(() => {
    const call = openCall(sid, view)
    const player = createPlayer(async () => {
      const path = await call.renewMedia()
      return path && new URL(path, document.baseURI).href
    })
    return { call, player, reading: createReading(player) }
  }, [])
  const { call, player, reading } = opened
  useEffect(
    () => () => {
      call.close()
      player.close()
      reading.close()
    },
    [],
  )
  useSignalEffect(() => {
    const path = call.mediaUrl.value
    untracked(() => player.load(path && new URL(path, document.baseURI).href))
  })
  useTimeInAddress(player)
  const transcript = call.transcript.value
  useEffect(() => {
    if (transcript) document.title = `${titleOf(transcript)} · Verbatim`
  }, [transcript])
  return opened
}

/** `#t=63.2` leads to a moment. */
function useTimeInAddress(player: Player) {
  useEffect(() => {
    const read = () => {
      const seconds = /^#t=(\d+(?:\.\d+)?)$/.exec(location.hash)?.[1]
      if (seconds) player.seek(Number(seconds))
    }
    read()
    addEventListener('hashchange', read)
    return () => removeEventListener('hashchange', read)
  }, [player])
}
