// A server that is not there yet.
import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { test } from 'node:test'
import { startPostgres } from '../../testing/postgres-server.ts'
import { openPostgres } from './postgres.ts'

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' ? address!.port : 0
}

test('is waited for as long as was said, and told of once', async () => {
  const connectionString = `postgres://a@127.0.0.1:${await closedPort()}/a`
  await assert.rejects(openPostgres({ connectionString }), { code: 'ECONNREFUSED' })
  const told: Error[] = []
  const startMs = performance.now()
  const patience = { waitMs: 1500, onWait: (error: Error) => void told.push(error) }
  await assert.rejects(openPostgres({ connectionString }, patience), { code: 'ECONNREFUSED' })
  assert.ok(performance.now() - startMs >= 1500)
  assert.equal(told.length, 1)
})

test('is not waited for when it answers that it will never do', async (t) => {
  const server = await startPostgres()
  t.after(() => server.stop())
  const url = new URL(await server.createDatabase())
  url.pathname = '/no-such-database'
  const onWait = () => assert.fail()
  await assert.rejects(openPostgres({ connectionString: url.href }, { waitMs: 60_000, onWait }), {
    code: '3D000',
  })
})
