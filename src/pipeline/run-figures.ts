// What a run tells of itself as figures: work done and signs of its quality, never anything of the call.
import type { RedactionReport } from '../domain/redaction-report.ts'
import type { Sentence } from '../domain/sentence.ts'
import type { ReadingFigures } from '../domain/speech.ts'
import type { StageName } from '../domain/transcript.ts'
import type { Meter } from '../ports/telemetry.ts'

/** Tells how recognition went. */
export function tellReading(meter: Meter, figures: ReadingFigures) {
  meter.count('segmentsRead', {}, figures.segments)
  meter.count('segmentsEmptyFirst', {}, figures.emptyFirst)
  meter.count('segmentsRecovered', {}, figures.recovered)
  meter.count('segmentsUnrecognised', {}, figures.unrecognised)
}

/** Tells how sure the recogniser is of a transcript, each sentence by its number of words. */
export function tellConfidence(meter: Meter, sentences: readonly Sentence[]) {
  let words = 0
  let sum = 0
  for (const { text, confidence } of sentences) {
    const count = text.split(' ').length
    words += count
    sum += confidence * count
  }
  if (words > 0) meter.observe('confidence', {}, sum / words)
}

/** Tells which kinds of personal data were found, and how often. */
export function tellRedaction(meter: Meter, { entities }: Pick<RedactionReport, 'entities'>) {
  for (const { type } of entities) meter.count('redactedSpans', { type })
}

/** Tells how much sound was muted in the end. */
export function tellMuting(meter: Meter, { media }: Pick<RedactionReport, 'media'>) {
  const mutedMs = (media?.muted ?? []).reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0)
  meter.count('mutedSeconds', {}, mutedMs / 1000)
}

/** Tells that a transcript is completed, and how its processing compares with its duration; what its origin took to
 * deliver it is not processing. */
export function tellCompleted(
  meter: Meter,
  { stageMs, audioMs }: { stageMs: Partial<Record<StageName, number>>; audioMs: number },
) {
  meter.count('transcriptFinished', { status: 'completed', code: '' })
  const { fetch: _fetch, ...processing } = stageMs
  const workMs = Object.values(processing).reduce((sum, ms) => sum + ms, 0)
  if (audioMs > 0) meter.observe('realTimeFactor', {}, workMs / audioMs)
}
