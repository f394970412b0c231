import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkResultSchema, hardenResultSchema, orderKeys } from './operator-config.ts'

const root = (properties: Record<string, unknown>, rest: object = {}) => ({
  type: 'object',
  properties,
  ...rest,
})
const text = { type: 'string' }

function nested(levels: number): Record<string, unknown> {
  return levels === 1 ? root({ leaf: text }) : root({ inner: nested(levels - 1) })
}

test('a schema of all supported kinds has nothing against it', () => {
  const schema = root({
    name: { type: 'string', description: 'who' },
    age: { type: 'integer' },
    score: { type: 'number' },
    done: { type: 'boolean' },
    kind: { enum: ['a', 'b'] },
    tags: { type: 'array', items: text },
    either: { anyOf: [text, { type: ['number', 'boolean'] }, root({ a: text })] },
    inner: root({}),
  })
  assert.equal(checkResultSchema(schema), null)
})

for (const [what, schema, message] of [
  ['no object', 'object', /must be of type object/],
  ['null', null, /must be of type object/],
  ['an array', [], /must be of type object/],
  ['another root', { type: 'array', items: text }, /must be of type object/],
  ['no properties', { type: 'object' }, /must have properties/],
  ['a list of properties', { type: 'object', properties: [] }, /must have properties/],
  ['null as type', root({ a: { type: 'null' } }), /json_result_schema\.a has the type "null"/],
  ['null among types', root({ a: { type: ['string', 'null'] } }), /has the type "null"/],
  [
    'an unknown type',
    root({ a: { type: 'array', items: { type: 'date' } } }),
    /a\.items has the type "date"/,
  ],
  ['a position without type', root({ a: {} }), /json_result_schema\.a needs a type, an enum or anyOf/],
  ['a reference', root({ a: { $ref: '#' } }), /needs a type, an enum or anyOf/],
  ['a boolean schema', root({ a: true }), /json_result_schema\.a must be an object/],
  ['an empty enum', root({ a: { enum: [] } }), /a\.enum must be a list that is not empty/],
  ['an enum that is no list', root({ a: { enum: 'x' } }), /a\.enum must be a list/],
  ['an anyOf that is no list', root({ a: { anyOf: text } }), /a\.anyOf must be a list/],
  ['a list of items', root({ a: { type: 'array', items: [text] } }), /a\.items must be an object/],
  ['a fault in a branch', root({ a: { anyOf: [text, { type: 'x' }] } }), /a\.anyOf\[1\] has the type "x"/],
] as const) {
  test(`${what} is a violation`, () => assert.match(checkResultSchema(schema)!, message))
}

test('100 properties in all are allowed, 101 are not', () => {
  const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`p${n}`, text]))
  assert.equal(checkResultSchema(root({ inner: root(many(99)) })), null)
  assert.match(
    checkResultSchema(root({ inner: root(many(50)), other: root(many(49)) }))!,
    /more than 100 prop/,
  )
})

test('500 enum values in all are allowed, 501 are not', () => {
  const words = (count: number) => ({ enum: Array.from({ length: count }, (_, n) => `w${n}`) })
  assert.equal(checkResultSchema(root({ a: words(250), b: words(250) })), null)
  assert.match(checkResultSchema(root({ a: words(250), b: words(251) }))!, /more than 500 enum/)
})

test('five levels of objects are allowed, six are not, whatever lies between them', () => {
  assert.equal(checkResultSchema(nested(5)), null)
  assert.match(checkResultSchema(nested(6))!, /more than 5 levels deep/)
  const inArray = (levels: number) => root({ list: { type: 'array', items: nested(levels) } })
  assert.equal(checkResultSchema(inArray(4)), null)
  assert.match(checkResultSchema(inArray(5))!, /more than 5 levels/)
  const inBranch = (levels: number) => root({ one: { anyOf: [text, nested(levels)] } })
  assert.equal(checkResultSchema(inBranch(4)), null)
  assert.match(checkResultSchema(inBranch(5))!, /more than 5 levels/)
})

for (const [what, wrap] of [
  ['arrays in arrays', (inner: object) => ({ type: 'array', items: inner })],
  ['anyOf in anyOf', (inner: object) => ({ anyOf: [inner] })],
] as const) {
  test(`${what} are levels too, so no depth can exhaust the stack`, () => {
    let deep: object = text
    for (let level = 0; level < 50_000; level++) deep = wrap(deep)
    assert.match(checkResultSchema(root({ deep }))!, /more than 5 levels deep/)
  })
}

test('unsupported keywords are no violation, and properties may be called like keywords', () => {
  const schema = root(
    {
      pattern: { type: 'string', pattern: '(', minLength: 3, format: 'date' },
      type: { type: 'integer', minimum: 3, default: 'x' },
      properties: { type: 'array', items: text, uniqueItems: 1, contains: { type: 'odd' } },
      enum: text,
      anyOf: text,
      required: text,
    },
    { $defs: { a: { type: 'odd' } }, additionalProperties: true, patternProperties: { '(': false } },
  )
  assert.equal(checkResultSchema(schema), null)
})

test('a hardened schema is closed at every object, requires everything and has supported keywords only', () => {
  const schema = root(
    {
      pattern: { type: 'string', pattern: 'x', description: 'd' },
      required: { type: 'array', minItems: 3, items: root({ a: text }, { additionalProperties: true }) },
      one: { anyOf: [root({ b: { enum: [1, 2] } }, { required: [] }), text] },
      empty: { type: 'object', patternProperties: {} },
    },
    { required: ['one'], additionalProperties: { type: 'string' }, title: 'T', $schema: 'x' },
  )
  const closed = (properties: object, rest: object = {}) => ({
    type: 'object',
    properties,
    ...rest,
    required: Object.keys(properties),
    additionalProperties: false,
  })
  assert.deepEqual(
    hardenResultSchema(schema),
    closed(
      {
        pattern: { type: 'string', description: 'd' },
        required: { type: 'array', items: closed({ a: text }) },
        one: { anyOf: [closed({ b: { enum: [1, 2] } }), text] },
        empty: { type: 'object', required: [], additionalProperties: false },
      },
      { title: 'T' },
    ),
  )
})

test('hardening leaves the schema that was given as it was', () => {
  const schema = Object.freeze(root(Object.freeze({ a: Object.freeze({ ...text, minLength: 1 }) })))
  hardenResultSchema(schema)
  assert.deepEqual(schema, root({ a: { type: 'string', minLength: 1 } }))
})

test('a property called __proto__ is kept as a property', () => {
  const schema = JSON.parse('{"type":"object","properties":{"__proto__":{"type":"string"}}}')
  const hardened = hardenResultSchema(schema)
  assert.deepEqual(hardened.required, ['__proto__'])
  assert.ok(Object.hasOwn(hardened.properties as object, '__proto__'))
  const ordered = orderKeys(JSON.parse('{"__proto__":"x"}'), schema)
  assert.equal(JSON.stringify(ordered), '{"__proto__":"x"}')
})

test('keys come in the order of the schema, all the way down, unknown ones last', () => {
  const item = root({ b: text, a: text })
  const schema = root({
    z: text,
    list: { type: 'array', items: item },
    one: { anyOf: [root({ q: text }), item] },
  })
  const value = {
    extra: 1,
    one: { a: '1', b: '2' },
    list: [{ a: '3', b: '4' }],
    z: 'z',
  }
  assert.equal(
    JSON.stringify(orderKeys(value, schema)),
    '{"z":"z","list":[{"b":"4","a":"3"}],"one":{"b":"2","a":"1"},"extra":1}',
  )
})

test('ordering changes nothing but the order', () => {
  for (const value of [1, 'x', null, [1, { b: 1, a: [] }], { c: { b: null } }]) {
    assert.deepEqual(orderKeys(value, root({ c: root({ a: text, b: text }) })), value)
  }
})
