import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Llm } from '../ports/llm.ts'
import type { BuiltIns } from './built-in/in-thread.ts'
import { checkOperatorConfig, isConfigurable } from './check-config.ts'
import { runOperator } from './run-operator.ts'
import { aConversation } from './test-conversation.ts'

const conversation = aConversation('Customer: Cancel my account.')
/** Local engines that always answer the same. */
const builtIns: BuiltIns = {
  judge: async () => ({ kind: 'text', text: 'local', refusal: null }),
  close: async () => undefined,
}
const deps = { llm: null, builtIns, signal: new AbortController().signal, redactForLlm: true }
const phrases = { phrase_sets: [{ name: 'Cancel', phrases: ['cancel my account'] }] }
const schema = { type: 'object', properties: { a: { type: 'string' } } }

const llm: Llm = {
  name: 'fixed',
  complete: async ({ schema }) => ({
    text: schema ? '{"a": "b"}' : 'yes',
    refusal: null,
    finish: 'stop',
    model: 'fixed',
    rung: schema ? 'json_schema' : 'text',
  }),
}

test('each configurable type runs on its engine', async () => {
  const kindOf = async (operatorType: string, config: Record<string, unknown>) => {
    const run = { operator: { operatorType, config }, conversation }
    const { outcome, by, modelFailure } = await runOperator(run, { ...deps, llm })
    assert.equal(modelFailure, null)
    return [outcome.kind, by]
  }
  const local = { engine: 'local', model: null, rung: null }
  const model = { engine: 'llm', model: 'fixed' }
  assert.deepEqual(await kindOf('PhraseMatching', phrases), ['extraction', local])
  assert.deepEqual(await kindOf('Generative', { prompt: 'p' }), ['text', { ...model, rung: 'text' }])
  const json = await kindOf('GenerativeJSON', { prompt: 'p', json_result_schema: schema })
  assert.deepEqual(json, ['json', { ...model, rung: 'json_schema' }])
})

test('phrases need no language model, generative types do', async () => {
  const run = (operatorType: string, config: Record<string, unknown>) =>
    runOperator({ operator: { operatorType, config }, conversation }, deps)
  assert.equal((await run('PhraseMatching', phrases)).outcome.kind, 'extraction')
  await assert.rejects(run('Generative', { prompt: 'p' }), { key: 'llmNotConfigured' })
  const config = { prompt: 'p', json_result_schema: schema }
  await assert.rejects(run('GenerativeJSON', config), { key: 'llmNotConfigured' })
})

test('a type without an engine, or a broken config, is a failure that says so', async () => {
  for (const [operatorType, config, message] of [
    ['Fortune', null, /No engine for operators of type Fortune/],
    ['toString', null, /No engine/],
    ['PhraseMatching', null, /does not fit the schema/],
    [
      'PhraseMatching',
      { phrase_sets: [{ name: 'x', phrases: ['a?'], match: 'pattern' }] },
      /can not be read/,
    ],
  ] as const) {
    const run = runOperator({ operator: { operatorType, config: config as never }, conversation }, deps)
    await assert.rejects(run, { key: 'operatorFailed', message })
  }
})

test('an aborted signal ends a run before it begins', async () => {
  const signal = AbortSignal.abort(new Error('stop'))
  const run = runOperator(
    { operator: { operatorType: 'PhraseMatching', config: phrases }, conversation },
    { ...deps, signal },
  )
  await assert.rejects(run, /stop/)
})

const set = (over: object) => ({ phrase_sets: [{ name: 'x', phrases: ['y'], ...over }] })

for (const [what, type, config] of [
  ['a prompt', 'Generative', { prompt: 'p' }],
  ['a prompt of 4000 characters', 'Generative', { prompt: 'p'.repeat(4000) }],
  ['examples', 'Generative', { prompt: 'p', examples: [{ input: 'a', output: 'b' }] }],
  ['a schema', 'GenerativeJSON', { prompt: 'p', json_result_schema: schema }],
  [
    'an example object',
    'GenerativeJSON',
    { prompt: 'p', json_result_schema: schema, examples: [{ input: 'a', output: { a: 'b' } }] },
  ],
  [
    'the largest phrase sets',
    'PhraseMatching',
    {
      phrase_sets: Array.from({ length: 100 }, () => ({
        name: 'x',
        phrases: Array.from({ length: 500 }, () => 'y'.repeat(200)),
      })),
    },
  ],
  ['a pattern for a role', 'PhraseMatching', set({ phrases: ['! a|b'], match: 'pattern', role: 'Agent' })],
] as const) {
  test(`${type} takes ${what}`, () => assert.equal(checkOperatorConfig(type, config), null))
}

for (const [what, type, config, message] of [
  ['no object', 'Generative', 'prompt', /must be object/],
  ['no prompt', 'Generative', {}, /required property 'prompt'/],
  ['an empty prompt', 'Generative', { prompt: '' }, /\/prompt/],
  ['a prompt of 4001 characters', 'Generative', { prompt: 'p'.repeat(4001) }, /\/prompt .*4000/],
  ['an example without output', 'Generative', { prompt: 'p', examples: [{ input: 'a' }] }, /'output'/],
  ['no schema', 'GenerativeJSON', { prompt: 'p' }, /'json_result_schema'/],
  [
    'a schema of another type',
    'GenerativeJSON',
    { prompt: 'p', json_result_schema: { type: 'array', properties: {} } },
    /json_result_schema/,
  ],
  [
    'a schema over the limits',
    'GenerativeJSON',
    { prompt: 'p', json_result_schema: { ...schema, properties: { a: { type: 'null' } } } },
    /"null"/,
  ],
  ...(
    [
      ['an enum with one value twice', { enum: ['x', 'x'] }, /can not be used: .*a\/enum.*duplicate/],
      ['one type twice', { type: ['string', 'string'] }, /a\/type/],
      ['an empty list of types', { type: [], enum: ['x'] }, /a\/type/],
      ['a title that is no text', { type: 'string', title: 5 }, /a\/title must be string/],
      ['a description that is no text', { type: 'string', description: {} }, /a\/description must be string/],
    ] as const
  ).map(
    ([what, a, message]) =>
      [
        `a schema with ${what}`,
        'GenerativeJSON',
        { prompt: 'p', json_result_schema: { type: 'object', properties: { a } } },
        message,
      ] as const,
  ),
  [
    'a property __proto__',
    'GenerativeJSON',
    JSON.parse(
      '{"prompt":"p","json_result_schema":{"type":"object","properties":{"__proto__":{"type":"string"}}}}',
    ),
    /__proto__/,
  ],
  ['a result schema', 'Generative', { prompt: 'p', json_result_schema: schema }, /GenerativeJSON/],
  [
    'an example nested without end',
    'GenerativeJSON',
    JSON.parse(
      `{"prompt":"p","json_result_schema":${JSON.stringify(schema)},"examples":[{"input":"a","output":{"a":${'['.repeat(5000)}${']'.repeat(5000)}}}]}`,
    ),
    /levels deep/,
  ],
  ['a phrase without a word', 'PhraseMatching', set({ phrases: ['help', '???'] }), /"\?\?\?" holds no word/],
  ['an exact phrase without a word', 'PhraseMatching', set({ phrases: ['-'], match: 'exact' }), /no word/],
  [
    'a fuzzy phrase of hesitations',
    'PhraseMatching',
    set({ phrases: ['Uh, um.'], match: 'fuzzy' }),
    /no word/,
  ],
  ['no sets', 'PhraseMatching', { phrase_sets: [] }, /fewer than 1/],
  [
    '101 sets',
    'PhraseMatching',
    { phrase_sets: Array.from({ length: 101 }, () => ({ name: 'x', phrases: ['y'] })) },
    /more than 100/,
  ],
  ['no phrases', 'PhraseMatching', set({ phrases: [] }), /fewer than 1/],
  [
    '501 phrases',
    'PhraseMatching',
    set({ phrases: Array.from({ length: 501 }, () => 'y') }),
    /more than 500/,
  ],
  ['an empty phrase', 'PhraseMatching', set({ phrases: [''] }), /phrases\/0/],
  ['a phrase of 201 characters', 'PhraseMatching', set({ phrases: ['y'.repeat(201)] }), /200/],
  ['another match', 'PhraseMatching', set({ match: 'regex' }), /exact, stem, fuzzy, pattern/],
  ['a broken pattern', 'PhraseMatching', set({ phrases: ['(a'], match: 'pattern' }), /not closed/],
] as const) {
  test(`${type} does not take ${what}`, () => assert.match(checkOperatorConfig(type, config)!, message))
}

test('a phrase with signs of the pattern language is a phrase unless it is matched as a pattern', () => {
  assert.equal(checkOperatorConfig('PhraseMatching', set({ phrases: ['(a'] })), null)
})

test('three types are configurable', () => {
  assert.ok(['Generative', 'GenerativeJSON', 'PhraseMatching'].every(isConfigurable))
  assert.ok(!['Summarization', 'constructor', ''].some(isConfigurable))
})
