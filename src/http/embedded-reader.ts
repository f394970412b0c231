// Reading for a view of one transcript inside another page: which requests its token counts on. Everything that is not
// named here is refused, whatever the scope.
import type { FastifyRequest } from 'fastify'
import type { Caller } from '../domain/account.ts'
import { fault } from '../domain/errors.ts'
import type { Sessions } from '../ports/sessions.ts'

/** Routes of one transcript that show what was said or what it looks like, by the name of their parameter. */
const readable: Readonly<Record<string, string>> = {
  '/v2/Transcripts/:Sid': 'Sid',
  '/x/v1/Transcripts/:Sid': 'Sid',
  '/x/v1/Transcripts/:Sid/Captions.json': 'Sid',
  '/v2/Transcripts/:Sid/Media': 'Sid',
  '/v2/Transcripts/:TranscriptSid/Sentences': 'TranscriptSid',
  '/v2/Transcripts/:TranscriptSid/OperatorResults': 'TranscriptSid',
  '/x/v1/Transcripts/:Sid/Peaks': 'Sid',
  '/x/v1/Transcripts/:Sid/Events': 'Sid',
}

/** On whose behalf the holder of an embed's token reads; null when the token is not good.
 * @throws VerbatimError forbidden for anything else than reading its own transcript */
export async function embeddedReader(
  request: FastifyRequest,
  token: string,
  readerOf: Sessions['readerOf'],
): Promise<Caller | null> {
  const reader = await readerOf(token)
  if (!reader) return null
  const { method, params, routeOptions } = request
  const name = readable[routeOptions.url ?? '']
  const isRead = method === 'GET' || method === 'HEAD'
  const asked = name && (params as Record<string, string>)[name]
  if (!isRead || asked !== reader.transcriptSid) {
    throw fault('forbidden', 'An embedded view may only read its own transcript')
  }
  return { accountSid: reader.accountSid, keySid: reader.keySid, scope: reader.scope }
}

/** The token in an Authorization header; null when it carries none. */
export function parseBearer(header: string | undefined): string | null {
  return /^bearer +([\w-]{1,200}) *$/i.exec(header ?? '')?.[1] ?? null
}
