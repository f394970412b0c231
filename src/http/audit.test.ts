// The audit log that can not be written to. What it holds is tested with its resource.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import Fastify from 'fastify'
import { sidFrom } from '../domain/sid.ts'
import { anAccount } from '../testing/builders.ts'
import { countingClock } from '../testing/counting-clock.ts'
import { installAudit, noteUnredacted } from './audit.ts'
import { requireCredentials } from './authentication.ts'
import { installErrors } from './error-body.ts'

test(
  'what can not be written down is not shown, and what was opened for it is closed',
  {
    timeout: 60_000,
  },
  async (t) => {
    const opened: Readable[] = []
    const accountSid = anAccount()
    const app = Fastify()
    t.after(() => app.close())
    installErrors(app)
    requireCredentials(app, {
      verify: async () => ({ accountSid, keySid: null, scope: 'full' }),
      authToken: async () => null,
      forget: () => undefined,
    })
    const insert = async () => {
      throw new Error('the database is away')
    }
    const others = async () => assert.fail('nobody asks')
    const auditLog = { insert, list: others, removeOlder: others }
    installAudit(app, { store: { auditLog }, clock: countingClock() })
    app.get('/', async (request, reply) => {
      noteUnredacted(request, { recordingSid: sidFrom('recording', 'ab'.repeat(16)) })
      const stream = Readable.from(['what was said'])
      opened.push(stream)
      return reply.send(stream)
    })
    const authorization = `Basic ${btoa('user:password')}`
    const { statusCode, body } = await app.inject({ url: '/', headers: { authorization } })
    assert.equal(statusCode, 500)
    assert.doesNotMatch(body, /what was said/)
    assert.equal(opened.length, 1)
    for (const stream of opened) if (!stream.closed) await once(stream, 'close')
  },
)
