// The documentation of a server that is known by another name than it is reached by. What clients see of it as a
// whole is in test/conformance/contract.test.ts.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import Fastify from 'fastify'
import { documentationRoutes } from './routes.ts'

const app = Fastify({ routerOptions: { ignoreTrailingSlash: true } })
documentationRoutes(app, { baseUrl: () => 'https://calls.example.com/api' })

test('the contract names the public address as the only server', async () => {
  const served = (await app.inject('/openapi.json')).json<{ servers: unknown }>()
  assert.deepEqual(served.servers, [{ url: 'https://calls.example.com/api' }])
})

test('the page may send requests to the public address, by its origin, and load nothing from there', async () => {
  const { headers } = await app.inject('/docs')
  const rules = String(headers['content-security-policy']).split('; ')
  assert.ok(rules.includes("connect-src 'self' https://calls.example.com"))
  assert.equal(rules.filter((rule) => rule.includes('calls.example.com')).length, 1)
})

test('the page finds its files under any prefix, with a slash at its end or without', async () => {
  const sources = async (path: string) => {
    const { body } = await app.inject(path)
    return [...body.matchAll(/src="([^"]+)"/g)].map(([, source]) => {
      return new URL(source!, `https://calls.example.com/api${path}`).href
    })
  }
  for (const path of ['/docs', '/docs/']) {
    assert.deepEqual(await sources(path), [
      'https://calls.example.com/api/docs/swagger-ui-bundle.js',
      'https://calls.example.com/api/docs/start.js',
    ])
  }
})
