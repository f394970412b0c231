// The composition root: the only file that knows every adapter. It builds the parts for one configuration and
// joins them; it holds no rules.
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import Fastify, { type FastifyInstance, LogController } from 'fastify'
import { createCredentials } from './adapters/credentials-store/credentials.ts'
import { type AccountSecret, openFirstAccount } from './adapters/credentials-store/first-account.ts'
import { startEmbedded } from './adapters/db-pglite/embedded.ts'
import { takeOwnerLock } from './adapters/db-pglite/owner-lock.ts'
import { AGAIN_FREE_BYTES, freeBytes } from './adapters/db-pglite/upkeep.ts'
import { openPostgres } from './adapters/db-postgres/postgres.ts'
import { type FoundFfmpeg, findFfmpeg } from './adapters/decoder-ffmpeg/find-ffmpeg.ts'
import { createTieredDecoder } from './adapters/decoder-ffmpeg/tiered-decoder.ts'
import { createDecoder } from './adapters/decoder-native/decoder.ts'
import { limitDecoder } from './adapters/decoder-native/limited.ts'
import { createSafeFetcher } from './adapters/fetcher-safe/fetcher.ts'
import { createMediaFiles } from './adapters/media-files/media-files.ts'
import { createMediaSealed } from './adapters/media-sealed/media-sealed.ts'
import { createWebhookNotifier } from './adapters/notifier-webhook/webhook.ts'
import { createProgressMemory } from './adapters/progress-memory/progress-memory.ts'
import { checkQueue } from './adapters/queue-pgboss/check-queue.ts'
import { createQueue } from './adapters/queue-pgboss/queue.ts'
import { createUpstreamRecordings } from './adapters/recordings-twilio/recordings.ts'
import { createRenditions } from './adapters/renditions-native/renditions.ts'
import { createRunningMemory } from './adapters/running-memory/running-memory.ts'
import { createSessions } from './adapters/sessions-store/sessions.ts'
import { migrate } from './adapters/store-sql/migrate.ts'
import { createStore } from './adapters/store-sql/store.ts'
import { openVault } from './adapters/vault-file/vault.ts'
import { openWorkFolder } from './adapters/work-folders/work-folders.ts'
import type { Config } from './config.ts'
import { startEngines } from './engines.ts'
import { installCors, installRateLimit } from './http/answer-headers.ts'
import { installAudit } from './http/audit.ts'
import { requireCredentials } from './http/authentication.ts'
import { createBaseUrl } from './http/base-url.ts'
import { answerBadBytes, answerBadPath, installErrors } from './http/error-body.ts'
import { installForms } from './http/form.ts'
import { createLockout } from './http/lockout.ts'
import { logSettings } from './http/log-settings.ts'
import { loggedPath } from './http/logged-path.ts'
import { watchMethods } from './http/other-methods.ts'
import { installRequestIdentity, newRequestId } from './http/request-identity.ts'
import { originForm } from './http/request-target.ts'
import { schemaKeywords } from './http/schemas.ts'
import { installSecurityHeaders } from './http/security-headers.ts'
import { createUrlSigner } from './http/signed-url.ts'
import { installUnreadBodies } from './http/unread-body.ts'
import { checkOperatorConfig } from './operators/check-config.ts'
import type { Clock } from './ports/clock.ts'
import type { ContentDocuments } from './ports/content-documents.ts'
import type { Db } from './ports/db.ts'
import type { Fetcher } from './ports/fetcher.ts'
import type { MediaKeyStore } from './ports/media-key-store.ts'
import type { MediaStore } from './ports/media-store.ts'
import type { UnitOfWork } from './ports/unit-of-work.ts'
import type { Vault } from './ports/vault.ts'
import { accountRoutes } from './resources/accounts/routes.ts'
import { apiKeyRoutes } from './resources/api-keys/routes.ts'
import { auditLogRoutes } from './resources/audit-log/routes.ts'
import { customerRoutes } from './resources/customers/routes.ts'
import { diagnosticsRoutes } from './resources/diagnostics/routes.ts'
import { documentationRoutes } from './resources/documentation/routes.ts'
import { encryptedFileRoutes, encryptedRoutes } from './resources/encrypted/routes.ts'
import { eventRoutes } from './resources/events/routes.ts'
import { type ExportedTranscript, exportRoutes } from './resources/exports/routes.ts'
import { healthRoutes } from './resources/health/routes.ts'
import { mediaFileRoutes, mediaRoutes } from './resources/media/routes.ts'
import { operatorAttachmentRoutes } from './resources/operator-attachments/routes.ts'
import { presentResult } from './resources/operator-results/present.ts'
import { operatorResultRoutes } from './resources/operator-results/routes.ts'
import { operatorRunRoutes } from './resources/operator-runs/routes.ts'
import { operatorTypeRoutes } from './resources/operator-types/routes.ts'
import { operatorRoutes } from './resources/operators/routes.ts'
import { peaksRoutes } from './resources/peaks/routes.ts'
import { publicKeyRoutes } from './resources/public-keys/routes.ts'
import { recordingHookRoutes } from './resources/recordings/hook-routes.ts'
import { recordingRoutes } from './resources/recordings/routes.ts'
import { uploadRoutes } from './resources/recordings/upload-routes.ts'
import { redactionReportRoutes } from './resources/redaction-report/routes.ts'
import { searchRoutes } from './resources/search/routes.ts'
import { presentSentence } from './resources/sentences/present.ts'
import { sentenceRoutes } from './resources/sentences/routes.ts'
import { serviceRoutes } from './resources/services/routes.ts'
import { sessionLinkRoutes } from './resources/sessions/link-routes.ts'
import { pageSessions, sessionRoutes } from './resources/sessions/routes.ts'
import { presentTranscript } from './resources/transcripts/present.ts'
import { transcriptRoutes } from './resources/transcripts/routes.ts'
import { viewerRoutes } from './resources/viewer/routes.ts'
import { webhookRoutes } from './resources/webhooks/routes.ts'
import { waitingForRoom } from './worker/patient-queue.ts'
import { startRetention } from './worker/retention.ts'
import { startWorker } from './worker/start.ts'

/** A built server that is not listening yet. */
export interface App {
  http: FastifyInstance
  /** The account that the installation began with. `generated`: made at this very start, to be shown once. */
  firstAccount: AccountSecret & { generated: boolean }
  /** Stops taking requests and jobs, gives running jobs `graceMs` to end, and closes everything. */
  close(graceMs: number): Promise<void>
}

const UPLOADS_DECODED_AT_ONCE = 2
/** How long nothing may come or go on a connection. */
const IDLE_MS = 120_000

const systemClock: Clock = { now: () => new Date(), randomHex: () => randomBytes(16).toString('hex') }

/** Opens the data, starts the workers, registers the routes.
 * @param onFailure called when a part dies that the process can not go on without
 * @throws Error when the data directory, the database or the configuration can not be used */
export async function createApp(config: Config, onFailure: (error: Error) => void): Promise<App> {
  const dataDir = resolve(config.DATA_DIR)
  requireWritable(dataDir)
  const http = createHttp(config)
  const closing: Closing = { closers: [], graceMs: 0 }
  const close = async () => {
    for (const closer of closing.closers.splice(0).reverse()) {
      await closer().catch((error) => http.log.error({ err: error }, 'a part could not be closed'))
    }
  }
  try {
    const data = await openData(config, { dataDir, http, onFailure, closing })
    const engines =
      config.WORKERS > 0 ? startEngines(config, { modelsDir: join(dataDir, 'models'), ...closing }) : null
    const ffmpeg = await findFfmpeg(config.FFMPEG_PATH)
    const parts = assemble(config, { dataDir, http, data, engines, ffmpeg, closing })
    // Stopped before anything that running jobs still use.
    closing.closers.push(() => data.queue.stop(closing.graceMs))
    await data.queue.start()
    if (engines) await startWork(config, { parts, engines, closing })
    await registerRoutes(http, parts)
    closing.closers.push(async () => {
      // A client that reads slowly must not keep the server from stopping.
      const timer = setTimeout(() => http.server.closeAllConnections(), closing.graceMs)
      await http.close()
      clearTimeout(timer)
    })
    return {
      http,
      firstAccount: data.firstAccount,
      close: (graceMs) => {
        closing.graceMs = graceMs
        return close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** @throws Error naming the folder when nothing can be stored in it */
function requireWritable(dataDir: string) {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    rmSync(mkdtempSync(join(dataDir, 'probe-')), { recursive: true })
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new Error(`data directory ${dataDir} can not be written to (${code})`, { cause })
  }
}

/** Ways to close what was opened so far, run in reverse order, and how long running jobs may take. */
interface Closing {
  closers: (() => Promise<unknown>)[]
  graceMs: number
}

/** What the parts are made with, beside the configuration. */
interface Surroundings {
  dataDir: string
  http: FastifyInstance
  closing: Closing
}

/** The database with all that lies in it: rows, jobs, and the account that everything begins with. */
async function openData(
  config: Config,
  { dataDir, http, onFailure, closing }: Surroundings & { onFailure: (error: Error) => void },
) {
  const vault = openVault(dataDir, config.DATA_KEY)
  const db = await openDatabase(config, { dataDir, onFailure, closing })
  const queue = createQueue(db, (error) => http.log.error({ err: error }, 'job queue'))
  const store = createStore(db)
  const unitOfWork: UnitOfWork = (work) =>
    db.transaction((session) => work({ ...createStore(session), ...queue.within(session) }))
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken } = config
  const sources = { configured: { accountSid, authToken }, legacy: vault.legacyAccount }
  const firstAccount = await openFirstAccount(sources, { unitOfWork, vault })
  if (vault.legacyAccount) vault.dropLegacyAccount()
  return { vault, db, queue, store, unitOfWork, firstAccount }
}

type Data = Awaited<ReturnType<typeof openData>>
type Engines = ReturnType<typeof startEngines>
type Parts = ReturnType<typeof assemble>

/** Every part that routes and workers are given. */
function assemble(
  config: Config,
  given: Surroundings & { data: Data; engines: Engines | null; ffmpeg: FoundFfmpeg | null },
) {
  const { dataDir, http, data, engines, ffmpeg, closing } = given
  const { vault, db, queue, store, unitOfWork, firstAccount } = data
  const workFolder = openWorkFolder(dataDir, takeOwnerLock)
  const workRoot = workFolder.path
  closing.closers.push(async () => workFolder.close())
  const fetcher = openFetcher(config)
  const native = createDecoder()
  const decoder = createTieredDecoder({ native, ffmpeg })
  const renditions = createRenditions({ decoder })
  closing.closers.push(fetcher.close, decoder.close, native.close, renditions.close)
  return {
    store,
    unitOfWork,
    queue,
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
    mediaStore: openMedia(config, { dataDir, workRoot, keys: store.mediaKeys, vault }),
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
async function startWork(
  config: Config,
  { parts, engines, closing }: { parts: Parts; engines: Engines; closing: Closing },
) {
  const notifier = createWebhookNotifier(parts)
  const owner = parts.firstAccountSid
  const upstream = parts.upstream && createUpstreamRecordings({ ...parts.upstream, owner }, parts.fetcher)
  const deps = {
    ...parts,
    ...engines,
    queue: waitingForRoom(parts.queue, async () => freeBytes(parts.workRoot) >= AGAIN_FREE_BYTES),
    notifier,
    upstream,
    documents: contentDocuments(config),
    redactAudio: config.REDACT_AUDIO,
  }
  await startWorker(deps, { transcriptsAtOnce: config.WORKERS })
  if (config.RETENTION_DAYS) closing.closers.push(startRetention(config.RETENTION_DAYS, parts).stop)
  engines.asr.ready().catch((error) => parts.log.error({ err: error }, 'the recogniser could not be loaded'))
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
  { dataDir, ...rest }: { dataDir: string; workRoot: string; keys: MediaKeyStore; vault: Vault },
): MediaStore {
  const inner = createMediaFiles(join(dataDir, 'media'))
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

/** A redacted file holds no names of the participants either. */
function presentExport({ transcript, sentences, redacted, base }: ExportedTranscript) {
  return {
    transcript: presentTranscript(transcript, { base, personal: !redacted }),
    sentences: sentences.map((one) => presentSentence(one, { redacted, withWords: true })),
  }
}

function createHttp(config: Config): FastifyInstance {
  const http = Fastify({
    logger: logSettings(config.LOG_LEVEL),
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: newRequestId,
    rewriteUrl: ({ url }) => originForm(url ?? '/'),
    frameworkErrors: answerBadPath,
    clientErrorHandler: answerBadBytes,
    // While closing, requests are answered as usual; Fastify's own refusal has another shape.
    return503OnClosing: false,
    bodyLimit: 1 << 20,
    // Uploads may take hours; the bodies of forms have a limit of their own, idle sockets have this one.
    requestTimeout: 0,
    connectionTimeout: IDLE_MS,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 300 },
    trustProxy: config.TRUSTED_PROXIES.length > 0 ? config.TRUSTED_PROXIES : false,
    ajv: { customOptions: { coerceTypes: 'array', removeAdditional: false, keywords: schemaKeywords } },
  })
  // Answers are made whole by each resource; the schemas describe them, and must not drop or change anything.
  http.setSerializerCompiler(() => (body) => JSON.stringify(body))
  installErrors(http)
  installRequestIdentity(http)
  installSecurityHeaders(http)
  installCors(http)
  installUnreadBodies(http)
  http.addHook('onResponse', async (request, reply) => {
    const fields = {
      method: request.method,
      path: loggedPath(request),
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    }
    request.log.info(fields, 'request')
  })
  return http
}

type RouteParts = Parameters<typeof transcriptRoutes>[1] &
  Parameters<typeof mediaRoutes>[1] &
  Parameters<typeof recordingRoutes>[1] &
  Parameters<typeof recordingHookRoutes>[1] &
  Parameters<typeof accountRoutes>[1] &
  Parameters<typeof customerRoutes>[1] &
  Parameters<typeof operatorRoutes>[1] &
  Parameters<typeof eventRoutes>[1] &
  Parameters<typeof peaksRoutes>[1] &
  Omit<Parameters<typeof sessionRoutes>[1], 'lockout'> &
  Parameters<typeof healthRoutes>[1] & { rateLimit: Config['RATE_LIMIT'] }

/** Every route, those without credentials first. */
export async function registerRoutes(http: FastifyInstance, parts: RouteParts) {
  await http.register(async (open) => {
    await installForms(open)
    healthRoutes(open, parts)
    documentationRoutes(open, parts)
    viewerRoutes(open, parts)
    mediaFileRoutes(open, parts)
    encryptedFileRoutes(open, parts)
    recordingHookRoutes(open, parts)
  })
  const lockout = createLockout()
  await http.register((pages) => sessionRoutes(pages, { ...parts, lockout }))
  await http.register(async (api) => {
    requireCredentials(api, parts.credentials, { lockout, sessions: pageSessions(parts) })
    installRateLimit(api, parts.rateLimit)
    installAudit(api, parts)
    const refuseOtherMethods = watchMethods(api)
    await api.register((uploads) => uploadRoutes(uploads, parts))
    await api.register(async (forms) => {
      await installForms(forms)
      serviceRoutes(forms, parts)
      operatorAttachmentRoutes(forms, parts)
      transcriptRoutes(forms, parts)
      sentenceRoutes(forms, parts)
      exportRoutes(forms, { ...parts, presentExport })
      searchRoutes(forms, parts)
      mediaRoutes(forms, parts)
      operatorResultRoutes(forms, parts)
      operatorRunRoutes(forms, parts)
      encryptedRoutes(forms, parts)
      operatorRoutes(forms, parts)
      operatorTypeRoutes(forms, parts)
      publicKeyRoutes(forms, parts)
      recordingRoutes(forms, parts)
      diagnosticsRoutes(forms, parts)
      redactionReportRoutes(forms, parts)
      peaksRoutes(forms, parts)
      auditLogRoutes(forms, parts)
      eventRoutes(forms, parts)
      webhookRoutes(forms, parts)
      customerRoutes(forms, parts)
      apiKeyRoutes(forms, parts)
      accountRoutes(forms, parts)
      sessionLinkRoutes(forms, parts)
    })
    refuseOtherMethods()
  })
}
