// Settings: where each is read from, what it takes, and what its refusal says.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, test } from 'node:test'
import { describeConfig, readConfig } from './config.ts'

// The environment and the working directory of this file's own process.
const home = process.cwd()
const folder = mkdtempSync(join(tmpdir(), 'verbatim-config-'))
const envFile = join(folder, '.env')
process.chdir(folder)
after(() => {
  process.chdir(home)
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(() => {
  for (const { name } of describeConfig()) delete process.env[name]
  rmSync(envFile, { force: true })
})

test('without anything set the defaults are those of the documented interface', () => {
  assert.partialDeepStrictEqual(readConfig(), {
    PORT: 4010,
    HOST: '127.0.0.1',
    DATA_DIR: './data',
    TWILIO_ACCOUNT_SID: null,
    TWILIO_AUTH_TOKEN: null,
    PUBLIC_BASE_URL: null,
    DATABASE_URL: null,
    WORKERS: availableParallelism(),
    ASR_MODEL: 'moonshine-base',
    NETWORK_ALLOW: [],
    MEDIA_STORE: null,
    S3_ENDPOINT: null,
    AWS_REGION: null,
    AWS_ACCESS_KEY_ID: null,
    AWS_SECRET_ACCESS_KEY: null,
    AWS_SESSION_TOKEN: null,
    MEDIA_MAX_BYTES: 3 * 1024 ** 3,
    MEDIA_MAX_SECONDS: 8 * 3600,
    MEDIA_FETCH_ATTEMPTS: 3,
    MEDIA_URL_CREDENTIALS: false,
    WEBHOOK_CA: null,
    TRUSTED_PROXIES: [],
    CORS_ORIGINS: '*',
    METRICS: 'open',
    RATE_LIMIT: { requests: 100, seconds: 1 },
    UPSTREAM_TWILIO_ACCOUNT_SID: null,
    UPSTREAM_TWILIO_AUTH_TOKEN: null,
    UPSTREAM_TWILIO_BASE_URL: 'https://api.twilio.com',
    LLM_BASE_URL: null,
    LLM_MODEL: null,
    LLM_API_KEY: null,
    LLM_UNREDACTED: false,
    REDACT_EXTENDED: false,
    REDACT_TOKEN: '[{label}]',
    REDACT_AUDIO: 'silence',
    DATA_KEY: null,
    RETENTION_DAYS: null,
    LOG_LEVEL: 'info',
  })
})

test('flags win over the environment, which wins over .env, which wins over the default', () => {
  const port = (flags = {}) => readConfig(flags).PORT
  assert.equal(port(), 4010)
  writeFileSync(envFile, '# settings\nPORT=5001\nDATA_DIR="./elsewhere"\nUNKNOWN=1\n')
  assert.equal(port(), 5001)
  assert.equal(readConfig().DATA_DIR, './elsewhere')
  process.env.PORT = '5002'
  assert.equal(port(), 5002)
  assert.equal(port({ PORT: '5003' }), 5003)
  assert.equal(port({ PORT: undefined }), 5002)
})

test('an empty text stands for the default, wherever it is', () => {
  process.env.PORT = ''
  assert.equal(readConfig().PORT, 4010)
  process.env.PORT = '5002'
  assert.equal(readConfig({ PORT: '' }).PORT, 4010)
  writeFileSync(envFile, 'LOG_LEVEL=\n')
  assert.equal(readConfig().LOG_LEVEL, 'info')
})

const taken: [name: string, text: string, value: unknown][] = [
  ['PORT', '0', 0],
  ['PORT', '65535', 65535],
  ['PORT', ' 80 ', 80],
  ['WORKERS', '0', 0],
  ['MEDIA_STORE', 'file:', null],
  ['MEDIA_STORE', 's3://calls', { bucket: 'calls', prefix: '' }],
  ['MEDIA_STORE', 's3://my.calls-1/a/b_c/', { bucket: 'my.calls-1', prefix: 'a/b_c' }],
  ['S3_ENDPOINT', 'http://MinIO:9000/', 'http://minio:9000'],
  ['AWS_REGION', 'eu-central-1', 'eu-central-1'],
  ['MEDIA_MAX_BYTES', '1', 1],
  ['MEDIA_FETCH_ATTEMPTS', '1', 1],
  ['ASR_MODEL', 'moonshine-tiny', 'moonshine-tiny'],
  ['ASR_MODEL', 'sherpa:models/parakeet', 'sherpa:models/parakeet'],
  ['ASR_MODEL', 'module:./engine.js', 'module:./engine.js'],
  ['FFMPEG_PATH', 'off', 'off'],
  ['LOG_LEVEL', 'silent', 'silent'],
  ['RETENTION_DAYS', '30', 30],
  ['RETENTION_DAYS', ' 0.00001 ', 0.00001],
  ['RETENTION_DAYS', '.5', 0.5],
  ['MEDIA_URL_CREDENTIALS', 'on', true],
  ['MEDIA_URL_CREDENTIALS', 'TRUE', true],
  ['MEDIA_URL_CREDENTIALS', '1', true],
  ['MEDIA_URL_CREDENTIALS', 'off', false],
  ['MEDIA_URL_CREDENTIALS', 'No', false],
  ['NETWORK_ALLOW', '127.0.0.1,10.0.0.0/8', ['127.0.0.1', '10.0.0.0/8']],
  ['NETWORK_ALLOW', ' a.example , b.example\n', ['a.example', 'b.example']],
  ['PUBLIC_BASE_URL', 'https://calls.example.com/', 'https://calls.example.com'],
  ['PUBLIC_BASE_URL', 'http://host:4010/prefix', 'http://host:4010/prefix'],
  ['RATE_LIMIT', '5/s', { requests: 5, seconds: 1 }],
  ['RATE_LIMIT', '100/2m', { requests: 100, seconds: 120 }],
  ['RATE_LIMIT', '7/h', { requests: 7, seconds: 3600 }],
  ['RATE_LIMIT', 'off', null],
  ['RATE_LIMIT', '0', null],
  ['TRUSTED_PROXIES', '10.0.0.1 10.1.0.0/16', ['10.0.0.1', '10.1.0.0/16']],
  ['EMBED_ORIGINS', 'self, https://crm.example.com:8443', ["'self'", 'https://crm.example.com:8443']],
  ['EMBED_ORIGINS', 'https://*.example.com', ['https://*.example.com']],
  ['CORS_ORIGINS', '*', '*'],
  ['CORS_ORIGINS', 'OFF', []],
  ['CORS_ORIGINS', 'https://CRM.example.com:443, http://b:81/', ['https://crm.example.com', 'http://b:81']],
  ['METRICS', 'credentials', 'credentials'],
  ['DATA_KEY', Buffer.alloc(32, 7).toString('base64'), Buffer.alloc(32, 7)],
  ['LLM_BASE_URL', 'http://127.0.0.1:8080/v1/', 'http://127.0.0.1:8080/v1'],
  ['REDACT_AUDIO', 'tone', 'tone'],
  ['REDACT_TOKEN', '[Redacted: {label}]', '[Redacted: {label}]'],
  ['DATABASE_URL', 'postgres://u:p@host/db', 'postgres://u:p@host/db'],
  ['DATABASE_URL', 'postgresql://host/db?sslmode=require', 'postgresql://host/db?sslmode=require'],
]
for (const [name, text, value] of taken) {
  test(`${name}=${JSON.stringify(text)} is taken`, () => {
    const config: Record<string, unknown> = readConfig({ [name]: text })
    assert.deepEqual(config[name], value)
  })
}

const refused: [name: string, text: string][] = [
  ['PORT', 'http'],
  ['PORT', '-1'],
  ['PORT', '65536'],
  ['PORT', '80.5'],
  ['PORT', '1e3'],
  ['PORT', '0x50'],
  ['WORKERS', '65'],
  ['MEDIA_STORE', 's3:'],
  ['MEDIA_STORE', 's3://'],
  ['MEDIA_STORE', 's3://Calls'],
  ['MEDIA_STORE', 's3://ab'],
  ['MEDIA_STORE', 's3://a..b'],
  ['MEDIA_STORE', 's3://192.168.0.1'],
  ['MEDIA_STORE', 's3://-calls'],
  ['MEDIA_STORE', 's3://hunter2@calls'],
  ['MEDIA_STORE', 's3://calls/../hunter2'],
  ['MEDIA_STORE', 's3://calls//a'],
  ['MEDIA_STORE', 's3://calls/a b'],
  ['MEDIA_STORE', 's3://calls?x'],
  ['MEDIA_STORE', 'file:/srv/media'],
  ['MEDIA_STORE', 'https://calls.s3.amazonaws.com'],
  ['S3_ENDPOINT', 'minio:9000'],
  ['S3_ENDPOINT', 'http://user:hunter2@minio'],
  ['S3_ENDPOINT', 'https://s3.example/base'],
  ['S3_ENDPOINT', 'https://s3.example/?a'],
  ['AWS_REGION', 'eu central'],
  ['MEDIA_MAX_BYTES', '0'],
  ['MEDIA_MAX_BYTES', '3 GiB'],
  ['MEDIA_MAX_SECONDS', '86401'],
  ['MEDIA_FETCH_ATTEMPTS', '0'],
  ['MEDIA_URL_CREDENTIALS', 'maybe'],
  ['ASR_MODEL', 'whisper'],
  ['ASR_MODEL', 'sherpa:'],
  ['ASR_MODEL', 'module:'],
  ['LOG_LEVEL', 'loud'],
  ['REDACT_AUDIO', 'beep'],
  ['REDACT_TOKEN', '[hidden]'],
  ['REDACT_TOKEN', '{label}'],
  ['RETENTION_DAYS', '0'],
  ['RETENTION_DAYS', '0.0'],
  ['RETENTION_DAYS', '-1'],
  ['RETENTION_DAYS', '30 days'],
  ['RETENTION_DAYS', '36500.1'],
  ['PUBLIC_BASE_URL', 'calls.example.com'],
  ['PUBLIC_BASE_URL', 'ftp://calls.example.com'],
  ['PUBLIC_BASE_URL', 'https://calls.example.com/?a=b'],
  ['EMBED_ORIGINS', '*'],
  ['EMBED_ORIGINS', "https://crm.example.com; script-src 'unsafe-inline'"],
  ['EMBED_ORIGINS', 'https://crm.example.com/desk'],
  ['DATABASE_URL', 'mysql://user:hunter2@host/db'],
  ['CORS_ORIGINS', 'crm.example.com'],
  ['CORS_ORIGINS', 'https://crm.example.com/page'],
  ['CORS_ORIGINS', 'https://*.example.com'],
  ['CORS_ORIGINS', '*,https://a.example'],
  ['METRICS', 'on'],
  ['RATE_LIMIT', '100'],
  ['RATE_LIMIT', '0/1s'],
  ['RATE_LIMIT', '1/0s'],
  ['RATE_LIMIT', '1/1d'],
  ['DATA_KEY', Buffer.from('hunter2').toString('base64')],
  ['DATA_KEY', 'hunter2'],
  ['LLM_BASE_URL', 'localhost:8080'],
  ['UPSTREAM_TWILIO_BASE_URL', 'api.twilio.com'],
]
for (const [name, text] of refused) {
  test(`${name}=${text} is refused by name, without repeating it`, () => {
    assert.throws(
      () => readConfig({ [name]: text }),
      (error: Error) => error.message.startsWith(`${name}: must be`) && !error.message.includes('hunter2'),
    )
  })
}

test('every setting is described, and those that hold secrets are marked', () => {
  const described = describeConfig()
  assert.deepEqual(described.map(({ name }) => name).sort(), Object.keys(readConfig()).sort())
  for (const { name, shown, meaning } of described) assert.ok(shown && meaning.length > 8, name)
  assert.deepEqual(
    described.filter(({ secret }) => secret).map(({ name }) => name),
    [
      'TWILIO_AUTH_TOKEN',
      'DATABASE_URL',
      'AWS_SECRET_ACCESS_KEY',
      'AWS_SESSION_TOKEN',
      'UPSTREAM_TWILIO_AUTH_TOKEN',
      'LLM_API_KEY',
      'DATA_KEY',
      'OTEL_EXPORTER_OTLP_HEADERS',
    ],
  )
})
