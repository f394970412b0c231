// Recordings under Twilio's own path (2010 API): list, one, its audio, delete. Uploads are in upload-routes.ts.

import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { extensionOf } from '../../domain/media-type.ts'
import type { Recording } from '../../domain/recording.ts'
import { noteUnredacted } from '../../http/audit.ts'
import { accountOf } from '../../http/authentication.ts'
import type { BaseUrl } from '../../http/base-url.ts'
import { clientGone } from '../../http/client-gone.ts'
import { parseDate } from '../../http/dates.ts'
import { pathNotFound } from '../../http/error-body.ts'
import { pageLinks, pagingParameters, parsePaging } from '../../http/paging.ts'
import { createPlaces, type TakePlace } from '../../http/places.ts'
import { requireUnredactedRight } from '../../http/redacted-view.ts'
import { type SentFile, sendFile } from '../../http/send-file.ts'
import type { RecordingFilter } from '../../ports/recording-store.ts'
import type { Renditions } from '../../ports/renditions.ts'
import { presentRecording } from './present.ts'
import { deleteRecording, fetchRecording, type RecordingsDeps, withWorkDir } from './service.ts'

const accountPath = Type.Object({ AccountSid: Type.String() })
const path = Type.Object({ AccountSid: Type.String(), File: Type.String() })
const listQuery = Type.Object({
  CallSid: Type.Optional(Type.String()),
  'DateCreated<': Type.Optional(Type.String()),
  'DateCreated>': Type.Optional(Type.String()),
  ...pagingParameters,
})
const fileQuery = Type.Object({ RequestedChannels: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 })) })
type Path = Static<typeof path>
type FileQuery = Static<typeof fileQuery>

/** What reading recordings needs. */
export type RecordingRouteDeps = RecordingsDeps & {
  baseUrl: BaseUrl
  /** For requests alone: what they ask for must not keep a transcript waiting. */
  apiRenditions: Renditions
}

/** Each lies on the disk until it is sent, and decoded while it is made. */
const RENDITIONS = { inAll: 16, each: 4, what: 'renditions' }

const collection = '/2010-04-01/Accounts/:AccountSid/Recordings'

/** Registers reading and deleting. The last part of a path is `RE….json`, `.wav`, `.mp3`, or the bare sid, which is
 * the audio, as at Twilio. */
export function recordingRoutes(app: FastifyInstance, deps: RecordingRouteDeps) {
  const { baseUrl } = deps
  const takePlace = createPlaces(RENDITIONS)
  app.get<{ Params: Static<typeof accountPath>; Querystring: Static<typeof listQuery> }>(
    `${collection}.json`,
    { schema: { operationId: 'ListRecording', params: accountPath, querystring: listQuery } },
    async (request) => {
      requireOwnPath(request)
      const wanted = parsePaging(request.query)
      const page = await deps.store.recordings.list(accountOf(request), toFilter(request.query), wanted)
      const links = pageLinks(request, { page, limit: wanted.limit })
      return {
        recordings: page.items.map((one) => presentRecording(one, baseUrl(request))),
        first_page_uri: links.first,
        next_page_uri: links.next,
        previous_page_uri: links.previous,
        page: links.number,
        page_size: wanted.limit,
        uri: links.self,
      }
    },
  )
  app.get<{ Params: Path; Querystring: FileQuery }>(
    `${collection}/:File`,
    { schema: { operationId: 'FetchRecording', params: path, querystring: fileQuery } },
    async (request, reply) => {
      const { sid, extension } = parseFile(request)
      const recording = await fetchRecording(accountOf(request), sid, deps)
      if (extension === 'json') return presentRecording(recording, baseUrl(request))
      requireUnredactedRight(request)
      noteUnredacted(request, { recordingSid: recording.sid })
      return sendAudio(request, reply, { recording, format: extension, deps, takePlace })
    },
  )
  app.delete<{ Params: Path }>(
    `${collection}/:File`,
    { schema: { operationId: 'DeleteRecording', params: path, response: { 204: Type.Null() } } },
    async (request, reply) => {
      const { sid } = parseFile(request)
      await deleteRecording(accountOf(request), sid, deps)
      return reply.status(204).send()
    },
  )
}

/** The path names the account whose credentials came with the request, or nothing.
 * @throws VerbatimError notFound */
export function requireOwnPath(request: FastifyRequest<{ Params: Static<typeof accountPath> }>) {
  if (request.params.AccountSid !== accountOf(request)) throw pathNotFound(request)
}

function parseFile(request: FastifyRequest<{ Params: Path }>): {
  sid: string
  extension: 'json' | 'wav' | 'mp3'
} {
  requireOwnPath(request as FastifyRequest<{ Params: Static<typeof accountPath> }>)
  const match = /^(RE[0-9a-fA-F]{32})(?:\.(json|wav|mp3))?$/.exec(request.params.File)
  if (!match) throw pathNotFound(request)
  return { sid: match[1]!, extension: (match[2] ?? 'wav') as 'json' | 'wav' | 'mp3' }
}

function toFilter(query: Static<typeof listQuery>): RecordingFilter {
  const before = parseDate('DateCreated<', query['DateCreated<'])
  const after = parseDate('DateCreated>', query['DateCreated>'])
  return {
    ...(query.CallSid && { callSid: query.CallSid }),
    ...(before && { beforeDateCreated: before }),
    ...(after && { afterDateCreated: after }),
  }
}

interface WantedAudio {
  recording: Recording
  format: 'wav' | 'mp3'
  deps: RecordingRouteDeps
  takePlace: TakePlace
}

/** The stored file where it is what was asked for, else one made for this answer. */
async function sendAudio(
  request: FastifyRequest<{ Querystring: FileQuery }>,
  reply: FastifyReply,
  { recording, format, deps, takePlace }: WantedAudio,
) {
  const { sid, media } = recording
  const bytes = await deps.mediaStore.size(media.key)
  if (bytes === null || (request.query.RequestedChannels ?? 1) > recording.channels)
    throw pathNotFound(request)
  const channels = (request.query.RequestedChannels ?? null) as 1 | 2 | null
  const asStored =
    extensionOf(media.contentType) === format && (channels ?? recording.channels) === recording.channels
  const contentType = format === 'wav' ? 'audio/wav' : 'audio/mpeg'
  const sent = { contentType, fileName: `${sid}.${format}` }
  if (asStored) {
    const read: SentFile['read'] = (range) => deps.mediaStore.read(media.key, range)
    return sendFile(request, reply, { ...sent, size: bytes, etag: media.sha256, read })
  }
  const giveBack = takePlace(recording.accountSid)
  try {
    return await withWorkDir(deps, async (workDir) => {
      const toPath = join(workDir, `rendition.${format}`)
      const { maxSeconds } = deps.limits
      const signal = clientGone(reply)
      await waitingFor(request, () =>
        deps.mediaStore.withFile(media.key, (path) =>
          deps.apiRenditions.render({ path, toPath, format, channels, workDir, maxSeconds, signal }),
        ),
      )
      const { size } = await stat(toPath)
      const etag = `${media.sha256}-${format}-${channels ?? 'all'}`
      const read: SentFile['read'] = async (range) => (await open(toPath)).createReadStream(range)
      return await sendFile(request, reply, { ...sent, size, etag, read })
    })
  } finally {
    giveBack()
  }
}

/** Keeps the connection of `request`, on which nothing comes or goes meanwhile, however long `work` takes. After that
 * it may be idle no longer than others: a reader that stalls would keep what is sent to it for ever. */
async function waitingFor(request: FastifyRequest, work: () => Promise<unknown>) {
  request.raw.setTimeout(0)
  try {
    await work()
  } finally {
    request.raw.setTimeout(request.server.server.timeout)
  }
}
