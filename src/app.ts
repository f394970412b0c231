// The composition root: the only file that knows every adapter. It builds the parts for one configuration and
// joins them; it holds no rules.
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import Fastify, { type FastifyInstance, LogController } from 'fastify'
import { createMoonshine } from './adapters/asr-moonshine/moonshine.ts'
import { openCredentials } from './adapters/credentials-file/credentials.ts'
import { startEmbedded } from './adapters/db-pglite/embedded.ts'
import { openPostgres } from './adapters/db-postgres/postgres.ts'
import { createDecoder } from './adapters/decoder-native/decoder.ts'
import { createSafeFetcher } from './adapters/fetcher-safe/fetcher.ts'
import { createMediaFiles } from './adapters/media-files/media-files.ts'
import { createWebhookNotifier } from './adapters/notifier-webhook/webhook.ts'
import { createQueue } from './adapters/queue-pgboss/queue.ts'
import { migrate } from './adapters/store-sql/migrate.ts'
import { createStore } from './adapters/store-sql/store.ts'
import { createSileroVad } from './adapters/vad-silero/silero.ts'
import type { Config } from './config.ts'
import { requireCredentials } from './http/authentication.ts'
import { createBaseUrl } from './http/base-url.ts'
import { answerBadBytes, answerBadPath, installErrors } from './http/error-body.ts'
import { installForms } from './http/form.ts'
import { watchMethods } from './http/other-methods.ts'
import { installRequestIdentity, newRequestId } from './http/request-identity.ts'
import { createUrlSigner } from './http/signed-url.ts'
import type { Clock } from './ports/clock.ts'
import type { Db } from './ports/db.ts'
import type { UnitOfWork } from './ports/unit-of-work.ts'
import { diagnosticsRoutes } from './resources/diagnostics/routes.ts'
import { healthRoutes } from './resources/health/routes.ts'
import { mediaFileRoutes, mediaRoutes } from './resources/media/routes.ts'
import { sentenceRoutes } from './resources/sentences/routes.ts'
import { serviceRoutes } from './resources/services/routes.ts'
import { transcriptRoutes } from './resources/transcripts/routes.ts'
import { startWorker } from './worker/start.ts'

/** A built server that is not listening yet. */
export interface App {
  http: FastifyInstance
  /** Credentials made at this very start, to be shown once. */
  generated: { accountSid: string; authToken: string } | null
  /** Stops taking requests and jobs, gives running jobs `graceMs` to end, and closes everything. */
  close(graceMs: number): Promise<void>
}

const systemClock: Clock = { now: () => new Date(), randomHex: () => randomBytes(16).toString('hex') }

/** Opens the data, starts the workers, registers the routes.
 * @param onFailure called when a part dies that the process can not go on without
 * @throws Error when the data directory, the database or the configuration can not be used */
export async function createApp(config: Config, onFailure: (error: Error) => void): Promise<App> {
  const dataDir = resolve(config.DATA_DIR)
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const http = createHttp(config)
  const closers: Closers = []
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) {
      await closer().catch((error) => http.log.error({ err: error }, 'a part could not be closed'))
    }
  }
  let graceMs = 0
  try {
    const db = await openDatabase(config, { dataDir, onFailure, closers })
    const credentials = openCredentials(dataDir, config)
    const fetcher = openFetcher(config)
    closers.push(fetcher.close)
    const engines = config.WORKERS > 0 ? startEngines(config, dataDir, closers) : null
    const queue = createQueue(db, (error) => http.log.error({ err: error }, 'job queue'))
    closers.push(() => queue.stop(graceMs))
    await queue.start()
    const unitOfWork: UnitOfWork = (work) =>
      db.transaction((session) => work({ ...createStore(session), enqueue: queue.within(session) }))
    const parts = {
      store: createStore(db),
      unitOfWork,
      queue,
      fetcher,
      credentials,
      clock: systemClock,
      mediaStore: createMediaFiles(join(dataDir, 'media')),
      signer: createUrlSigner(credentials.mediaUrlKey),
      baseUrl: createBaseUrl(config.PUBLIC_BASE_URL),
      checkMediaUrl: fetcher.check,
      wake: queue.wake,
      log: http.log,
      checks: {
        database: async () => void (await db.query('select 1')),
        ...(engines && { recogniser: engines.asr.ready }),
      },
    }
    if (engines) {
      const notifier = createWebhookNotifier(parts)
      await startWorker({ ...parts, ...engines, notifier }, { transcriptsAtOnce: config.WORKERS })
      engines.asr
        .ready()
        .catch((error) => http.log.error({ err: error }, 'the recogniser could not be loaded'))
    }
    await registerRoutes(http, parts)
    closers.push(async () => {
      // A client that reads slowly must not keep the server from stopping.
      const timer = setTimeout(() => http.server.closeAllConnections(), graceMs)
      await http.close()
      clearTimeout(timer)
    })
    return {
      http,
      generated: credentials.generated,
      close: (grace) => {
        graceMs = grace
        return close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** Ways to close what was opened so far; run in reverse order. */
type Closers = (() => Promise<unknown>)[]

async function openDatabase(
  config: Config,
  { dataDir, onFailure, closers }: { dataDir: string; onFailure: (error: Error) => void; closers: Closers },
): Promise<Db> {
  const embedded = config.DATABASE_URL ? null : await startEmbedded(dataDir, onFailure)
  if (embedded) closers.push(() => embedded.close())
  const target = embedded ? { stream: embedded.stream } : { connectionString: config.DATABASE_URL! }
  const db = await openPostgres(target)
  closers.push(() => db.close())
  await migrate(db)
  return db
}

function openFetcher(config: Config) {
  return createSafeFetcher({
    allow: config.NETWORK_ALLOW,
    attempts: config.MEDIA_FETCH_ATTEMPTS,
    urlCredentials: config.MEDIA_URL_CREDENTIALS,
    ...(config.WEBHOOK_CA && { extraCa: readFileSync(config.WEBHOOK_CA, 'utf8') }),
  })
}

/** The parts that turn recordings into words. */
function startEngines(config: Config, dataDir: string, closers: Closers) {
  const asr = createMoonshine({
    size: config.ASR_MODEL === 'moonshine-tiny' ? 'tiny' : 'base',
    threads: config.WORKERS,
    modelsDir: join(dataDir, 'models'),
    batchRows: config.ASR_BATCH_ROWS,
    batchSeconds: config.ASR_BATCH_SECONDS,
  })
  const vad = createSileroVad(config.WORKERS)
  const decoder = createDecoder()
  closers.push(asr.close, vad.close, decoder.close)
  // Whatever a dead process left behind goes; on a shared database the folder is still this machine's own.
  const workRoot = join(dataDir, 'work')
  rmSync(workRoot, { recursive: true, force: true })
  mkdirSync(workRoot, { recursive: true, mode: 0o700 })
  const limits = { maxBytes: config.MEDIA_MAX_BYTES, maxSeconds: config.MEDIA_MAX_SECONDS }
  return { asr, vad, decoder, limits, workRoot }
}

function createHttp(config: Config): FastifyInstance {
  const http = Fastify({
    logger: { level: config.LOG_LEVEL },
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: newRequestId,
    frameworkErrors: answerBadPath,
    clientErrorHandler: answerBadBytes,
    // While closing, requests are answered as usual; Fastify's own refusal has another shape.
    return503OnClosing: false,
    bodyLimit: 1 << 20,
    requestTimeout: 60_000,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 300 },
    ajv: { customOptions: { coerceTypes: 'array', removeAdditional: false } },
  })
  installErrors(http)
  installRequestIdentity(http)
  // Paths hold sids only; queries may hold customer keys, page tokens and signatures and are left out.
  http.addHook('onResponse', async (request, reply) => {
    const fields = {
      method: request.method,
      path: request.url.split('?')[0],
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    }
    request.log.info(fields, 'request')
  })
  return http
}

type RouteParts = Parameters<typeof transcriptRoutes>[1] &
  Parameters<typeof mediaRoutes>[1] &
  Parameters<typeof healthRoutes>[1] & { credentials: Parameters<typeof requireCredentials>[1] }

async function registerRoutes(http: FastifyInstance, parts: RouteParts) {
  await http.register(async (open) => {
    healthRoutes(open, parts)
    mediaFileRoutes(open, parts)
  })
  await http.register(async (api) => {
    requireCredentials(api, parts.credentials)
    await installForms(api)
    const refuseOtherMethods = watchMethods(api)
    serviceRoutes(api, parts)
    transcriptRoutes(api, parts)
    sentenceRoutes(api, parts)
    mediaRoutes(api, parts)
    diagnosticsRoutes(api, parts)
    refuseOtherMethods()
  })
}
