// The parts that a server is made of, opened and joined as the configuration says. Only the composition roots know
// adapters; this one holds no rules.
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { createCredentials } from './adapters/credentials-store/credentials.ts'
import { openFirstAccount } from './adapters/credentials-store/first-account.ts'
import { requireSameKey } from './adapters/credentials-store/same-key.ts'
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
import { createProgressShared } from './adapters/progress-shared/progress-shared.ts'
import { checkQueue, hasQueues } from './adapters/queue-pgboss/check-queue.ts'
import { createQueue } from './adapters/queue-pgboss/queue.ts'
import { queueFigures } from './adapters/queue-pgboss/queue-depth.ts'
import { createFailuresShared } from './adapters/rates-flexible/failures.ts'
import { createRatesMemory, createRatesShared } from './adapters/rates-flexible/rates.ts'
import { createUpstreamRecordings } from './adapters/recordings-twilio/recordings.ts'
import { createRenditions } from './adapters/renditions-native/renditions.ts'
import { createRunningMemory } from './adapters/running-memory/running-memory.ts'
import { createRunningShared } from './adapters/running-shared/running-shared.ts'
import { createSessions } from './adapters/sessions-store/sessions.ts'
import { lookForMark, otherMedia } from './adapters/shared-media/same-media.ts'
import { migrate, missingMigrations } from './adapters/store-sql/migrate.ts'
import { createStore } from './adapters/store-sql/store.ts'
import { observeFetcher } from './adapters/telemetry-context/observe-fetcher.ts'
import { enqueueWithCause, observeJobs } from './adapters/telemetry-context/observe-jobs.ts'
import { observeRecogniser } from './adapters/telemetry-context/observe-recogniser.ts'
import { openVault } from './adapters/vault-file/vault.ts'
import { openWire } from './adapters/wire-postgres/wire.ts'
import { openWorkFolder } from './adapters/work-folders/work-folders.ts'
import type { Config } from './config.ts'
import { type startEngines, startJudges } from './engines.ts'
import { createBaseUrl } from './http/base-url.ts'
import { createPlaces } from './http/places.ts'
import { createUrlSigner } from './http/signed-url.ts'
import type { Monitoring } from './monitoring.ts'
import { checkOperatorConfig } from './operators/check-config.ts'
import type { FanOut } from './pipeline/fan-out.ts'
import { createOperatorTrial } from './pipeline/try-operator.ts'
import type { Clock } from './ports/clock.ts'
import type { ContentDocuments } from './ports/content-documents.ts'
import type { Db } from './ports/db.ts'
import type { Fetcher } from './ports/fetcher.ts'
import type { Log } from './ports/log.ts'
import type { MediaKeyStore } from './ports/media-key-store.ts'
import type { MediaStore } from './ports/media-store.ts'
import type { JobQueue } from './ports/queue.ts'
import type { RateCounter } from './ports/rate-counter.ts'
import type { Telemetry } from './ports/telemetry.ts'
import type { Store, UnitOfWork } from './ports/unit-of-work.ts'
import type { Vault } from './ports/vault.ts'
import { deadWire, type Wire } from './ports/wire.ts'
import { presentResult } from './resources/operator-results/present.ts'
import { presentSentence } from './resources/sentences/present.ts'
import { waitingForRoom } from './worker/patient-queue.ts'
import { startRetention } from './worker/retention.ts'
import { startWorker } from './worker/start.ts'

const UPLOADS_DECODED_AT_ONCE = 2
const TRIALS = { inAll: 8, each: 2, what: 'trials of operators' }
/** Containers start in any order. */
const DATABASE_WAIT_MS = 60_000
const MARK_TRIES = 10
const LOOK_MS = 1000

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

/** What a process is for: `serve` brings the database up to date and answers the API; `worker` waits until that was
 * done, and does jobs. */
export type Role = 'serve' | 'worker'

/** What opening the data takes beside the surroundings. `onFailure` hears of a part that can not be gone on without. */
export interface DataOptions extends Surroundings {
  role: Role
  onFailure(error: Error): void
}

/** The database with all that lies in it: rows, jobs, and the account that everything begins with. */
export async function openData(config: Config, options: DataOptions) {
  const { dataDir, http, role, closing, monitoring } = options
  const vault = openVault(dataDir, config.DATA_KEY)
  const db = await openDatabase(config, options)
  const onError = (error: Error) => http.log.error({ err: error }, 'job queue')
  const queue = createQueue(db, onError, { creates: role === 'serve' })
  const store = createStore(db)
  const onWait = (waitsFor: string) =>
    http.log.warn({ waitsFor }, 'the migration waits for others to let go of tables')
  await (role === 'serve' ? migrate(db, onWait) : awaitServer(db, { store, log: http.log }))
  await requireSameKey({ vault, installation: store.installation })
  const { telemetry } = monitoring
  watchQueue(db, telemetry)
  const unitOfWork: UnitOfWork = (work) =>
    db.transaction((session) => {
      const { enqueue, ...others } = queue.within(session)
      return work({ ...createStore(session), ...others, enqueue: enqueueWithCause(enqueue, telemetry) })
    })
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken } = config
  const sources = { configured: { accountSid, authToken }, legacy: vault.legacyAccount }
  const firstAccount = await openFirstAccount(sources, { unitOfWork, vault })
  if (vault.legacyAccount) vault.dropLegacyAccount()
  const wire = await openWireOf(config, { log: http.log, closing })
  return { vault, db, queue, store, unitOfWork, firstAccount, wire }
}

/** A worker neither makes tables nor accounts: it waits until a server of its version has. */
async function awaitServer(db: Db, { store, log }: { store: Store; log: Log }) {
  for (let told = false; ; told = true) {
    const tables = await missingMigrations(db)
    if (tables.length === 0 && (await hasQueues(db)) && (await store.accounts.findOldest())) return
    if (!told) log.info({}, 'waits for a server of this version to prepare the database')
    await delay(LOOK_MS)
  }
}

async function openWireOf(
  { DATABASE_URL: url }: Config,
  { log, closing }: { log: Log; closing: Closing },
): Promise<Wire> {
  if (!url) return deadWire
  const wire = await openWire(url, (err) => log.warn({ err }, 'connection to the other processes'))
  closing.closers.push(wire.close)
  return wire
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
  const { vault, db, queue, store, unitOfWork, firstAccount, wire } = data
  const progress = createProgressShared(createProgressMemory(), wire)
  const workFolder = openWorkFolder(dataDir, takeOwnerLock)
  const workRoot = workFolder.path
  closing.closers.push(async () => workFolder.close())
  const fetcher = observeFetcher(openFetcher(config), telemetry)
  const native = createDecoder()
  const decoder = createTieredDecoder({ native, ffmpeg })
  const [renditions, apiRenditions] = [createRenditions({ decoder }), createRenditions({ decoder })]
  closing.closers.push(fetcher.close, decoder.close, native.close, progress.close)
  closing.closers.push(renditions.close, apiRenditions.close)
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
    apiRenditions,
    credentials: createCredentials({ accounts: store.accounts, vault, clock: systemClock }),
    sessions: createSessions({ store, vault, clock: systemClock }),
    clock: systemClock,
    progress,
    running: createRunningShared(createRunningMemory(), wire),
    mediaStore: openMedia(config, { dataDir, workRoot, keys: store.mediaKeys, vault, closing }),
    signer: createUrlSigner(vault.mediaUrlKey),
    baseUrl: createBaseUrl(config.PUBLIC_BASE_URL),
    embedOrigins: config.EMBED_ORIGINS,
    metricsReaders: config.METRICS,
    checkMediaUrl: fetcher.check,
    wake: queue.wake,
    log: http.log,
    limits: { maxBytes: config.MEDIA_MAX_BYTES, maxSeconds: config.MEDIA_MAX_SECONDS },
    workRoot,
    firstAccountSid: firstAccount.accountSid,
    firstIsConfigured: firstAccount.configured,
    upstream: upstreamAccount(config),
    rates: openRates(config, db),
    failures: db.exclusive ? null : createFailuresShared(db),
    checkConfig: checkOperatorConfig,
    tryOperator: createOperatorTrial({
      store,
      judges: judgesOf(config, { engines, closing }),
      takePlace: createPlaces(TRIALS),
    }),
    checks: {
      database: async () => void (await db.query('select 1')),
      queue: () => checkQueue(db),
      ...(engines && { recogniser: engines.asr.ready }),
      ...(engines?.diariser && { diariser: engines.diariser.ready }),
    },
  }
}

/** A process that computes nothing else starts what trying an operator needs when somebody first does. */
function judgesOf(config: Config, { engines, closing }: { engines: Engines | null; closing: Closing }) {
  let judges: ReturnType<typeof startJudges> | null = engines
  return () => {
    judges ??= startJudges(config, closing)
    return judges
  }
}

/** Where several machines share a database, they must share the recordings as well: a server marks their place, a worker
 * that does not find the mark would fail at every job. A server that starts at the same time may be about to.
 * @throws Error for a worker that looks elsewhere */
export async function requireSameMedia(parts: Parts, { config, role }: { config: Config; role: Role }) {
  if (!config.DATABASE_URL) return
  const where = { ...parts, installation: parts.store.installation, accountSid: parts.firstAccountSid }
  const look = () => lookForMark(where, { mayMake: role === 'serve' })
  let found = await look()
  for (let tries = 0; role === 'worker' && found === 'none' && tries < MARK_TRIES; tries++) {
    await delay(LOOK_MS)
    found = await look()
  }
  if (found === 'same' || (found === 'none' && role === 'serve')) return
  if (role === 'worker') throw new Error(otherMedia)
  parts.log.warn({}, otherMedia)
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
    fanOut: fanOutOf(config, parts.queue),
    redactAudio: config.REDACT_AUDIO,
  }
  await startWorker(deps, { transcriptsAtOnce: config.WORKERS })
  if (config.RETENTION_DAYS) closing.closers.push(startRetention(config.RETENTION_DAYS, parts).stop)
  engines.asr.ready().catch((error) => parts.log.error({ err: error }, 'the recogniser could not be loaded'))
  engines.diariser?.ready().catch((err) => parts.log.error({ err }, 'voices can not be told apart'))
}

/** Tells of the jobs that are not done, those of other processes included. */
function watchQueue(db: Db, telemetry: Telemetry) {
  const { jobs, oldestDue } = queueFigures(db)
  telemetry.watch('queueJobs', jobs)
  telemetry.watch('queueOldestDue', oldestDue)
}

/** A limit holds over all processes that share the database. */
function openRates({ RATE_LIMIT: limit }: Config, db: Db): RateCounter | null {
  if (!limit) return null
  return db.exclusive ? createRatesMemory(limit) : createRatesShared(limit, db)
}

/** With a database of its own a process has nobody to hand parts to. */
function fanOutOf({ DATABASE_URL, FAN_OUT_SECONDS: seconds }: Config, { wake }: JobQueue): FanOut | null {
  return DATABASE_URL && seconds > 0 ? { seconds, wake: () => wake('part') } : null
}

async function openDatabase(config: Config, { dataDir, http, onFailure, closing }: DataOptions): Promise<Db> {
  const embedded = config.DATABASE_URL ? null : await startEmbedded(dataDir, onFailure)
  if (embedded) closing.closers.push(() => embedded.close())
  const target = embedded ? { stream: embedded.stream } : { connectionString: config.DATABASE_URL! }
  const onWait = (err: Error) => http.log.warn({ err }, 'the database can not be reached yet')
  const db = await openPostgres(target, { waitMs: embedded ? 0 : DATABASE_WAIT_MS, onWait })
  closing.closers.push(() => db.close())
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
