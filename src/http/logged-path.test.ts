// Paths as the log shows them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import Fastify from 'fastify'
import { loggedPath } from './logged-path.ts'

const app = Fastify({ routerOptions: { ignoreTrailingSlash: true } })
const shown: string[] = []
app.addHook('onResponse', async (request) => void shown.push(loggedPath(request)))
for (const url of ['/v2/Things', '/v2/Things/:Sid/Parts/:Name', '/x/v1/Customers/:CustomerKey'])
  app.get(url, async () => ({}))

const sid = `GT${'0'.repeat(32)}`
for (const [path, expected] of [
  ['/v2/Things?Name=secret', '/v2/Things'],
  ['/v2/Things/', '/v2/Things/'],
  [`/v2/Things/${sid}/Parts/a-name`, `/v2/Things/${sid}/Parts/:Name`],
  [`/v2/Things/${sid}/Parts/${sid}.wav?sig=x`, `/v2/Things/${sid}/Parts/${sid}.wav`],
  [`/v2/Things/${sid.slice(1)}/Parts/${sid}9`, '/v2/Things/:Sid/Parts/:Name'],
  ['/x/v1/Customers/%2B15551234567', '/x/v1/Customers/:CustomerKey'],
  ['/x/v1/Customers/Word', '/x/v1/Customers/:CustomerKey'],
  ['/v1/Elsewhere/2010-04-01/Some.json', '/v1/Elsewhere/2010-04-01/Some.json'],
  ['/nowhere/+15551234567/what%20was%20said', '/nowhere/*/*'],
  [`/nowhere/${sid}`, `/nowhere/${sid}`],
] as const) {
  test(`${path} is logged as ${expected}`, async () => {
    await app.inject(path)
    assert.equal(shown.at(-1), expected)
  })
}
