// A whole transcript as a file: captions, plain text, JSON.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { type CaptionSource, captionSource } from '../../captions/caption-source.ts'
import { toPlainText } from '../../captions/plain-text.ts'
import { toSrt } from '../../captions/srt.ts'
import { toVtt } from '../../captions/vtt.ts'
import { fault } from '../../domain/errors.ts'
import type { Cursor } from '../../domain/page.ts'
import type { Sentence } from '../../domain/sentence.ts'
import type { Transcript } from '../../domain/transcript.ts'
import type { BaseUrl } from '../../http/base-url.ts'
import { refuseEncrypted, wantsRedacted } from '../../http/redacted-view.ts'
import { redactedParameter, sidParameter } from '../../http/schemas.ts'
import { transcriptOf } from '../../http/transcript-of.ts'
import type { SentenceStore } from '../../ports/sentence-store.ts'
import type { Store } from '../../ports/unit-of-work.ts'

/** What goes into a file. `base` is the address of this server. */
export interface ExportedTranscript {
  transcript: Transcript
  sentences: readonly Sentence[]
  redacted: boolean
  base: string
}

/** What exports need. */
export interface ExportDeps {
  store: Store
  baseUrl: BaseUrl
  /** The JSON of a transcript with its sentences, as their own resources give it. */
  presentExport(exported: ExportedTranscript): object
}

const path = Type.Object({ Sid: sidParameter('transcript', 'Sid of the transcript.') })
const query = Type.Object({ Redacted: redactedParameter })
type Route = { Params: Static<typeof path>; Querystring: Static<typeof query> }

const captionFiles = [
  ['srt', 'application/x-subrip', toSrt, 'Export captions as SubRip'],
  ['vtt', 'text/vtt', toVtt, 'Export captions as WebVTT'],
  ['txt', 'text/plain', toPlainText, 'Export the conversation as plain text, a line for each sentence'],
] as const satisfies [string, string, (source: CaptionSource) => string, string][]

/** Registers the exports. Of a transcript that is not completed there is none. */
export function exportRoutes(app: FastifyInstance, deps: ExportDeps) {
  for (const [extension, contentType, write, summary] of captionFiles) {
    app.get<Route>(
      `/x/v1/Transcripts/:Sid/Captions.${extension}`,
      { schema: { operationId: operationOf(extension), summary, params: path, querystring: query } },
      async (request, reply) => {
        const exported = await readExport(request, request.params.Sid, deps)
        reply.headers(fileHeaders(exported, extension, contentType))
        const { participants } = exported.transcript.channel
        return reply.send(write(captionSource(exported.sentences, { ...exported, participants })))
      },
    )
  }
  app.get<Route>(
    '/x/v1/Transcripts/:Sid/Captions.json',
    {
      schema: {
        operationId: operationOf('json'),
        summary: 'Export the transcript with its sentences and words as JSON',
        params: path,
        querystring: query,
      },
    },
    async (request, reply) => {
      const exported = await readExport(request, request.params.Sid, deps)
      reply.headers(fileHeaders(exported, 'json', 'application/json'))
      return reply.send(deps.presentExport(exported))
    },
  )
}

function operationOf(extension: string): string {
  return `ExportTranscript${extension[0]!.toUpperCase()}${extension.slice(1)}`
}

/** @throws VerbatimError notFound, forbidden, conflict */
async function readExport(
  request: FastifyRequest<Route>,
  sid: string,
  { store, baseUrl }: ExportDeps,
): Promise<ExportedTranscript> {
  const transcript = await transcriptOf(request, sid, store.transcripts)
  refuseEncrypted(transcript)
  const redacted = wantsRedacted(request, transcript, request.query.Redacted)
  if (transcript.status !== 'completed') {
    throw fault('conflict', `The transcript is ${transcript.status}; only completed ones can be exported`)
  }
  return {
    transcript,
    sentences: await allSentences(transcript, store.sentences),
    redacted,
    base: baseUrl(request),
  }
}

async function allSentences({ sid }: Transcript, store: SentenceStore): Promise<Sentence[]> {
  const sentences: Sentence[] = []
  let cursor: Cursor | null = null
  do {
    const page = await store.list(sid, { limit: 1000, cursor })
    sentences.push(...page.items)
    cursor = page.next
  } while (cursor)
  return sentences
}

/** The name tells which view the file holds. */
function fileHeaders({ transcript, redacted }: ExportedTranscript, extension: string, contentType: string) {
  const name = `${transcript.sid}${redacted ? '.redacted' : ''}.${extension}`
  return {
    'Cache-Control': 'private, no-store',
    'Content-Disposition': `attachment; filename="${name}"`,
    'Content-Type': `${contentType}; charset=utf-8`,
  }
}
