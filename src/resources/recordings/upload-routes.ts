// Uploads, under our own path and beside Twilio's list, as a multipart form or as the bare file.
import { join } from 'node:path'
import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { fault } from '../../domain/errors.ts'
import type { Recording } from '../../domain/recording.ts'
import { isSid, type Sid } from '../../domain/sid.ts'
import { accountOf } from '../../http/authentication.ts'
import type { BaseUrl } from '../../http/base-url.ts'
import { type BodyPace, watchPace } from '../../http/body-pace.ts'
import { parseDate } from '../../http/dates.ts'
import { createPlaces } from '../../http/places.ts'
import { presentRecording, presentUpload } from './present.ts'
import { type ReceivedFile, receiveFile } from './receive.ts'
import { requireOwnPath } from './routes.ts'
import { type RecordingsDeps, storeRecording, withWorkDir } from './service.ts'

const accountPath = Type.Object({ AccountSid: Type.String() })

/** What uploads need. `uploadPace` in place of the usual one. */
export type UploadDeps = RecordingsDeps & { baseUrl: BaseUrl; uploadPace?: BodyPace }

/** Registers both uploads on an instance of their own, since they take other bodies than the rest of the API. */
export async function uploadRoutes(app: FastifyInstance, deps: UploadDeps) {
  const { maxBytes } = deps.limits
  const receive = createReceiver(deps)
  app.removeAllContentTypeParsers()
  await app.register(multipart, {
    limits: { files: 1, fields: 20, fieldSize: 10_000, fileSize: maxBytes + 1 },
  })
  // The bytes go to the disk as they come; nothing of them is held in memory.
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))

  app.post(
    '/x/v1/Recordings',
    { bodyLimit: Number.MAX_SAFE_INTEGER, schema: { operationId: 'UploadRecording' } },
    async (request, reply) => {
      const recording = await receive(request)
      return reply.status(201).send(presentUpload(recording, deps.baseUrl(request)))
    },
  )
  app.post<{ Params: Static<typeof accountPath> }>(
    '/2010-04-01/Accounts/:AccountSid/Recordings.json',
    { bodyLimit: Number.MAX_SAFE_INTEGER, schema: { operationId: 'CreateRecording', params: accountPath } },
    async (request, reply) => {
      requireOwnPath(request)
      const recording = await receive(request)
      return reply.status(201).send(presentRecording(recording, deps.baseUrl(request)))
    },
  )
}

/** Each upload may lie on the disk twice, as it came and decoded. */
const UPLOADS = { inAll: 16, each: 4, what: 'uploads' }

type Receive = (request: FastifyRequest) => Promise<Recording>

/** Refuses uploads beyond {@link UPLOADS} at the same time. */
function createReceiver(deps: UploadDeps): Receive {
  const takePlace = createPlaces(UPLOADS)
  return async (request) => {
    const giveBack = takePlace(accountOf(request))
    try {
      return await receiveOne(request, deps)
    } finally {
      giveBack()
    }
  }
}

function receiveOne(request: FastifyRequest, deps: UploadDeps): Promise<Recording> {
  return withWorkDir(deps, async (workDir) => {
    const path = join(workDir, 'upload')
    const received = await receiveInTime(request, { path, ...deps })
    const upload = { path, ...received, ...readFields(received) }
    return storeRecording(accountOf(request), { upload, workDir }, deps)
  })
}

async function receiveInTime(
  request: FastifyRequest,
  { path, limits, uploadPace }: UploadDeps & { path: string },
): Promise<ReceivedFile> {
  const { signal, end } = watchPace(request.raw, uploadPace)
  try {
    return await receiveFile(request, { toPath: path, maxBytes: limits.maxBytes, signal })
  } finally {
    end()
  }
}

/** What the sender may say about the file: which call it is of, and when it began. */
function readFields({ fields }: ReceivedFile): { callSid: Sid<'call'> | null; startTime: Date | null } {
  const { CallSid: callSid = '', StartTime: startTime } = fields
  if (callSid !== '' && !isSid('call', callSid))
    throw fault('invalidSid', 'CallSid must be CA and 32 hex digits')
  return {
    callSid: callSid === '' ? null : (callSid as Sid<'call'>),
    startTime: parseDate('StartTime', startTime),
  }
}
