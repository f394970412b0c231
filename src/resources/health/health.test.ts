// Liveness and readiness with parts that are and are not ready.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import Fastify from 'fastify'
import { startEmbedded } from '../../adapters/db-pglite/embedded.ts'
import { openPostgres } from '../../adapters/db-postgres/postgres.ts'
import { checkQueue } from '../../adapters/queue-pgboss/check-queue.ts'
import { createQueue } from '../../adapters/queue-pgboss/queue.ts'
import { installErrors } from '../../http/error-body.ts'
import { type HealthDeps, healthRoutes } from './routes.ts'

function serve(t: TestContext, checks: HealthDeps['checks']) {
  const app = Fastify()
  installErrors(app)
  healthRoutes(app, { checks })
  t.after(() => app.close())
  return app
}

const ready = async () => undefined
const broken = () => Promise.reject(new Error('password of the inside'))

test('the process is alive whatever its parts are', async (t) => {
  const answer = await serve(t, { database: broken }).inject('/healthz')
  assert.deepEqual([answer.statusCode, answer.json()], [200, { status: 'ok' }])
})

test('it is ready when every part is', async (t) => {
  for (const checks of [{}, { database: ready, queue: ready, recogniser: ready }]) {
    const answer = await serve(t, checks).inject('/readyz')
    assert.deepEqual([answer.statusCode, answer.json()], [200, { status: 'ready' }])
  }
})

test('a part that never answers is not ready', async (t) => {
  const app = Fastify()
  installErrors(app)
  healthRoutes(app, { checks: { database: () => new Promise(() => undefined) }, limitMs: 20 })
  t.after(() => app.close())
  const answer = await app.inject('/readyz')
  assert.deepEqual([answer.statusCode, answer.json().code], [503, 20503])
})

test('a part that is not ready is 503, named, in the shape of every error, without its reason', async (t) => {
  const answer = await serve(t, { database: ready, recogniser: broken }).inject('/readyz')
  assert.deepEqual(
    [answer.statusCode, answer.json()],
    [
      503,
      {
        code: 20503,
        message: 'recogniser is not ready',
        more_info: 'https://www.twilio.com/docs/errors/20503',
        status: 503,
      },
    ],
  )
})

test('the first part that is not ready is the one that is named', async (t) => {
  const answer = await serve(t, { database: ready, queue: broken, recogniser: broken }).inject('/readyz')
  assert.equal(answer.statusCode, 503)
  assert.equal(answer.json().message, 'queue is not ready')
})

test('it becomes ready as soon as the part is', async (t) => {
  let up = false
  const app = serve(t, { database: () => (up ? ready() : broken()) })
  assert.equal((await app.inject('/readyz')).statusCode, 503)
  up = true
  assert.equal((await app.inject('/readyz')).statusCode, 200)
})

test('a whole server is ready with its queues, and not once one of them is missing', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-ready-'))
  const embedded = await startEmbedded(folder, assert.fail)
  const db = await openPostgres({ stream: embedded.stream })
  t.after(async () => {
    await db.close()
    await embedded.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const app = serve(t, { queue: () => checkQueue(db) })
  assert.equal((await app.inject('/readyz')).statusCode, 503)
  const queue = createQueue(db, assert.fail)
  await queue.start()
  assert.equal((await app.inject('/readyz')).statusCode, 200)
  await queue.stop(0)
  await db.query(`delete from jobs.queue where name = 'webhook'`)
  assert.equal((await app.inject('/readyz')).statusCode, 503)
})
