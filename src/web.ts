// The HTTP server: its settings, its hooks, and every route in its place.
import Fastify, { type FastifyInstance, LogController } from 'fastify'
import type { Config } from './config.ts'
import type { AccountSid } from './domain/sid.ts'
import { installCors, installRateLimit } from './http/answer-headers.ts'
import { installAudit } from './http/audit.ts'
import { requireAccount, requireCredentials } from './http/authentication.ts'
import { answerBadBytes, answerBadPath, installErrors } from './http/error-body.ts'
import { installForms } from './http/form.ts'
import { createGuard, type GuardParts } from './http/lockout-shared.ts'
import { logSettings } from './http/log-settings.ts'
import { loggedPath } from './http/logged-path.ts'
import { watchMethods } from './http/other-methods.ts'
import { installRequestIdentity, newRequestId } from './http/request-identity.ts'
import { originForm } from './http/request-target.ts'
import { schemaKeywords } from './http/schemas.ts'
import { installSecurityHeaders } from './http/security-headers.ts'
import { installTelemetry } from './http/telemetry.ts'
import { installUnreadBodies } from './http/unread-body.ts'
import type { RateCounter } from './ports/rate-counter.ts'
import { silentTelemetry, type Telemetry } from './ports/telemetry.ts'
import { accountRoutes } from './resources/accounts/routes.ts'
import { apiKeyRoutes } from './resources/api-keys/routes.ts'
import { auditLogRoutes } from './resources/audit-log/routes.ts'
import { customerRoutes } from './resources/customers/routes.ts'
import { diagnosticsRoutes } from './resources/diagnostics/routes.ts'
import { documentationRoutes } from './resources/documentation/routes.ts'
import { embedTokenRoutes } from './resources/embeds/routes.ts'
import { embedSessionRoutes } from './resources/embeds/session-routes.ts'
import { encryptedFileRoutes, encryptedRoutes } from './resources/encrypted/routes.ts'
import { eventRoutes } from './resources/events/routes.ts'
import { type ExportedTranscript, exportRoutes } from './resources/exports/routes.ts'
import { healthRoutes } from './resources/health/routes.ts'
import { mediaFileRoutes, mediaRoutes } from './resources/media/routes.ts'
import { metricsRoutes } from './resources/metrics/routes.ts'
import { operatorAttachmentRoutes } from './resources/operator-attachments/routes.ts'
import { presentResult } from './resources/operator-results/present.ts'
import { operatorResultRoutes } from './resources/operator-results/routes.ts'
import { operatorRunRoutes } from './resources/operator-runs/routes.ts'
import { operatorTypeRoutes } from './resources/operator-types/routes.ts'
import { operatorRoutes } from './resources/operators/routes.ts'
import { type OperatorTrialDeps, operatorTrialRoutes } from './resources/operators/trial-routes.ts'
import { peaksRoutes } from './resources/peaks/routes.ts'
import { publicKeyRoutes } from './resources/public-keys/routes.ts'
import { recordingHookRoutes } from './resources/recordings/hook-routes.ts'
import { recordingRoutes } from './resources/recordings/routes.ts'
import { uploadRoutes } from './resources/recordings/upload-routes.ts'
import { redactionReportRoutes } from './resources/redaction-report/routes.ts'
import { searchRoutes } from './resources/search/routes.ts'
import { presentSpoken } from './resources/sentences/present.ts'
import { sentenceRoutes } from './resources/sentences/routes.ts'
import { serviceRoutes } from './resources/services/routes.ts'
import { sessionLinkRoutes } from './resources/sessions/link-routes.ts'
import { pageSessions, sessionRoutes } from './resources/sessions/routes.ts'
import { presentTranscript } from './resources/transcripts/present.ts'
import { transcriptRoutes } from './resources/transcripts/routes.ts'
import { viewerRoutes } from './resources/viewer/routes.ts'
import { webhookRoutes } from './resources/webhooks/routes.ts'

/** How long nothing may come or go on a connection. */
const IDLE_MS = 120_000

/** The server without routes: its limits, its log, the hooks of every request. */
export function createHttp(config: Config, telemetry: Telemetry = silentTelemetry): FastifyInstance {
  const http = Fastify({
    logger: logSettings(config.LOG_LEVEL, telemetry.logFields),
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
  installTelemetry(http, telemetry)
  installSecurityHeaders(http)
  installCors(http, config.CORS_ORIGINS)
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
  Parameters<typeof viewerRoutes>[1] &
  Omit<OperatorTrialDeps, 'presentResult'> &
  Omit<Parameters<typeof sessionRoutes>[1], 'lockout'> &
  MonitoringParts & { rates: RateCounter | null }

/** What monitoring asks, and who may read figures. */
export type MonitoringParts = Parameters<typeof healthRoutes>[1] &
  Parameters<typeof metricsRoutes>[1] &
  GuardParts & {
    metricsReaders: Config['METRICS']
    firstAccountSid: AccountSid
  }

/** The routes for monitoring alone, `/healthz`, `/readyz` and `/metrics`: all that a process without API answers. */
export function registerMonitoring(
  http: FastifyInstance,
  parts: MonitoringParts,
  { credentials, lockout } = createGuard(parts),
) {
  healthRoutes(http, parts)
  const { metricsReaders, firstAccountSid } = parts
  if (metricsReaders === 'off') return
  http.register(async (figures) => {
    if (metricsReaders === 'credentials') {
      requireCredentials(figures, credentials, { lockout })
      // They tell of all accounts together.
      requireAccount(figures, firstAccountSid)
    }
    metricsRoutes(figures, parts)
  })
}

/** Every route, those without credentials first. */
export async function registerRoutes(http: FastifyInstance, parts: RouteParts) {
  const guard = createGuard(parts)
  await http.register(async (open) => {
    await installForms(open)
    registerMonitoring(open, parts, guard)
    documentationRoutes(open, parts)
    viewerRoutes(open, parts)
    mediaFileRoutes(open, parts)
    encryptedFileRoutes(open, parts)
    recordingHookRoutes(open, parts)
  })
  await http.register((pages) => sessionRoutes(pages, { ...parts, ...guard }))
  await http.register((pages) => embedSessionRoutes(pages, parts))
  await http.register(async (api) => {
    requireCredentials(api, guard.credentials, { lockout: guard.lockout, sessions: pageSessions(parts) })
    installRateLimit(api, parts.rates)
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
      operatorTrialRoutes(forms, { ...parts, presentResult })
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
      embedTokenRoutes(forms, parts)
    })
    refuseOtherMethods()
  })
}
/** A redacted file holds no names of the participants either. */
function presentExport({ transcript, sentences, redacted, base }: ExportedTranscript) {
  return {
    transcript: presentTranscript(transcript, { base, personal: !redacted }),
    sentences: sentences.map((one) => presentSpoken(one, { redacted, withWords: true })),
  }
}
