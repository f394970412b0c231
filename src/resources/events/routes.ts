// The life of one transcript as server-sent events, until it is final (WHATWG HTML, section 9.2).
import { Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { isFinal, type Transcript } from '../../domain/transcript.ts'
import { callerOf } from '../../http/authentication.ts'
import { createPlaces } from '../../http/places.ts'
import { transcriptOf } from '../../http/transcript-of.ts'
import type { ProgressBoard } from '../../ports/progress-board.ts'
import type { Store } from '../../ports/unit-of-work.ts'

const path = Type.Object({ Sid: Type.String() })
/** Between two looks. */
const LOOK_MS = 500
/** Without a word for so long, proxies take a connection for dead. */
const SILENT_LOOKS = 30

/** Each looks into the database twice a second. */
const STREAMS = { each: 100, what: 'event streams' }

/** Registers Events. Each event is named `progress`; its data is JSON: `transcript_sid`, `status`, `stage` (null when
 * no work is under way here) and `progress` 0..1. The first comes at once, further ones with every change. */
export function eventRoutes(app: FastifyInstance, deps: { store: Store; progress: ProgressBoard }) {
  const closing = new AbortController()
  const takePlace = createPlaces(STREAMS)
  app.addHook('preClose', async () => closing.abort())
  app.get<{ Params: Static<typeof path> }>(
    '/x/v1/Transcripts/:Sid/Events',
    { schema: { operationId: 'StreamEvents', params: path } },
    async (request, reply) => {
      const transcript = await transcriptOf(request, request.params.Sid, deps.store.transcripts)
      const gone = new AbortController()
      const { keySid, accountSid } = callerOf(request)
      const giveBack = takePlace(keySid ?? accountSid)
      reply.raw.once('close', () => {
        giveBack()
        gone.abort()
      })
      // Whoever left while the row was read is not heard of any more.
      if (request.raw.socket.destroyed) giveBack()
      const signal = AbortSignal.any([closing.signal, gone.signal])
      reply.headers({
        // The connection ends with the stream, or a server that stops would wait for it.
        Connection: 'close',
        'Content-Type': 'text/event-stream',
        'Cache-Control': 'no-store',
        'X-Accel-Buffering': 'no',
      })
      return reply.send(Readable.from(watch(transcript, { ...deps, signal })))
    },
  )
}

async function* watch(
  { sid, accountSid }: Transcript,
  { store, progress, signal }: { store: Store; progress: ProgressBoard; signal: AbortSignal },
): AsyncGenerator<string> {
  let last = ''
  for (let silentLooks = 0; ; silentLooks++) {
    const transcript = await store.transcripts.find(accountSid, sid)
    if (!transcript) return
    const data = JSON.stringify(present(transcript, progress))
    if (data !== last) yield `event: progress\ndata: ${data}\n\n`
    else if (silentLooks % SILENT_LOOKS === SILENT_LOOKS - 1) yield ': still here\n\n'
    last = data
    if (isFinal(transcript.status)) return
    try {
      await delay(LOOK_MS, undefined, { signal })
    } catch {
      return
    }
  }
}

function present({ sid, status }: Transcript, progress: ProgressBoard) {
  const current = isFinal(status) ? null : progress.get(sid)
  const share = status === 'completed' ? 1 : (current?.share ?? 0)
  return {
    transcript_sid: sid,
    status,
    stage: current?.stage ?? null,
    progress: Math.round(share * 1000) / 1000,
  }
}
