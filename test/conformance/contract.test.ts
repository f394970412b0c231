// The contract as the server hands it out, and the page that shows it.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, describe, test } from 'node:test'
import { startTestServer } from '../../src/testing/test-server.ts'

interface Operation {
  operationId: string
  responses: Record<string, unknown>
}
interface Contract {
  servers: unknown
  tags: { name: string }[]
  security: unknown
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, unknown>; securitySchemes: Record<string, unknown> }
}

const checkedIn = (name: string): Contract =>
  JSON.parse(readFileSync(new URL(`../../contract/${name}.json`, import.meta.url), 'utf8'))

/** Contract section 1: method, path, operationId, code of success. */
const operations = `
get /v2/Services ListService 200
post /v2/Services CreateService 201
get /v2/Services/{Sid} FetchService 200
post /v2/Services/{Sid} UpdateService 200
delete /v2/Services/{Sid} DeleteService 204
get /v2/Services/{ServiceSid}/Operators FetchOperatorAttachments 200
post /v2/Services/{ServiceSid}/Operators/{OperatorSid} CreateOperatorAttachment 202
delete /v2/Services/{ServiceSid}/Operators/{OperatorSid} DeleteOperatorAttachment 204
get /v2/Transcripts ListTranscript 200
post /v2/Transcripts CreateTranscript 202
get /v2/Transcripts/{Sid} FetchTranscript 200
delete /v2/Transcripts/{Sid} DeleteTranscript 204
get /v2/Transcripts/{Sid}/Media FetchMedia 200
get /v2/Transcripts/{TranscriptSid}/Sentences ListSentence 200
get /v2/Transcripts/{TranscriptSid}/Sentences/Encrypted FetchEncryptedSentences 200
get /v2/Transcripts/{TranscriptSid}/OperatorResults ListOperatorResult 200
get /v2/Transcripts/{TranscriptSid}/OperatorResults/{OperatorSid} FetchOperatorResult 200
get /v2/Transcripts/{TranscriptSid}/OperatorResults/Encrypted FetchEncryptedOperatorResults 200
get /v2/Operators ListOperator 200
get /v2/Operators/{Sid} FetchOperator 200
get /v2/Operators/Custom ListCustomOperator 200
post /v2/Operators/Custom CreateCustomOperator 202
get /v2/Operators/Custom/{Sid} FetchCustomOperator 200
post /v2/Operators/Custom/{Sid} UpdateCustomOperator 202
delete /v2/Operators/Custom/{Sid} DeleteCustomOperator 204
get /v2/Operators/PreBuilt ListPrebuiltOperator 200
get /v2/Operators/PreBuilt/{Sid} FetchPrebuiltOperator 200
get /v2/OperatorTypes ListOperatorType 200
get /v2/OperatorTypes/{Sid} FetchOperatorType 200
`
  .trim()
  .split('\n')
  .sort()

const server = await startTestServer({ after })

/** What anyone gets, without credentials. */
async function open(path: string) {
  const response = await fetch(server.baseUrl + path, { redirect: 'error' })
  assert.equal(response.status, 200, path)
  return { headers: response.headers, text: await response.text() }
}
const contractServed = async (): Promise<Contract> => JSON.parse((await open('/openapi.json')).text)

describe('the contract as served', () => {
  const documents = [checkedIn('intelligence-v2'), checkedIn('extensions')] as const

  test('is both documents, with this server as the only place to send requests to', async () => {
    const served = await contractServed()
    assert.deepEqual(served.servers, [{ url: server.baseUrl }])
    assert.deepEqual(served.security, documents[0].security)
    assert.deepEqual(served.components.securitySchemes, documents[0].components.securitySchemes)
    const names = { paths: new Set<string>(), schemas: new Set<string>(), tags: new Set<string>() }
    for (const { paths, components, tags } of documents) {
      for (const [path, item] of Object.entries(paths)) {
        assert.ok(!names.paths.has(path), `${path} is in both`)
        names.paths.add(path)
        assert.deepEqual(served.paths[path], item, path)
      }
      for (const [name, schema] of Object.entries(components.schemas)) {
        names.schemas.add(name)
        assert.deepEqual(served.components.schemas[name], schema, name)
      }
      for (const { name } of tags) names.tags.add(name)
    }
    assert.deepEqual(Object.keys(served.paths).sort(), [...names.paths].sort())
    assert.deepEqual(Object.keys(served.components.schemas).sort(), [...names.schemas].sort())
    assert.deepEqual(served.tags.map(({ name }) => name).sort(), [...names.tags].sort())
  })

  test('names no server anywhere else, and none of Twilio', async () => {
    const { text } = await open('/openapi.json')
    assert.equal(text.match(/"servers"/g)?.length, 1)
    assert.deepEqual([...text.matchAll(/https?:\/\/[^"\s]+/g)].map(String), [server.baseUrl])
  })

  test('may be read by pages of other servers, as the API itself', async () => {
    const { headers } = await open('/openapi.json')
    assert.equal(headers.get('access-control-allow-origin'), '*')
    assert.match(headers.get('content-type') ?? '', /^application\/json/)
  })

  test('has the 29 operations of Intelligence v2 and no other under /v2', async () => {
    const { paths } = await contractServed()
    const found = Object.entries(paths)
      .filter(([path]) => path.startsWith('/v2/'))
      .flatMap(([path, item]) =>
        Object.entries(item).map(([method, { operationId, responses }]) =>
          [method, path, operationId, ...Object.keys(responses)].join(' '),
        ),
      )
    assert.equal(operations.length, 29)
    assert.deepEqual(found.sort(), operations)
  })

  test('refers to no part that it does not have', async () => {
    const served = await contractServed()
    const names = [...JSON.stringify(served).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
      ([, name]) => name!,
    )
    assert.ok(names.length > 0)
    assert.deepEqual(
      names.filter((name) => !(name in served.components.schemas)),
      [],
    )
  })
})

describe('the page of the contract', () => {
  /** Addresses that a page names, resolved. */
  const addressesIn = (html: string, page: string) =>
    [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => new URL(address!, page))

  for (const path of ['/docs', '/docs/', '/docs?x=1']) {
    test(`loads only files of this server from ${path}`, async () => {
      const { text } = await open(path)
      const addresses = addressesIn(text, server.baseUrl + path).filter(
        ({ protocol }) => protocol !== 'data:',
      )
      assert.equal(addresses.length, 3)
      for (const address of addresses) {
        assert.equal(address.origin, server.baseUrl)
        const file = await open(address.pathname)
        const type = address.pathname.endsWith('.css') ? 'text/css' : 'text/javascript'
        assert.equal(file.headers.get('content-type'), `${type}; charset=utf-8`)
        assert.equal(file.headers.get('x-content-type-options'), 'nosniff')
        assert.ok(file.text.length > 100)
      }
      assert.doesNotMatch(text, /https?:|<script>|style=|\son\w+=/)
    })
  }

  test('names nothing outside in its styles', async () => {
    const { text } = await open('/docs/swagger-ui.css')
    const urls = [...text.matchAll(/url\(\s*["']?([^)"']{1,40})/g)].map(([, url]) => url!)
    assert.deepEqual(
      urls.filter((url) => !url.startsWith('data:')),
      [],
    )
    assert.doesNotMatch(text, /@import/)
  })

  test('is held by its policy to this server', async () => {
    const { headers } = await open('/docs')
    const rules = (headers.get('content-security-policy') ?? '').split('; ').map((rule) => rule.split(' '))
    const policy = Object.fromEntries(rules.map(([name, ...sources]) => [name!, sources]))
    assert.deepEqual(policy['default-src'], ["'none'"])
    assert.deepEqual(policy['script-src'], ["'self'"])
    assert.deepEqual(policy['style-src'], ["'self'"])
    assert.deepEqual(policy['connect-src'], ["'self'", server.baseUrl])
    assert.deepEqual(policy['frame-ancestors'], ["'none'"])
    const allowed = ["'none'", "'self'", 'data:', server.baseUrl]
    const sources = Object.values(policy).flat()
    assert.deepEqual(
      sources.filter((source) => !allowed.includes(source)),
      [],
    )
  })
})
