// The Media resource, and the signed address that serves the audio itself (contract section 9).
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { extensionOf } from '../../domain/media-type.ts'
import { isSid, type TranscriptSid } from '../../domain/sid.ts'
import type { StoredMedia, Transcript } from '../../domain/transcript.ts'
import type { BaseUrl } from '../../http/base-url.ts'
import { pathNotFound } from '../../http/error-body.ts'
import { noteOriginal, requireUnredactedRight } from '../../http/redacted-view.ts'
import {
  always,
  component,
  nullable,
  redactedParameter,
  sidParameter,
  sidSchema,
  urlSchema,
} from '../../http/schemas.ts'
import { signedFileHeaders } from '../../http/security-headers.ts'
import { sendFile } from '../../http/send-file.ts'
import { requireSignature, type SignedQuery, signedQuery, type UrlSigner } from '../../http/signed-url.ts'
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

const path = Type.Object({ Sid: sidParameter('transcript', 'Sid of the transcript.') })
const query = Type.Object({ Redacted: redactedParameter })
// The path names the view, so that an address of one can not be turned into the other.
const filePath = Type.Object({ Sid: Type.String(), View: Type.String(), File: Type.String() })

const mediaSchema = component(
  'intelligence.v2.transcript.media',
  Type.Object({
    account_sid: always(sidSchema('account')),
    service_sid: always(sidSchema('service')),
    sid: always(sidSchema('transcript')),
    media_url: nullable(Type.String({ format: 'uri', description: 'Where the audio is, for an hour.' })),
    url: always(urlSchema),
  }),
)

/** Registers the Media resource: the temporary address of the recording, null before it is stored. */
export function mediaRoutes(app: FastifyInstance, deps: MediaDeps) {
  app.get<{ Params: Static<typeof path>; Querystring: Static<typeof query> }>(
    '/v2/Transcripts/:Sid/Media',
    {
      schema: {
        operationId: 'FetchMedia',
        tags: ['IntelligenceV2Media'],
        summary: 'Fetch the temporary address of the audio',
        params: path,
        querystring: query,
        response: { 200: mediaSchema },
      },
    },
    async (request): Promise<Static<typeof mediaSchema>> => {
      const transcript = await transcriptOf(request, request.params.Sid, deps.store.transcripts)
      const base = deps.baseUrl(request)
      const file = chooseFile(request, transcript, request.query.Redacted)
      return {
        account_sid: transcript.accountSid,
        service_sid: transcript.serviceSid,
        sid: transcript.sid,
        media_url: file && `${base}${deps.signer.sign(file, deps.clock.now())}`,
        url: `${base}/v2/Transcripts/${transcript.sid}/Media`,
      }
    },
  )
}

/** The path of the audio that a request gets; null when there is none. Redacted audio exists only where the media
 * was to be redacted; without it the parameter means nothing, and the original is personal data. */
function chooseFile(
  request: FastifyRequest,
  transcript: Transcript,
  asked: boolean | undefined,
): string | null {
  const { sid, mediaRedaction, encryptionCredentialSid, redactedMedia, media } = transcript
  const redacted = mediaRedaction && (asked ?? true)
  if (!redacted) requireUnredactedRight(request)
  if (encryptionCredentialSid) return null
  const stored = redacted ? redactedMedia : media
  if (stored && !redacted) noteOriginal(request, transcript)
  return stored && `/x/v1/Media/${sid}/${redacted ? 'redacted' : 'original'}/${fileName(sid, stored)}`
}

/** Callers name their copy after the last part of the path. */
function fileName(sid: TranscriptSid, { contentType }: StoredMedia): string {
  return `${sid}.${extensionOf(contentType)}`
}

/** Registers the route that serves audio by signed address, without credentials. */
export function mediaFileRoutes(app: FastifyInstance, deps: MediaDeps) {
  app.get<{ Params: Static<typeof filePath>; Querystring: SignedQuery }>(
    '/x/v1/Media/:Sid/:View/:File',
    { schema: { params: filePath, querystring: signedQuery } },
    async (request, reply) => {
      requireSignature(request, deps)
      const { Sid, View } = request.params
      const transcript = isSid('transcript', Sid) ? await deps.store.transcripts.load(Sid) : null
      const media = View === 'redacted' ? transcript?.redactedMedia : transcript?.media
      const size = media ? await deps.mediaStore.size(media.key) : null
      if (!transcript || !media || size === null) throw pathNotFound(request)
      reply.headers(signedFileHeaders)
      return sendFile(request, reply, {
        size,
        etag: media.sha256,
        contentType: media.contentType ?? 'application/octet-stream',
        fileName: fileName(transcript.sid, media),
        read: (range) => deps.mediaStore.read(media.key, range),
      })
    },
  )
}
