// The audit log as routes see it: what an answer shows of what redaction would hide is written down before that answer
// leaves. If it can not be written, there is no such answer.
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type RecordingSid, sidFrom, type TranscriptSid } from '../domain/sid.ts'
import type { AuditLog } from '../ports/audit-log.ts'
import type { Clock } from '../ports/clock.ts'
import { callerOf } from './authentication.ts'

/** What somebody reads unredacted. */
export interface UnredactedRead {
  transcriptSid?: TranscriptSid
  recordingSid?: RecordingSid
}

declare module 'fastify' {
  interface FastifyRequest {
    /** What its answer shows unredacted; null on routes that are not audited. */
    unredacted: UnredactedRead[] | null
  }
}

/** What auditing needs. */
export interface AuditDeps {
  store: { auditLog: AuditLog }
  clock: Clock
}

/** Writes down the unredacted reads of every route of `app`. */
export function installAudit(app: FastifyInstance, { store, clock }: AuditDeps) {
  app.decorateRequest('unredacted', null)
  app.addHook('onRequest', async (request) => {
    request.unredacted = []
  })
  app.addHook('onSend', async (request, reply, payload) => {
    const reads = request.unredacted ?? []
    if (reads.length === 0 || reply.statusCode >= 400 || request.method === 'HEAD') return payload
    // An answer in place of this one, about a log that can not be written, shows nothing.
    request.unredacted = []
    const { accountSid, keySid } = callerOf(request)
    const entries = reads.map(({ transcriptSid = null, recordingSid = null }) => ({
      sid: sidFrom('auditEntry', clock.randomHex()),
      accountSid,
      credentialSid: keySid ?? accountSid,
      address: request.ip,
      transcriptSid,
      recordingSid,
      operation: request.routeOptions.schema?.operationId ?? 'unknown',
      dateCreated: clock.now(),
    }))
    await store.auditLog.insert(entries).catch((error) => {
      if (payload instanceof Readable) payload.destroy()
      throw error
    })
    return payload
  })
}

/** Notes that the answer to `request` shows something unredacted; the same thing counts once. */
export function noteUnredacted(request: FastifyRequest, read: UnredactedRead) {
  const noted = request.unredacted
  if (!noted) throw new Error('this route is not audited')
  const known = noted.some(
    ({ transcriptSid, recordingSid }) =>
      transcriptSid === read.transcriptSid && recordingSid === read.recordingSid,
  )
  if (!known) noted.push(read)
}
