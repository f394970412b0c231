// Receives Twilio's RecordingStatusCallback and starts transcripts for Services with auto_transcribe. The request is
// as good as its signature: there are no credentials.
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { fault } from '../../domain/errors.ts'
import { type AccountSid, isSid, type Sid } from '../../domain/sid.ts'
import type { BaseUrl } from '../../http/base-url.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Credentials } from '../../ports/credentials.ts'
import type { JobName } from '../../ports/queue.ts'
import type { UnitOfWork } from '../../ports/unit-of-work.ts'
import { orderTranscripts } from './order-transcripts.ts'

/** What the hook needs. */
export interface RecordingHookDeps {
  unitOfWork: UnitOfWork
  credentials: Credentials
  clock: Clock
  baseUrl: BaseUrl
  /** The Twilio account whose recordings count as those of our first account. */
  upstream: { accountSid: string; authToken: string } | null
  firstAccountSid: AccountSid
  /** Tells the workers of this process that there is work. */
  wake(name: JobName): void
}

const form = Type.Object({
  AccountSid: Type.String(),
  RecordingSid: Type.String(),
  RecordingStatus: Type.Optional(Type.String()),
  CallSid: Type.Optional(Type.String()),
  RecordingStartTime: Type.Optional(Type.String()),
})
type Form = Static<typeof form>

/** Registers the hook. It answers 204 whatever the status, so that Twilio does not ask again. */
export function recordingHookRoutes(app: FastifyInstance, deps: RecordingHookDeps) {
  app.post<{ Body: Form }>(
    '/x/v1/Hooks/RecordingStatus',
    { schema: { operationId: 'ReceiveRecordingStatus', body: form }, config: { answerHeaders: [] } },
    async (request, reply) => {
      const accountSid = await checkSender(request, deps)
      const { RecordingSid: sid, RecordingStatus: status = 'completed' } = request.body
      if (!isSid('recording', sid)) throw fault('invalidSid', 'RecordingSid must be RE and 32 hex digits')
      if (status === 'completed') {
        const recording = { sid, accountSid, ...describe(request.body) }
        const queued = await deps.unitOfWork((unit) => orderTranscripts(recording, unit, deps.clock))
        if (queued > 0) deps.wake('transcript')
      }
      return reply.status(204).send()
    },
  )
}

function describe({ CallSid: callSid = '', RecordingStartTime: startTime = '' }: Form) {
  const startMs = Date.parse(startTime)
  return {
    callSid: isSid('call', callSid) ? (callSid as Sid<'call'>) : null,
    startTime: Number.isNaN(startMs) ? null : new Date(startMs),
  }
}

/** The account of ours that the callback is for.
 * @throws VerbatimError forbidden when the signature is not that of the account it names */
async function checkSender(
  request: FastifyRequest<{ Body: Form }>,
  deps: RecordingHookDeps,
): Promise<AccountSid> {
  const { AccountSid: sender } = request.body
  const { upstream } = deps
  const own = isSid('account', sender) ? await deps.credentials.authToken(sender) : null
  const url = `${deps.baseUrl(request)}${request.url}`
  const given = String(request.headers['x-twilio-signature'] ?? '')
  const signedWith = (token: string | null) =>
    token !== null && equal(given, signForm(token, url, request.body))
  if (signedWith(own)) return sender as AccountSid
  if (signedWith(upstream?.accountSid === sender ? upstream.authToken : null)) return deps.firstAccountSid
  throw fault('forbidden', 'X-Twilio-Signature does not match')
}

/** Twilio's signature of a form: HMAC-SHA1 over the address and the sorted fields (contract section 11). */
function signForm(token: string, url: string, body: object): string {
  const text = Object.entries(body)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) =>
      [...new Set([value].flat())]
        .sort()
        .map((one) => `${name}${one}`)
        .join(''),
    )
    .join('')
  return createHmac('sha1', token)
    .update(url + text, 'utf8')
    .digest('base64')
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
