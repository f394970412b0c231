// The check of the files for containers, on those of this project and with each kind of fault put into them once.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { findDeployFaults, readDeployment } from './check-deploy.ts'
import type { Deployment } from './deploy/check-compose.ts'
import { gatherFacts } from './deploy/facts.ts'
import { createIgnore } from './deploy/ignore.ts'

const root = join(import.meta.dirname, '..')
const files = readDeployment(root)
const facts = gatherFacts(root)

test('the files of the project have no faults', () => {
  assert.deepEqual(findDeployFaults(files, facts), [])
})

/** File, what stands there, what stands there instead, and a fault that is to be found. */
const planted: [keyof Deployment, string, string, RegExp][] = [
  [
    'dockerfile',
    'FROM node:24.21.0-',
    'FROM node:22.1.0-',
    /node:22\.1\.0-\S+ is not the Node of package\.json/,
  ],
  ['dockerfile', 'COPY package.json', 'COPY package.jsonc', /COPY package\.jsonc: no such file/],
  [
    'dockerfile',
    'COPY deploy/healthcheck.mjs',
    'COPY compose.yaml',
    /COPY compose\.yaml: it is in \.dockerignore/,
  ],
  ['dockerfile', '--from=build', '--from=built', /COPY --from=built: no such stage/],
  ['dockerfile', 'npm run build', 'npm run made', /npm run made: no such script/],
  ['dockerignore', '!scripts\n', '', /npm run build: scripts\/build\.ts is not in the image/],
  [
    'dockerignore',
    '!contract\n',
    '!data\n',
    /contract\/\S+ is in the package|data\/secrets\.json is not left out/,
  ],
  ['dockerignore', '!docs\n', '', /docs\/guide is in the package, and left out/],
  ['dockerignore', '!CHANGELOG.md\n', '', /CHANGELOG\.md is in the package, and left out/],
  ['dockerignore', '**/.env', '!deploy/.env', /deploy\/\.env is not left out/],
  ['dockerfile', 'ENV DATA_DIR', 'ENV DATA_FOLDER', /ENV DATA_FOLDER is no setting/],
  ['dockerfile', 'EXPOSE 4010', 'EXPOSE 4011', /PORT 4010, EXPOSE 4011, default 4010/],
  ['dockerfile', 'USER node\n', '', /it runs as root/],
  ['dockerfile', 'VOLUME /data', 'VOLUME /var', /DATA_DIR is no volume/],
  ['dockerfile', 'bin/verbatim.mjs"]', 'bin/other.mjs"]', /ENTRYPOINT runs bin\/other\.mjs/],
  ['dockerfile', 'CMD ["serve"]', 'CMD ["server"]', /CMD server: no such command/],
  ['dockerfile', '"PORT", "/healthz"', '"PORT", "/health"', /health check asks \/health: no such path/],
  ['dockerfile', '"PORT", "/healthz"', '"PORTS", "/healthz"', /health check reads PORTS, which is not set/],
  ['compose', 'versitygw:v1.8.0', 'versitygw:latest', /s3: image \S+:latest names no version/],
  ['compose', 'postgres:18-bookworm', 'postgres', /postgres: image postgres names no version/],
  ['compose', 'image: verbatim:0.2.0', 'image: verbatim:0.0.9', /api: verbatim:0\.0\.9 is not this version/],
  ['compose', '- api:/data', '- apis:/data', /api: no volume apis/],
  [
    'compose',
    '      s3:\n        cond',
    '      s4:\n        cond',
    /bucket: waits for s4, which is no service/,
  ],
  ['compose', 'test: [CMD, pg_isready', 'tests: [CMD, pg_isready', /waits for the health of postgres/],
  ['compose', 'WORKERS: 0', 'WORKER: 0', /api: WORKER is no setting/],
  ['compose', 'command: [worker]', 'command: [work]', /worker: work: no such command/],
  [
    'compose',
    'deploy/make-bucket.mjs',
    'deploy/make.mjs',
    /entrypoint deploy\/make\.mjs is not in the image/,
  ],
  ['compose', ':4010:4010', ':4010:4020', /port 127\.0\.0\.1:4010:4020 leads nowhere/],
  ['compose', 'WORKER_PORT, /healthz', 'WORKER_PORT, /alive', /worker: health check asks \/alive/],
  ['compose', '<<: *settings\n      WORKERS: 0', 'WORKERS: 0', /DATA_KEY is not the same for all/],
  ['compose', 'WORKERS:-}', 'THREADS:-}', /example\.env: lacks THREADS/],
  ['example', 'LOG_LEVEL=info', 'LOG_LEVEL=loud', /example\.env: LOG_LEVEL: must be one of/],
  ['example', 'WORKERS=', 'COOKS=', /example\.env: COOKS is no setting/],
  ['example', 'DATA_KEY=', 'FFMPEG_PATH=', /example\.env: FFMPEG_PATH is not in compose\.yaml/],
  ['example', 'TWILIO_AUTH_TOKEN=', 'TWILIO_AUTH_TOKEN=abc', /TWILIO_AUTH_TOKEN holds a secret/],
  ['example', '//s3:7070', '//minio:7070', /S3_ENDPOINT leads to minio, which is no service/],
  ['example', '//s3:7070', '//s3:9000', /S3_ENDPOINT leads to port 9000, where s3 does not listen/],
  ['example', '@postgres:5432', '@db:5432', /DATABASE_URL leads to db, which is no service/],
]

for (const [file, right, wrong, fault] of planted) {
  test(`found in ${file}: ${wrong.trim() || `no ${right.trim()}`}`, () => {
    assert.ok(files[file].includes(right), 'what is to be broken stands there')
    const faults = findDeployFaults({ ...files, [file]: files[file].replaceAll(right, () => wrong) }, facts)
    assert.ok(
      faults.some((one) => fault.test(one)),
      faults.join('\n'),
    )
  })
}

test('the last pattern that matches a path or a folder above it decides', () => {
  const ignored = createIgnore('# all\n*\n!src\nsrc/secret\n!src/secret/not.txt\n**/*.log\n')
  const kept = ['src/a.ts', 'src/b/c.ts', 'src/secret/not.txt']
  const out = ['.env', 'README.md', 'src/secret/key', 'src/b/c.log', '.git/config']
  assert.deepEqual([...kept, ...out].filter(ignored), out)
})
