// The Media resource, and the signed address that serves the recording itself (contract section 9).

import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { fault } from '../../domain/errors.ts'
import { isSid } from '../../domain/sid.ts'
import type { Transcript } from '../../domain/transcript.ts'
import type { BaseUrl } from '../../http/base-url.ts'
import { parseRange } from '../../http/byte-range.ts'
import { pathNotFound } from '../../http/error-body.ts'
import { nullable, sidSchema } from '../../http/schemas.ts'
import type { UrlSigner } from '../../http/signed-url.ts'
import { transcriptOf } from '../../http/transcript-of.ts'
import type { Clock } from '../../ports/clock.ts'
import type { MediaStore } from '../../ports/media-store.ts'
import type { Store } from '../../ports/unit-of-work.ts'

/** What the Media resource needs. */
export interface MediaDeps {
  store: Store
  mediaStore: MediaStore
  signer: UrlSigner
  clock: Clock
  baseUrl: BaseUrl
}

const path = Type.Object({ Sid: Type.String() })
const query = Type.Object({ Redacted: Type.Optional(Type.Boolean()) })
const filePath = Type.Object({ Sid: Type.String(), File: Type.String() })
const signature = Type.Object({ exp: Type.Optional(Type.String()), sig: Type.Optional(Type.String()) })

const mediaSchema = Type.Object({
  account_sid: sidSchema('account'),
  service_sid: sidSchema('service'),
  sid: sidSchema('transcript'),
  media_url: nullable(Type.String()),
  url: Type.String(),
})

/** Registers the Media resource: the temporary address of the recording, null before it is stored. */
export function mediaRoutes(app: FastifyInstance, deps: MediaDeps) {
  app.get<{ Params: Static<typeof path>; Querystring: Static<typeof query> }>(
    '/v2/Transcripts/:Sid/Media',
    {
      schema: { operationId: 'FetchMedia', params: path, querystring: query, response: { 200: mediaSchema } },
    },
    async (request) => {
      const transcript = await transcriptOf(request, request.params.Sid, deps.store.transcripts)
      return presentMedia(transcript, deps.baseUrl(request), deps)
    },
  )
}

function presentMedia(
  transcript: Transcript,
  base: string,
  { signer, clock }: MediaDeps,
): Static<typeof mediaSchema> {
  const file = transcript.media && `/x/v1/Media/${transcript.sid}/original/${fileName(transcript)}`
  return {
    account_sid: transcript.accountSid,
    service_sid: transcript.serviceSid,
    sid: transcript.sid,
    media_url: file && `${base}${signer.sign(file, clock.now())}`,
    url: `${base}/v2/Transcripts/${transcript.sid}/Media`,
  }
}

const extensions: Record<string, string> = { 'audio/wav': 'wav', 'audio/mpeg': 'mp3', 'audio/flac': 'flac' }

/** Callers name their copy after the last part of the path. */
function fileName({ sid, media }: Transcript): string {
  return `${sid}.${extensions[media?.contentType ?? ''] ?? 'bin'}`
}

/** Registers the route that serves recordings by signed address, without credentials. */
export function mediaFileRoutes(app: FastifyInstance, deps: MediaDeps) {
  app.get<{ Params: Static<typeof filePath>; Querystring: Static<typeof signature> }>(
    '/x/v1/Media/:Sid/original/:File',
    { schema: { params: filePath, querystring: signature } },
    async (request, reply) => {
      const signedPath = request.url.split('?')[0]!
      if (!deps.signer.verify(signedPath, request.query, deps.clock.now())) {
        throw fault(
          'forbidden',
          'The address has expired or was altered; ask the Media resource for a new one',
        )
      }
      const { Sid } = request.params
      const transcript = isSid('transcript', Sid) ? await deps.store.transcripts.load(Sid) : null
      const size = transcript?.media ? await deps.mediaStore.size(transcript.media.key) : null
      if (!transcript?.media || size === null) throw pathNotFound(request)
      return sendFile(request, reply, {
        transcript,
        key: transcript.media.key,
        size,
        mediaStore: deps.mediaStore,
      })
    },
  )
}

interface StoredFile {
  transcript: Transcript
  key: string
  size: number
  mediaStore: MediaStore
}

async function sendFile(request: FastifyRequest, reply: FastifyReply, file: StoredFile) {
  const { media } = file.transcript
  const etag = `"${media?.sha256}"`
  reply.headers({
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'private, max-age=0',
    'Content-Disposition': `inline; filename="${fileName(file.transcript)}"`,
    'Content-Type': media?.contentType ?? 'application/octet-stream',
    ETag: etag,
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  })
  if (request.method === 'HEAD') {
    // Knows no ranges (RFC 9110, section 14.2), and must not read the file only to drop it.
    return reply.header('Content-Length', file.size).send(Readable.from([]))
  }
  const ifRange = request.headers['if-range']
  const range = ifRange && ifRange !== etag ? null : parseRange(request.headers.range, file.size)
  if (range === 'unsatisfiable') {
    return reply.status(416).header('Content-Range', `bytes */${file.size}`).type('application/json').send()
  }
  if (!range) {
    reply.header('Content-Length', file.size)
    return reply.send(Readable.from(await file.mediaStore.read(file.key)))
  }
  reply.status(206)
  reply.header('Content-Range', `bytes ${range.start}-${range.end}/${file.size}`)
  reply.header('Content-Length', range.end - range.start + 1)
  return reply.send(Readable.from(await file.mediaStore.read(file.key, range)))
}
