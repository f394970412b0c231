// The contract check against planted differences, and our contract against the official document where it is at hand.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { checkContract, officialPath } from './check-contract.ts'
import { compareContracts } from './contract/compare.ts'
import type { JsonObject } from './contract/schema.ts'

const ours = readFileSync(new URL('../contract/intelligence-v2.json', import.meta.url), 'utf8')
const contract = (): JsonObject => JSON.parse(ours)

/** The object at a place, which must be there. */
function at(document: JsonObject, ...place: (string | number)[]): JsonObject {
  let value: unknown = document
  for (const key of place) value = (value as Record<string, unknown>)[key]
  assert.ok(typeof value === 'object' && value !== null, place.join(' > '))
  return value as JsonObject
}
const schema = (document: JsonObject, name: string) => at(document, 'components', 'schemas', name)
const property = (document: JsonObject, name: string, key: string) =>
  at(schema(document, name), 'properties', key)

/** What is done to our document, and the one line that must come of it. */
const plants: [title: string, plant: (document: JsonObject) => void, expected: RegExp][] = [
  [
    'a path is gone',
    (document) => delete at(document, 'paths')['/v2/OperatorTypes/{Sid}'],
    /^paths > \/v2\/OperatorTypes\/\{Sid\}: .* is missing$/,
  ],
  [
    'a method is added',
    (document) => Object.assign(at(document, 'paths', '/v2/OperatorTypes/{Sid}'), { put: {} }),
    /^paths > \/v2\/OperatorTypes\/\{Sid\} > put: \{\} is not in the official document$/,
  ],
  [
    'an operation is renamed',
    (document) =>
      Object.assign(at(document, 'paths', '/v2/Services', 'get'), { operationId: 'ListServices' }),
    /^paths > \/v2\/Services > get > operationId: "ListService" expected, "ListServices" found$/,
  ],
  [
    'an operation has another tag as well',
    (document) => Object.assign(at(document, 'paths', '/v2/Services', 'get', 'tags'), { 1: 'Other' }),
    /^paths > \/v2\/Services > get > tags > Other: true is not in the official document$/,
  ],
  [
    'a parameter is gone',
    (document) => void (at(document, 'paths', '/v2/Services', 'get').parameters as unknown[]).pop(),
    /^paths > \/v2\/Services > get > parameters > query PageToken: .* is missing$/,
  ],
  [
    'a parameter has another bound',
    (document) => {
      const list = at(document, 'paths', '/v2/Services', 'get', 'parameters', 0, 'schema')
      list.maximum = 999
    },
    /^paths > \/v2\/Services > get > parameters > query PageSize > schema > maximum: 1000 expected, 999 found$/,
  ],
  [
    'a path parameter is optional',
    (document) => delete at(document, 'paths', '/v2/Services/{Sid}', 'get', 'parameters', 0).required,
    /^paths > \/v2\/Services\/\{Sid\} > get > parameters > path Sid > required: true is missing$/,
  ],
  [
    'a form field is required',
    (document) => {
      const content = at(document, 'paths', '/v2/Services', 'post', 'requestBody', 'content')
      ;(at(content, 'application/x-www-form-urlencoded', 'schema').required as string[]).push('FriendlyName')
    },
    /schema > required > FriendlyName: true is not in the official document$/,
  ],
  [
    'a form comes as another type',
    (document) => {
      const content = at(document, 'paths', '/v2/Transcripts', 'post', 'requestBody', 'content')
      content['application/json'] = {}
    },
    /requestBody > content > application\/json: \{\} is not in the official document$/,
  ],
  [
    'an answer may have another code',
    (document) => Object.assign(at(document, 'paths', '/v2/Transcripts', 'post', 'responses'), { 201: {} }),
    /^paths > \/v2\/Transcripts > post > responses > 201: \{\} is not in the official document$/,
  ],
  [
    'an answer lacks a header',
    (document) => delete at(document, 'paths', '/v2/Services', 'post', 'responses', '201', 'headers').ETag,
    /^paths > \/v2\/Services > post > responses > 201 > headers > ETag: .* is missing$/,
  ],
  [
    'a property whose name is a keyword for wording is gone',
    (document) => delete at(schema(document, 'intelligence.v2.operator'), 'properties').description,
    /^components > schemas > intelligence\.v2\.operator > properties > description: .* is missing$/,
  ],
  [
    'a property can not be null',
    (document) => delete property(document, 'intelligence.v2.transcript', 'customer_key').nullable,
    /properties > customer_key > nullable: true is missing$/,
  ],
  [
    'a property has another pattern',
    (document) =>
      Object.assign(property(document, 'intelligence.v2.transcript', 'sid'), { pattern: '^GT[0-9a-f]{32}$' }),
    /properties > sid > pattern: "\^GT\[0-9a-fA-F\]\{32\}\$" expected, "\^GT\[0-9a-f\]\{32\}\$" found$/,
  ],
  [
    'a property has no format',
    (document) => delete property(document, 'intelligence.v2.transcript', 'links').format,
    /properties > links > format: "uri-map" is missing$/,
  ],
  [
    'a property has another default',
    (document) => Object.assign(property(document, 'intelligence.v2.transcript', 'duration'), { default: 1 }),
    /properties > duration > default: 0 expected, 1 found$/,
  ],
  [
    'a property refers to another schema',
    (document) =>
      Object.assign(property(document, 'intelligence.v2.operator', 'availability'), {
        $ref: '#/components/schemas/other',
      }),
    /availability > \$ref: "#\/components\/schemas\/operator_enum_availability" expected, .* found$/,
  ],
  [
    'an enum lacks a word',
    (document) => void (schema(document, 'transcript_enum_status').enum as string[]).shift(),
    /^components > schemas > transcript_enum_status > enum > \S+: true is missing$/,
  ],
  [
    'objects say what they always have',
    (document) => Object.assign(schema(document, 'intelligence.v2.service'), { required: ['sid'] }),
    /^components > schemas > intelligence\.v2\.service > required: \{"sid":true\} is not in the official document$/,
  ],
  [
    'a keyword of ours leaks out',
    (document) => Object.assign(schema(document, 'intelligence.v2.service'), { 'x-component': 'service' }),
    /service > x-component: "service" is not in the official document$/,
  ],
  [
    'no credentials are asked',
    (document) => Object.assign(at(document, 'paths', '/v2/Services', 'get'), { security: [] }),
    /^paths > \/v2\/Services > get > security: \[\{"accountSid_authToken":\[\]\}\] expected, \[\] found$/,
  ],
]

/** Turns every list that has no order around, and every word for people into another. */
function reword(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reword)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, one]) => {
    if (key === 'description' && typeof one === 'string') return [key, `${one} In other words.`]
    if (['enum', 'required', 'parameters'].includes(key) && Array.isArray(one)) {
      return [key, one.map(reword).reverse()]
    }
    return [key, reword(one)]
  })
  return Object.fromEntries(entries.reverse())
}

describe('the contract check', () => {
  for (const [title, plant, expected] of plants) {
    test(`finds that ${title}, and nothing else`, () => {
      const planted = contract()
      plant(planted)
      const found = compareContracts(planted, contract())
      assert.equal(found.length, 1, found.join('\n'))
      assert.match(found[0]!, expected)
    })
  }

  test('finds every one of many differences', () => {
    const planted = contract()
    for (const name of ['intelligence.v2.service', 'intelligence.v2.transcript']) {
      Object.assign(schema(planted, name), { title: name })
    }
    delete at(planted, 'paths')['/v2/Services']
    assert.deepEqual(
      compareContracts(planted, contract()).map((line) => line.split(': ')[0]),
      [
        'components > schemas > intelligence.v2.service > title',
        'components > schemas > intelligence.v2.transcript > title',
        'paths > /v2/Services',
      ],
    )
  })

  test('takes other words, samples, servers and orders for the same', () => {
    const reworded = reword(contract()) as JsonObject
    assert.notEqual(JSON.stringify(reworded), JSON.stringify(contract()))
    Object.assign(reworded, { info: { title: 'Other' }, servers: [{ url: 'https://example.com' }] })
    Object.assign(at(reworded, 'paths', '/v2/Services'), { servers: [], 'x-twilio': {} })
    Object.assign(property(reworded, 'intelligence.v2.service', 'sid'), { example: 'GA' })
    assert.deepEqual(compareContracts(reworded, contract()), [])
  })

  test('exits with 1 when there are differences', () => {
    const folder = mkdtempSync(join(tmpdir(), 'contract-'))
    try {
      const other = contract()
      delete at(other, 'paths')['/v2/Services']
      const path = join(folder, 'official.json')
      writeFileSync(path, JSON.stringify(other))
      const { status, stdout } = spawnSync(process.execPath, [
        join(import.meta.dirname, 'check-contract.ts'),
        path,
      ])
      assert.equal(status, 1)
      assert.equal(
        stdout.toString().trim().split('\n').at(-1),
        'contract: 1 differences from the official document',
      )
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('our contract promises what the official document does', (t) => {
    const found = checkContract()
    if (found === null) return t.skip(`there is no ${officialPath}`)
    assert.deepEqual(found, [])
  })
})
