// Where the encrypted content of a transcript lies, and the signed addresses that serve it (contract section 14).
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { type DocumentName, resultDocument, sentencesDocument } from '../../domain/encrypted-document.ts'
import { isSid } from '../../domain/sid.ts'
import type { Transcript } from '../../domain/transcript.ts'
import type { BaseUrl } from '../../http/base-url.ts'
import { pathNotFound } from '../../http/error-body.ts'
import { wantsRedacted } from '../../http/redacted-view.ts'
import {
  always,
  component,
  redactedParameter,
  sidParameter,
  sidSchema,
  urlSchema,
} from '../../http/schemas.ts'
import { signedFileHeaders } from '../../http/security-headers.ts'
import { requireSignature, type SignedQuery, signedQuery, type UrlSigner } from '../../http/signed-url.ts'
import { transcriptOf } from '../../http/transcript-of.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Store } from '../../ports/unit-of-work.ts'

/** What the Encrypted resources need. */
export interface EncryptedDeps {
  store: Store
  signer: UrlSigner
  clock: Clock
  baseUrl: BaseUrl
}

const path = Type.Object({ TranscriptSid: sidParameter('transcript', 'Sid of the transcript.') })
const query = Type.Object({ Redacted: redactedParameter })
const filePath = Type.Object({ Sid: Type.String(), Name: Type.String() })
type Route = { Params: Static<typeof path>; Querystring: Static<typeof query> }

const sentencesSchema = component(
  'intelligence.v2.transcript.encrypted_sentences',
  Type.Object({
    location: always(Type.String({ format: 'uri', description: 'Where the ciphertext is, for an hour.' })),
    transcript_sid: always(sidSchema('transcript')),
    url: always(urlSchema),
  }),
)
const resultsSchema = component(
  'intelligence.v2.transcript.encrypted_operator_results',
  Type.Object({
    locations: always(Type.Array(urlSchema, { description: 'Where the ciphertexts are, for an hour.' })),
    transcript_sid: always(sidSchema('transcript')),
    url: always(urlSchema),
  }),
)

/** Registers both Encrypted resources; a transcript that is not encrypted, or not completed, has none. */
export function encryptedRoutes(app: FastifyInstance, deps: EncryptedDeps) {
  app.get<Route>(
    '/v2/Transcripts/:TranscriptSid/Sentences/Encrypted',
    {
      schema: {
        operationId: 'FetchEncryptedSentences',
        tags: ['IntelligenceV2EncryptedSentences'],
        summary: 'Fetch the address of the encrypted sentences',
        params: path,
        querystring: query,
        response: { 200: sentencesSchema },
      },
      config: { answerHeaders: ['cors'] },
    },
    async (request): Promise<Static<typeof sentencesSchema>> => {
      const { transcript, redacted, names } = await encryptedOf(request, deps)
      const name = sentencesDocument(redacted)
      if (!names.includes(name)) throw pathNotFound(request)
      const { location, self } = addresses(request, transcript, deps)
      return { location: location(name), transcript_sid: transcript.sid, url: `${self}/Sentences/Encrypted` }
    },
  )
  app.get<Route>(
    '/v2/Transcripts/:TranscriptSid/OperatorResults/Encrypted',
    {
      schema: {
        operationId: 'FetchEncryptedOperatorResults',
        tags: ['IntelligenceV2EncryptedOperatorResults'],
        summary: 'Fetch the addresses of the encrypted results, one each',
        params: path,
        querystring: query,
        response: { 200: resultsSchema },
      },
      config: { answerHeaders: ['cors'] },
    },
    async (request): Promise<Static<typeof resultsSchema>> => {
      const { transcript, redacted, names } = await encryptedOf(request, deps)
      const { location, self } = addresses(request, transcript, deps)
      // In order of attachment, as the results themselves.
      const wanted = transcript.operators
        .map((operator) => resultDocument(operator.sid, redacted))
        .filter((name) => names.includes(name))
      const url = `${self}/OperatorResults/Encrypted`
      return { locations: wanted.map(location), transcript_sid: transcript.sid, url }
    },
  )
}

async function encryptedOf(request: FastifyRequest<Route>, { store }: EncryptedDeps) {
  const transcript = await transcriptOf(request, request.params.TranscriptSid, store.transcripts)
  if (!transcript.encryptionCredentialSid || transcript.status !== 'completed') throw pathNotFound(request)
  const redacted = wantsRedacted(request, transcript, request.query.Redacted)
  return { transcript, redacted, names: await store.encryptedDocuments.names(transcript.sid) }
}

function addresses(request: FastifyRequest, { sid }: Transcript, { signer, clock, baseUrl }: EncryptedDeps) {
  const base = baseUrl(request)
  const now = clock.now()
  return {
    location: (name: DocumentName) => `${base}${signer.sign(`/x/v1/Encrypted/${sid}/${name}.bin`, now)}`,
    self: `${base}/v2/Transcripts/${sid}`,
  }
}

/** Registers the route that serves ciphertext by signed address, without credentials. The wrapped key and the IV
 * come as headers, base64. */
export function encryptedFileRoutes(app: FastifyInstance, deps: EncryptedDeps) {
  app.get<{ Params: Static<typeof filePath>; Querystring: SignedQuery }>(
    '/x/v1/Encrypted/:Sid/:Name',
    { schema: { params: filePath, querystring: signedQuery } },
    async (request, reply) => {
      requireSignature(request, deps)
      const { Sid, Name } = request.params
      const name = Name.replace(/\.bin$/, '') as DocumentName
      const found = isSid('transcript', Sid) ? await deps.store.encryptedDocuments.find(Sid, name) : null
      if (!found) throw pathNotFound(request)
      const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
      reply.headers({
        ...signedFileHeaders,
        'Cache-Control': 'private, no-store',
        'Content-Type': 'application/octet-stream',
        'x-amz-meta-x-amz-iv': base64(found.iv),
        'x-amz-meta-x-amz-key': base64(found.wrappedKey),
      })
      return reply.send(Buffer.from(found.body))
    },
  )
}
