// A wire over which nothing comes any more, of which nobody is told.
import assert from 'node:assert/strict'
import { Socket } from 'node:net'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { aTranscript } from '../../testing/builders.ts'
import { eventually } from '../../testing/eventually.ts'
import { startPostgres, type TestPostgres } from '../../testing/postgres-server.ts'
import { startRelayTo } from '../../testing/silent-relay.ts'
import { openWire, type PostgresWire } from './wire.ts'

const SOON = { everyMs: 300, answerMs: 1000 }
/** Far less than TCP takes. */
const LIMIT = { limitMs: 60_000 }

let server: TestPostgres
before(async () => {
  server = await startPostgres()
})
after(() => server.stop())

async function openThroughRelay() {
  const direct = await server.createDatabase()
  const { relay, url } = await startRelayTo(direct)
  const errors: Error[] = []
  const wire = await openWire(url, (error) => errors.push(error), SOON)
  return { direct, relay, wire, errors }
}

const stop = { kind: 'stop', runs: [aTranscript().sid] } as const
const say = (wire: PostgresWire) => wire.send({ ...stop, runs: [...stop.runs] })

test('it is made anew, and hears again', async () => {
  const { direct, relay, wire, errors } = await openThroughRelay()
  const other = await openWire(direct, () => undefined)
  let heard = 0
  wire.onMessage(() => heard++)
  relay.fallSilent('present')
  const hears = () => {
    say(other)
    return heard > 0
  }
  await eventually(hears, 'it hears', LIMIT)
  assert.match(errors[0]!.message, /no answer/)
  await Promise.all([wire.close(), other.close()])
  await relay.close()
})

test('what is said while nobody answers is not kept without bound', async (t) => {
  const { direct, relay, wire, errors } = await openThroughRelay()
  const other = await openWire(direct, () => undefined)
  let heard = 0
  other.onMessage(() => heard++)
  relay.fallSilent('present')
  const asked = t.mock.method(pg.Client.prototype, 'query')
  for (let times = 0; times < 5000; times++) say(wire)
  await eventually(() => errors.length > 0, 'it notices', LIMIT)
  // What was kept fails now.
  await sleep(100)
  assert.ok(asked.mock.callCount() < 300, `${asked.mock.callCount()} were kept`)
  assert.ok(errors.length < 5, 'of one connection it tells once')
  const again = () => {
    say(wire)
    return heard > 0
  }
  await eventually(again, 'it is heard', LIMIT)
  await Promise.all([wire.close(), other.close()])
  await relay.close()
})

test('it can be closed meanwhile', async () => {
  const { relay, wire } = await openThroughRelay()
  relay.fallSilent('all')
  const late = sleep(LIMIT.limitMs, undefined, { ref: false }).then(() => assert.fail('it does not close'))
  await Promise.race([wire.close(), late])
  await relay.close()
})

test('a connection on which nothing is said stays while it is answered', async () => {
  const { relay, wire, errors } = await openThroughRelay()
  await sleep(5 * SOON.everyMs)
  assert.deepEqual([relay.firsts.length, relay.open(), errors], [1, 1, []])
  await wire.close()
  await relay.close()
})

test('TCP asks after it soon, not after two hours', async (t) => {
  const keepAlive = t.mock.method(Socket.prototype, 'setKeepAlive')
  const { relay, wire } = await openThroughRelay()
  assert.deepEqual(keepAlive.mock.calls[0]!.arguments, [true, 10_000])
  await wire.close()
  await relay.close()
})
