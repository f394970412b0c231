// Liveness and readiness with parts that are and are not ready.
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import Fastify from 'fastify'
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
  for (const checks of [{}, { database: ready, recogniser: ready }]) {
    const answer = await serve(t, checks).inject('/readyz')
    assert.deepEqual([answer.statusCode, answer.json()], [200, { status: 'ready' }])
  }
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

test('it becomes ready as soon as the part is', async (t) => {
  let up = false
  const app = serve(t, { database: () => (up ? ready() : broken()) })
  assert.equal((await app.inject('/readyz')).statusCode, 503)
  up = true
  assert.equal((await app.inject('/readyz')).statusCode, 200)
})
