// Every setting with its default and meaning; the only reader of the environment. docs/config.md is made from
// this table. Order of precedence: flags, environment, `.env`, defaults.
import { existsSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { parseEnv } from 'node:util'
import type { Filler } from './domain/audio.ts'
import { defaultTokenTemplate, tokenTemplate } from './domain/token-template.ts'

/** One setting: how its text is read, what holds when it is not set, and what it means. */
interface Setting<T> {
  read(text: string): T
  fallback: T
  /** How the default reads in the documentation. */
  shown: string
  meaning: string
  secret?: true
}

const settings = {
  PORT: setting(integer(0, 65535), 4010, '4010', 'port to listen on'),
  HOST: setting(String, '127.0.0.1', '127.0.0.1', 'address to listen on'),
  DATA_DIR: setting(
    String,
    './data',
    './data',
    'embedded database, media, models, keys; one process and a local disk as long as the database is in it',
  ),
  TWILIO_ACCOUNT_SID: setting(
    optional(String),
    null,
    'generated',
    'sid of the first account; generated at first start, kept in the database and printed once',
  ),
  TWILIO_AUTH_TOKEN: secret(
    setting(optional(String), null, 'generated', 'its auth token; also signs webhooks'),
  ),
  PUBLIC_BASE_URL: setting(
    optional(baseUrl),
    null,
    "the request's Host",
    'what every URL in answers begins with',
  ),
  TRUSTED_PROXIES: setting(
    list,
    [] as string[],
    'empty',
    'addresses and CIDRs of reverse proxies whose X-Forwarded-For, -Proto and -Host count, comma-separated',
  ),
  EMBED_ORIGINS: setting(
    frameOrigins,
    [] as string[],
    'none',
    'origins whose pages may show a transcript in a frame, e.g. `https://crm.example.com`, comma-separated; `self` is this server',
  ),
  CORS_ORIGINS: setting(
    corsOrigins,
    '*' as '*' | string[],
    '*',
    'origins whose pages may read answers, e.g. `https://crm.example.com`, comma-separated; `*` for all, `off` for none',
  ),
  METRICS: setting(
    oneOf('open', 'credentials', 'off'),
    'open',
    'open',
    'who reads /metrics: whoever reaches the port, holders of credentials of the first account, or nobody',
  ),
  RATE_LIMIT: setting(
    rateLimit,
    { requests: 100, seconds: 1 } as RateLimit | null,
    '100/1s',
    'requests that an account may make in a span of time, e.g. `100/1s`; `off` for no limit',
  ),
  DATABASE_URL: secret(
    setting(
      optional(postgresUrl),
      null,
      'embedded',
      '`postgres://…` keeps rows and jobs in PostgreSQL 15 or later',
    ),
  ),
  WORKERS: setting(
    integer(0, 64),
    availableParallelism(),
    'number of cores',
    'recogniser threads in this process; 0 = API only',
  ),
  WORKER_PORT: setting(
    optional(integer(0, 65535)),
    null,
    'none',
    'port on which `verbatim worker` answers /healthz, /readyz and /metrics',
  ),
  FAN_OUT_SECONDS: setting(
    integer(0, 24 * 3600),
    600,
    '600',
    'with `DATABASE_URL`: more speech than this is cut into parts for all workers; 0 = never',
  ),
  ASR_MODEL: setting(
    speechModel,
    'moonshine-base',
    'moonshine-base',
    'speech model: `moonshine-base`, `moonshine-tiny`, `sherpa:<folder>` for a downloaded one, or `module:<path or package>`',
  ),
  DIARIZATION_MODELS: setting(
    optional(String),
    null,
    'unset',
    'folder with two downloaded models that tell the voices of one-channel recordings apart; unset leaves them together',
  ),
  DIARIZATION_SPEAKERS: setting(
    integer(0, 20),
    0,
    '0',
    'how many people speak in every one-channel recording; 0 = found out for each',
  ),
  ASR_BATCH_ROWS: setting(integer(1, 64), 8, '8', 'most segments that are recognised together'),
  ASR_BATCH_SECONDS: setting(
    integer(30, 600),
    30,
    '30',
    'most seconds of audio that are recognised together, padding included; more is faster and takes more memory',
  ),
  FFMPEG_PATH: setting(
    optional(String),
    null,
    'searched on PATH',
    'ffmpeg program for formats beyond WAV, MP3, FLAC and Ogg; `off` for none',
  ),
  NETWORK_ALLOW: setting(
    list,
    [] as string[],
    'empty',
    'hosts, addresses and CIDRs that recordings and webhooks may reach although private, comma-separated',
  ),
  MEDIA_STORE: setting(
    mediaPlace,
    null as BucketPlace | null,
    'file:',
    'where recordings are kept: `file:` under DATA_DIR, or `s3://bucket/prefix`',
  ),
  S3_ENDPOINT: setting(
    optional(serverAddress),
    null,
    "AWS's",
    'address of another server that speaks S3, e.g. `http://minio:9000`; only with it plain http is used',
  ),
  AWS_REGION: setting(
    optional(awsRegion),
    null,
    'us-east-1 with S3_ENDPOINT',
    'region of the bucket in MEDIA_STORE',
  ),
  AWS_ACCESS_KEY_ID: setting(optional(String), null, 'unset', 'access key for the bucket in MEDIA_STORE'),
  AWS_SECRET_ACCESS_KEY: secret(setting(optional(String), null, 'unset', 'its secret')),
  AWS_SESSION_TOKEN: secret(
    setting(optional(String), null, 'unset', 'session token, for temporary access keys'),
  ),
  MEDIA_MAX_BYTES: setting(integer(1, 2 ** 40), 3 * 2 ** 30, '3 GiB', 'largest recording'),
  MEDIA_MAX_SECONDS: setting(integer(1, 24 * 3600), 8 * 3600, '8 h', 'longest recording'),
  MEDIA_FETCH_ATTEMPTS: setting(
    integer(1, 10),
    3,
    '3',
    'tries of a download that failed for a passing reason, within 10 minutes; 1 is what Twilio does',
  ),
  MEDIA_URL_CREDENTIALS: setting(boolean, false, 'off', 'send `user:password@` of a media_url as Basic auth'),
  WEBHOOK_CA: setting(
    optional(String),
    null,
    'unset',
    'PEM file of authorities trusted for webhooks and media beside the usual ones',
  ),
  UPSTREAM_TWILIO_ACCOUNT_SID: setting(
    optional(String),
    null,
    'unset',
    'Twilio account whose recordings are fetched when a source_sid is not stored here',
  ),
  UPSTREAM_TWILIO_AUTH_TOKEN: secret(
    setting(optional(String), null, 'unset', 'its auth token; also checks RecordingStatus callbacks'),
  ),
  UPSTREAM_TWILIO_BASE_URL: setting(
    baseUrl,
    'https://api.twilio.com',
    'https://api.twilio.com',
    'where its recordings are, e.g. of another region',
  ),
  LLM_BASE_URL: setting(
    optional(baseUrl),
    null,
    'unset',
    'an OpenAI-compatible endpoint (`https://…/v1`) for generative operators',
  ),
  LLM_MODEL: setting(optional(String), null, 'unset', 'the model to ask there'),
  LLM_API_KEY: secret(setting(optional(String), null, 'unset', 'its key; local servers need none')),
  LLM_UNREDACTED: setting(
    boolean,
    false,
    'off',
    'let the language model read what redaction hides; only for an endpoint of your own',
  ),
  REDACT_EXTENDED: setting(
    boolean,
    false,
    'off',
    'redact account, passport and licence numbers, passwords, IP addresses and URLs as well',
  ),
  REDACT_TOKEN: setting(
    tokenTemplate,
    defaultTokenTemplate,
    '[{label}]',
    'what stands in place of personal data, `{label}` for its kind, e.g. `[Redacted: {label}]`',
  ),
  REDACT_AUDIO: setting(
    oneOf('silence', 'tone'),
    'silence' as Filler,
    'silence',
    'what stands in redacted recordings where sound was taken out: `silence`, or a `tone`',
  ),
  DATA_KEY: secret(
    setting(
      optional(dataKey),
      null,
      'a key in DATA_DIR',
      '32 bytes in base64 under which recordings and stored secrets are encrypted, the same on every machine; without it only secrets are',
    ),
  ),
  RETENTION_DAYS: setting(
    optional(daysSpan),
    null,
    'unset',
    'days after which transcripts, their media and stored recordings are deleted, whatever their status; decimals allowed; unset keeps them',
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: setting(
    optional(baseUrl),
    null,
    'unset',
    'OpenTelemetry collector that traces are sent to (OTLP over HTTP), without `/v1/traces`; unset sends none',
  ),
  OTEL_EXPORTER_OTLP_HEADERS: secret(
    setting(
      headerList,
      {},
      'none',
      'headers sent along, `name=value` separated by commas, values URL-encoded',
    ),
  ),
  OTEL_SERVICE_NAME: setting(String, 'verbatim', 'verbatim', 'what traces call this process'),
  OTEL_TRACES_SAMPLER_ARG: setting(
    share,
    1,
    '1',
    'share (0 to 1) of traces that are kept; those that a client began are kept as it says',
  ),
  LOG_LEVEL: setting(
    oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
    'info',
    'info',
    'JSON log; never media, text of sentences, or secrets',
  ),
}

/** The resolved settings by name. */
export type Config = { [K in keyof typeof settings]: (typeof settings)[K]['fallback'] }

/** Texts by name, as flags or environment give them. */
export type RawConfig = Partial<Record<string, string | undefined>>

/** Reads all settings; `flags` win over the environment, which wins over `.env` in the working directory.
 * @throws Error naming the setting that can not be read and what it takes */
export function readConfig(flags: RawConfig = {}): Config {
  const file = existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {}
  const values = Object.entries(settings).map(([name, { read, fallback }]) => {
    const text = flags[name] ?? process.env[name] ?? file[name]
    if (text === undefined || text === '') return [name, fallback]
    try {
      return [name, read(text)]
    } catch (cause) {
      throw new Error(`${name}: ${(cause as Error).message}`, { cause })
    }
  })
  return Object.fromEntries(values) as Config
}

/** Name, default, meaning of every setting, for flags and documentation. */
export function describeConfig(): { name: string; shown: string; meaning: string; secret: boolean }[] {
  return Object.entries(settings).map(([name, { shown, meaning, secret: isSecret }]) => ({
    name,
    shown,
    meaning,
    secret: isSecret ?? false,
  }))
}

function setting<T>(
  ...[read, fallback, shown, meaning]: [(text: string) => T, T, string, string]
): Setting<T> {
  return { read, fallback, shown, meaning }
}

function secret<T>(one: Setting<T>): Setting<T> {
  return { ...one, secret: true }
}

function optional<T>(read: (text: string) => T): (text: string) => T | null {
  return read
}

function integer(min: number, max: number) {
  return (text: string): number => {
    const value = Number(text)
    if (!/^\d+$/.test(text.trim()) || value < min || value > max) {
      throw new Error(`must be a whole number from ${min} to ${max}`)
    }
    return value
  }
}

function daysSpan(text: string): number {
  const days = Number(text)
  if (!/^\d*\.?\d+$/.test(text.trim()) || days <= 0 || days > 36_500) {
    throw new Error('must be a number of days above 0, at most 36500')
  }
  return days
}

function speechModel(text: string): string {
  if (/^(moonshine-base|moonshine-tiny|sherpa:.+|module:.+)$/.test(text)) return text
  throw new Error('must be moonshine-base, moonshine-tiny, sherpa:<folder> or module:<path or package>')
}

function oneOf<const T extends string>(...words: T[]) {
  return (text: string): T => {
    const word = words.find((one) => one === text)
    if (!word) throw new Error(`must be one of ${words.join(', ')}`)
    return word
  }
}

function boolean(text: string): boolean {
  if (/^(true|on|yes|1)$/i.test(text)) return true
  if (/^(false|off|no|0)$/i.test(text)) return false
  throw new Error('must be on or off')
}

function list(text: string): string[] {
  return text.split(/[\s,]+/).filter((one) => one !== '')
}

/** As `frame-ancestors` of a Content Security Policy names them. */
function frameOrigins(text: string): string[] {
  return list(text).map((one) => {
    if (one === 'self') return "'self'"
    if (/^https?:\/\/(\*\.)?[a-z0-9.-]+(:\d{1,5})?$/i.test(one)) return one
    throw new Error('must be origins like https://crm.example.com, or self, separated by commas')
  })
}

/** As browsers send them in `Origin`: lower case, no path, no port that goes without saying. */
function corsOrigins(text: string): '*' | string[] {
  if (text.trim() === '*') return '*'
  if (/^off$/i.test(text.trim())) return []
  return list(text).map((one) => {
    const url = URL.parse(one)
    const named = url && /^https?:$/.test(url.protocol) && !url.hostname.includes('*')
    if (named && `${url.origin}/` === url.href) return url.origin
    throw new Error('must be origins like https://crm.example.com, separated by commas, * or off')
  })
}

function headerList(text: string): Record<string, string> {
  const pairs = list(text.replaceAll(/\s*=\s*/g, '=')).map((pair) => /^([^=]+)=(.*)$/.exec(pair))
  if (pairs.includes(null)) throw new Error('must be name=value, separated by commas')
  return Object.fromEntries(pairs.map((pair) => [pair![1], decodeURIComponent(pair![2]!)]))
}

function share(text: string): number {
  const value = Number(text)
  if (!/^\d*\.?\d+$/.test(text.trim()) || value > 1) throw new Error('must be a number from 0 to 1')
  return value
}

function baseUrl(text: string): string {
  if (!/^https?:\/\/[^\s?#]+$/.test(text)) throw new Error('must be an http or https address without query')
  return text.replace(/\/+$/, '')
}

/** A bucket, and what every name in it begins with; empty for nothing. */
interface BucketPlace {
  bucket: string
  prefix: string
}

function mediaPlace(text: string): BucketPlace | null {
  if (text === 'file:') return null
  const [, bucket = '', path = ''] = /^s3:\/\/([^/]+)(?:\/(.*))?$/.exec(text) ?? []
  const prefix = path.replace(/\/+$/, '')
  const parts = prefix === '' ? [] : prefix.split('/')
  const named = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket) && !/\.\.|^[\d.]+$/.test(bucket)
  const clean = parts.every((part) => /^[\w.!*'()-]+$/.test(part) && !/^\.\.?$/.test(part))
  if (named && clean && prefix.length <= 512) return { bucket, prefix }
  throw new Error('must be file: or s3://bucket/prefix, the bucket in lower case as S3 takes it')
}

function serverAddress(text: string): string {
  const url = URL.parse(text)
  const known = url?.protocol === 'https:' || url?.protocol === 'http:'
  if (url && known && `${url.origin}/` === url.href) return url.origin
  throw new Error('must be an http or https address of a server, without path or credentials')
}

function awsRegion(text: string): string {
  if (/^[a-z0-9-]{2,32}$/.test(text)) return text
  throw new Error('must be the name of a region, e.g. eu-central-1')
}

/** How many requests in how many seconds. */
interface RateLimit {
  requests: number
  seconds: number
}

function rateLimit(text: string): RateLimit | null {
  if (/^(off|0)$/i.test(text)) return null
  const match = /^(\d{1,9})\/(\d{1,6})?(s|m|h)$/.exec(text)
  const [requests, span] = [Number(match?.[1]), Number(match?.[2] ?? 1)]
  if (!match || requests < 1 || span < 1) throw new Error('must be like 100/1s, or off')
  return { requests, seconds: span * { s: 1, m: 60, h: 3600 }[match[3] as 's' | 'm' | 'h'] }
}

function dataKey(text: string): Buffer {
  const key = Buffer.from(text, 'base64')
  if (key.length !== 32) throw new Error('must be 32 bytes in base64')
  return key
}

function postgresUrl(text: string): string {
  if (!/^postgres(ql)?:\/\//.test(text)) throw new Error('must begin with postgres://')
  return text
}
