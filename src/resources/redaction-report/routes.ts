// What redaction found in a transcript and did about it, without what was found: Verbatim's own resource.
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import type { BaseUrl } from '../../http/base-url.ts'
import { pathNotFound } from '../../http/error-body.ts'
import { refuseEncrypted } from '../../http/redacted-view.ts'
import { sidParameter } from '../../http/schemas.ts'
import { transcriptOf } from '../../http/transcript-of.ts'
import type { Store } from '../../ports/unit-of-work.ts'
import { presentReport, reportSchema } from './present.ts'

const path = Type.Object({
  Sid: sidParameter('transcript', 'Sid of a transcript that was made with redaction.'),
})

/** Registers the report. There is none before the sentences are stored, and none without redaction. */
export function redactionReportRoutes(app: FastifyInstance, deps: { store: Store; baseUrl: BaseUrl }) {
  app.get<{ Params: Static<typeof path> }>(
    '/x/v1/Transcripts/:Sid/RedactionReport',
    {
      schema: {
        operationId: 'FetchRedactionReport',
        summary:
          'Fetch what was redacted: types, times and confidence, never values; and the re-check of the audio',
        params: path,
        response: { 200: reportSchema },
      },
    },
    async (request): Promise<Static<typeof reportSchema>> => {
      const transcript = await transcriptOf(request, request.params.Sid, deps.store.transcripts)
      refuseEncrypted(transcript)
      const report = await deps.store.redactionReports.find(transcript.sid)
      if (!report) throw pathNotFound(request)
      return presentReport(report, { transcript, base: deps.baseUrl(request) })
    },
  )
}
