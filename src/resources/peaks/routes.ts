// The waveform of a transcript's audio, for drawing it: Verbatim's own resource.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import type { MediaView } from '../../domain/peaks.ts'
import type { StoredMedia, Transcript } from '../../domain/transcript.ts'
import { clientGone } from '../../http/client-gone.ts'
import { pathNotFound } from '../../http/error-body.ts'
import { createPlaces } from '../../http/places.ts'
import { noteOriginal, refuseEncrypted, requireUnredactedRight } from '../../http/redacted-view.ts'
import { redactedParameter, sidParameter, sidSchema } from '../../http/schemas.ts'
import { transcriptOf } from '../../http/transcript-of.ts'
import { PEAK_COUNT } from '../../ports/renditions.ts'
import { loadPeaks, type PeaksDeps } from './service.ts'

const path = Type.Object({ Sid: sidParameter('transcript', 'Sid of the transcript.') })
const query = Type.Object({ Redacted: redactedParameter })
const peaksSchema = Type.Object({
  transcript_sid: sidSchema('transcript'),
  duration: Type.Number({ description: 'Seconds.' }),
  channels: Type.Array(Type.Array(Type.Number()), {
    description: `Per channel ${PEAK_COUNT} values from -1 to 1: of each stretch of time the sample furthest from 0.`,
  }),
})

/** Each lies on the disk, decoded, while its peaks are made. */
const PEAKS = { inAll: 16, each: 4, what: 'peaks under way' }

/** Registers the peaks of what Media would give the address of. There are none before that is stored. */
export function peaksRoutes(app: FastifyInstance, deps: PeaksDeps) {
  const takePlace = createPlaces(PEAKS)
  app.get<{ Params: Static<typeof path>; Querystring: Static<typeof query> }>(
    '/x/v1/Transcripts/:Sid/Peaks',
    {
      schema: {
        operationId: 'FetchPeaks',
        summary: 'Fetch waveform peaks of every channel',
        params: path,
        querystring: query,
        response: { 200: peaksSchema },
      },
    },
    async (request, reply): Promise<Static<typeof peaksSchema>> => {
      const transcript = await transcriptOf(request, request.params.Sid, deps.store.transcripts)
      refuseEncrypted(transcript)
      const { view, stored } = chooseMedia(request, transcript, request.query.Redacted)
      if (!stored) throw pathNotFound(request)
      const signal = clientGone(reply)
      const peaks = await loadPeaks({ transcript, view, stored, signal }, { ...deps, takePlace })
      if (!peaks) throw pathNotFound(request)
      return {
        transcript_sid: transcript.sid,
        duration: peaks.durationMs / 1000,
        channels: peaks.channels,
      }
    },
  )
}

/** As Media chooses: redacted audio exists only where the media was to be redacted.
 * @throws VerbatimError forbidden */
function chooseMedia(
  request: FastifyRequest,
  transcript: Transcript,
  asked: boolean | undefined,
): { view: MediaView; stored: StoredMedia | null } {
  const { mediaRedaction, redactedMedia, media } = transcript
  if (mediaRedaction && (asked ?? true)) return { view: 'redacted', stored: redactedMedia }
  requireUnredactedRight(request)
  // Where the sound has no other view, its shape is no news.
  if (mediaRedaction) noteOriginal(request, transcript)
  return { view: 'original', stored: media }
}
