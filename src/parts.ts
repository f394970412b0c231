// The parts that a server is made of, opened and joined as the configuration says. Only the composition roots know
// adapters; this one holds no rules.
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { createCredentials } from './adapters/credentials-store/credentials.ts'
import { openFirstAccount } from './adapters/credentials-store/first-account.ts'
import { startEmbedded } from './adapters/db-pglite/embedded.ts'
import { takeOwnerLock } from './adapters/db-pglite/owner-lock.ts'
import { AGAIN_FREE_BYTES, freeBytes } from './adapters/db-pglite/upkeep.ts'
import { openPostgres } from './adapters/db-postgres/postgres.ts'
import type { FoundFfmpeg } from './adapters/decoder-ffmpeg/find-ffmpeg.ts'
import { createTieredDecoder } from './adapters/decoder-ffmpeg/tiered-decoder.ts'
import { createDecoder } from './adapters/decoder-native/decoder.ts'
import { limitDecoder } from './adapters/decoder-native/limited.ts'
import { createSafeFetcher } from './adapters/fetcher-safe/fetcher.ts'
import { createMediaFiles } from './adapters/media-files/media-files.ts'
import { s3LocationOf } from './adapters/media-s3/location.ts'
import { createMediaS3 } from './adapters/media-s3/media-s3.ts'
import { createMediaSealed } from './adapters/media-sealed/media-sealed.ts'
import { createWebhookNotifier } from './adapters/notifier-webhook/webhook.ts'
import { createProgressMemory } from './adapters/progress-memory/progress-memory.ts'
import { checkQueue } from './adapters/queue-pgboss/check-queue.ts'
import { createQueue } from './adapters/queue-pgboss/queue.ts'
import { queueFigures } from './adapters/queue-pgboss/queue-depth.ts'
import { createUpstreamRecordings } from './adapters/recordings-twilio/recordings.ts'
import { createRenditions } from './adapters/renditions-native/renditions.ts'
import { createRunningMemory } from './adapters/running-memory/running-memory.ts'
import { createSessions } from './adapters/sessions-store/sessions.ts'
import { migrate } from './adapters/store-sql/migrate.ts'
import { createStore } from './adapters/store-sql/store.ts'
import { observeFetcher } from './adapters/telemetry-context/observe-fetcher.ts'
import { enqueueWithCause, observeJobs } from './adapters/telemetry-context/observe-jobs.ts'
import { observeRecogniser } from './adapters/telemetry-context/observe-recogniser.ts'
import { openVault } from './adapters/vault-file/vault.ts'
import { openWorkFolder } from './adapters/work-folders/work-folders.ts'
import type { Config } from './config.ts'
import type { startEngines } from './engines.ts'
import { createBaseUrl } from './http/base-url.ts'
import { createUrlSigner } from './http/signed-url.ts'
import type { Monitoring } from './monitoring.ts'
import { checkOperatorConfig } from './operators/check-config.ts'
import type { Clock } from './ports/clock.ts'
import type { ContentDocuments } from './ports/content-documents.ts'
import type { Db } from './ports/db.ts'
import type { Fetcher } from './ports/fetcher.ts'
import type { MediaKeyStore } from './ports/media-key-store.ts'
import type { MediaStore } from './ports/media-store.ts'
import type { Telemetry } from './ports/telemetry.ts'
import type { UnitOfWork } from './ports/unit-of-work.ts'
import type { Vault } from './ports/vault.ts'
import { presentResult } from './resources/operator-results/present.ts'
import { presentSentence } from './resources/sentences/present.ts'
import { waitingForRoom } from './worker/patient-queue.ts'
import { startRetention } from './worker/retention.ts'
import { startWorker } from './worker/start.ts'

const UPLOADS_DECODED_AT_ONCE = 2

const systemClock: Clock = { now: () => new Date(), randomHex: () => randomBytes(16).toString('hex') }

/** Ways to close what was opened so far, run in reverse order, and how long running jobs may take. */
export interface Closing {
  closers: (() => Promise<unknown>)[]
  graceMs: number
}

/** What the parts are made with, beside the configuration. */
export interface Surroundings {
  dataDir: string
  http: FastifyInstance
  closing: Closing
  monitoring: Monitoring
}

/** The database with all that lies in it: rows, jobs, and the account that everything begins with. */
export async function openData(
  config: Config,
  { dataDir, http, onFailure, closing, monitoring }: Surroundings & { onFailure: (error: Error) => void },
) {
  const vault = openVault(dataDir, config.DATA_KEY)
  const db = await openDatabase(config, { dataDir, onFailure, closing })
  const queue = createQueue(db, (error) => http.log.error({ err: error }, 'job queue'))
  const store = createStore(db)
  const { telemetry } = monitoring
  watchQueue(db, telemetry)
  const unitOfWork: UnitOfWork = (work) =>
    db.transaction((session) => {
      const { enqueue, forgetJobs } = queue.within(session)
      return work({ ...createStore(session), enqueue: enqueueWithCause(enqueue, telemetry), forgetJobs })
    })
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken } = config
  const sources = { configured: { accountSid, authToken }, legacy: vault.legacyAccount }
  const firstAccount = await openFirstAccount(sources, { unitOfWork, vault })
  if (vault.legacyAccount) vault.dropLegacyAccount()
  return { vault, db, queue, store, unitOfWork, firstAccount }
}

type Data = Awaited<ReturnType<typeof openData>>
type Engines = ReturnType<typeof startEngines>
/** What {@link assemble} makes. */
export type Parts = ReturnType<typeof assemble>

/** Every part that routes and workers are given. */
export function assemble(
  config: Config,
  given: Surroundings & { data: Data; engines: Engines | null; ffmpeg: FoundFfmpeg | null },
) {
  const { dataDir, http, data, engines, ffmpeg, closing, monitoring } = given
  const { telemetry, figures } = monitoring
  const { vault, db, queue, store, unitOfWork, firstAccount } = data
  const workFolder = openWorkFolder(dataDir, takeOwnerLock)
  const workRoot = workFolder.path
  closing.closers.push(async () => workFolder.close())
  const fetcher = observeFetcher(openFetcher(config), telemetry)
  const native = createDecoder()
  const decoder = createTieredDecoder({ native, ffmpeg })
  const renditions = createRenditions({ decoder })
  closing.closers.push(fetcher.close, decoder.close, native.close, renditions.close)
  return {
    store,
    unitOfWork,
    queue,
    telemetry,
    figures,
    fetcher,
    vault,
    decoder,
    uploadDecoder: limitDecoder(decoder, UPLOADS_DECODED_AT_ONCE),
    renditions,
    credentials: createCredentials({ accounts: store.accounts, vault, clock: systemClock }),
    sessions: createSessions({ store, vault, clock: systemClock }),
    clock: systemClock,
    progress: createProgressMemory(),
    running: createRunningMemory(),
    mediaStore: openMedia(config, { dataDir, workRoot, keys: store.mediaKeys, vault, closing }),
    signer: createUrlSigner(vault.mediaUrlKey),
    baseUrl: createBaseUrl(config.PUBLIC_BASE_URL),
    checkMediaUrl: fetcher.check,
    wake: queue.wake,
    log: http.log,
    limits: { maxBytes: config.MEDIA_MAX_BYTES, maxSeconds: config.MEDIA_MAX_SECONDS },
    workRoot,
    firstAccountSid: firstAccount.accountSid,
    firstIsConfigured: firstAccount.configured,
    upstream: upstreamAccount(config),
    rateLimit: config.RATE_LIMIT,
    checkConfig: checkOperatorConfig,
    checks: {
      database: async () => void (await db.query('select 1')),
      queue: () => checkQueue(db),
      ...(engines && { recogniser: engines.asr.ready }),
    },
  }
}

/** Begins to claim jobs. */
export async function startWork(
  config: Config,
  { parts, engines, closing }: { parts: Parts; engines: Engines; closing: Closing },
) {
  const notifier = createWebhookNotifier(parts)
  const owner = parts.firstAccountSid
  const upstream = parts.upstream && createUpstreamRecordings({ ...parts.upstream, owner }, parts.fetcher)
  const deps = {
    ...parts,
    ...engines,
    asr: observeRecogniser(engines.asr, parts.telemetry),
    queue: waitingForRoom(
      observeJobs(parts.queue, parts.telemetry),
      async () => freeBytes(parts.workRoot) >= AGAIN_FREE_BYTES,
    ),
    notifier,
    upstream,
    documents: contentDocuments(config),
    redactAudio: config.REDACT_AUDIO,
  }
  await startWorker(deps, { transcriptsAtOnce: config.WORKERS })
  if (config.RETENTION_DAYS) closing.closers.push(startRetention(config.RETENTION_DAYS, parts).stop)
  engines.asr.ready().catch((error) => parts.log.error({ err: error }, 'the recogniser could not be loaded'))
}

/** Tells of the jobs that are not done, those of other processes included. */
function watchQueue(db: Db, telemetry: Telemetry) {
  const { jobs, oldestDue } = queueFigures(db)
  telemetry.watch('queueJobs', jobs)
  telemetry.watch('queueOldestDue', oldestDue)
}

async function openDatabase(
  config: Config,
  { dataDir, onFailure, closing }: { dataDir: string; onFailure: (error: Error) => void; closing: Closing },
): Promise<Db> {
  const embedded = config.DATABASE_URL ? null : await startEmbedded(dataDir, onFailure)
  if (embedded) closing.closers.push(() => embedded.close())
  const target = embedded ? { stream: embedded.stream } : { connectionString: config.DATABASE_URL! }
  const db = await openPostgres(target)
  closing.closers.push(() => db.close())
  await migrate(db)
  return db
}

/** Recordings are encrypted when there is a key that does not lie beside them. */
function openMedia(
  config: Config,
  {
    dataDir,
    closing,
    ...rest
  }: Pick<Surroundings, 'dataDir' | 'closing'> & {
    workRoot: string
    keys: MediaKeyStore
    vault: Vault
  },
): MediaStore {
  const location = s3LocationOf(config)
  const s3 = location && createMediaS3({ location, workRoot: rest.workRoot })
  if (s3) closing.closers.push(s3.close)
  const inner = s3 ?? createMediaFiles(join(dataDir, 'media'))
  return config.DATA_KEY ? createMediaSealed({ inner, ...rest }) : inner
}

function openFetcher(config: Config): Fetcher {
  return createSafeFetcher({
    allow: config.NETWORK_ALLOW,
    attempts: config.MEDIA_FETCH_ATTEMPTS,
    urlCredentials: config.MEDIA_URL_CREDENTIALS,
    ...(config.WEBHOOK_CA && { extraCa: readFileSync(config.WEBHOOK_CA, 'utf8') }),
  })
}

function upstreamAccount(config: Config) {
  const { UPSTREAM_TWILIO_ACCOUNT_SID: accountSid, UPSTREAM_TWILIO_AUTH_TOKEN: authToken } = config
  if (!accountSid && !authToken) return null
  if (!accountSid || !authToken)
    throw new Error('set both UPSTREAM_TWILIO_ACCOUNT_SID and UPSTREAM_TWILIO_AUTH_TOKEN, or neither')
  return { accountSid, authToken, baseUrl: config.UPSTREAM_TWILIO_BASE_URL }
}

/** What is encrypted for a transcript's owner reads as the API would have shown it. */
function contentDocuments(config: Config): ContentDocuments {
  const base = config.PUBLIC_BASE_URL ?? ''
  return {
    sentences: (sentences, redacted) =>
      JSON.stringify(sentences.map((one) => presentSentence(one, { redacted, withWords: true }))),
    result: (transcriptSid, result, redacted) =>
      JSON.stringify(presentResult(result, { transcriptSid, redacted, base })),
  }
}
