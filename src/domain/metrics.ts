// Every metric of a process, in one place: its name, what it counts, its labels. The guide's table, the dashboard and
// the alert rules are checked against it. Labels have few values: never a sid, an address or a text. None is called
// `job` or `instance`: these are Prometheus' own names for what it scrapes, and ours would be renamed.

/** How a metric is kept: what only grows, what is looked up when asked for, how values spread. */
export type MetricKind = 'counter' | 'gauge' | 'histogram'

/** One metric with the names of its labels. `buckets` are the upper bounds of a histogram, in its unit. */
export interface Metric<K extends MetricKind = MetricKind, L extends string = string> {
  kind: K
  name: string
  help: string
  labels: readonly L[]
  buckets?: readonly number[]
}

const requestS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60]
const workS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800, 7200]
const callS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 600]
const shares = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1]
const factors = [0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1, 2, 5]

/** All metrics by the key that code uses. */
export const metrics = {
  httpRequest: histogram('verbatim_http_request_duration_seconds', 'Requests answered, by route pattern', {
    labels: ['method', 'route', 'status'],
    buckets: requestS,
  }),
  queueJobs: gauge('verbatim_queue_jobs', 'Jobs that are not done: waiting, retry or active', [
    'queue',
    'state',
  ]),
  queueOldestDue: gauge(
    'verbatim_queue_oldest_due_seconds',
    'How long the oldest job that is due has been due',
    ['queue', 'state'],
  ),
  jobFinished: counter(
    'verbatim_jobs_finished_total',
    'Tries of jobs that ended: completed, retried, failed, abandoned (lease lost, or the process stops)',
    ['queue', 'outcome'],
  ),
  jobDuration: histogram('verbatim_job_duration_seconds', 'Time of a try of a job', {
    labels: ['queue'],
    buckets: workS,
  }),
  stage: histogram('verbatim_stage_duration_seconds', 'Time of a finished stage of the pipeline', {
    labels: ['stage'],
    buckets: workS,
  }),
  audioSeconds: counter('verbatim_audio_seconds_total', 'Seconds of recordings that were decoded'),
  realTimeFactor: histogram(
    'verbatim_real_time_factor',
    'Processing time without fetching, by duration of the recording, per completed transcript',
    { labels: [], buckets: factors },
  ),
  transcriptFinished: counter(
    'verbatim_transcripts_finished_total',
    "Transcripts that a worker ended, by status and the failure's error code (empty when completed)",
    ['status', 'code'],
  ),
  segmentsRead: counter('verbatim_segments_read_total', 'Segments of speech that were recognised'),
  segmentsEmptyFirst: counter(
    'verbatim_segments_empty_first_total',
    'Segments whose first reading had no words',
  ),
  segmentsRecovered: counter(
    'verbatim_segments_recovered_total',
    'Segments without words at first that another reading found words in',
  ),
  segmentsUnrecognised: counter(
    'verbatim_segments_unrecognised_total',
    'Stretches of speech that were left without words',
  ),
  confidence: histogram('verbatim_transcript_confidence', 'Mean confidence of the words of a transcript', {
    labels: [],
    buckets: shares,
  }),
  redactedSpans: counter('verbatim_redacted_spans_total', 'Personal data found, by type', ['type']),
  mutedSeconds: counter('verbatim_muted_seconds_total', 'Seconds muted in redacted recordings, per channel'),
  fetch: histogram('verbatim_fetch_duration_seconds', "Downloads of recordings: ok, or the error's key", {
    labels: ['outcome'],
    buckets: callS,
  }),
  fetchBytes: counter('verbatim_fetch_bytes_total', 'Bytes of recordings that were downloaded'),
  webhook: histogram(
    'verbatim_webhook_attempt_duration_seconds',
    'Calls of webhooks: 2xx, 3xx, 4xx, 5xx, timeout, network (refused addresses included)',
    { labels: ['outcome'], buckets: callS },
  ),
  webhookGivenUp: counter('verbatim_webhooks_given_up_total', 'Webhooks that get no further try'),
  recogniserThreads: gauge('verbatim_recogniser_threads', 'Recogniser threads of this process; 0 = API only'),
  recogniserBatches: gauge(
    'verbatim_recogniser_batches',
    'Batches of segments: running or waiting for a thread',
    ['state'],
  ),
  buildInfo: gauge('verbatim_build_info', 'Always 1', ['version', 'node']),
}

/** Names a metric in code. */
export type MetricKey = keyof typeof metrics
/** The metrics of one kind. */
export type KeyOf<K extends MetricKind> = {
  [M in MetricKey]: (typeof metrics)[M] extends Metric<K, infer _L> ? M : never
}[MetricKey]
/** A value for each label of a metric. */
export type LabelsOf<M extends MetricKey> = Record<(typeof metrics)[M]['labels'][number], string>

function counter<const L extends string = never>(
  name: string,
  help: string,
  labels: readonly L[] = [],
): Metric<'counter', L> {
  return { kind: 'counter', name, help, labels }
}

function gauge<const L extends string = never>(
  name: string,
  help: string,
  labels: readonly L[] = [],
): Metric<'gauge', L> {
  return { kind: 'gauge', name, help, labels }
}

function histogram<const L extends string = never>(
  name: string,
  help: string,
  { labels, buckets }: { labels: readonly L[]; buckets: readonly number[] },
): Metric<'histogram', L> {
  return { kind: 'histogram', name, help, labels, buckets }
}
