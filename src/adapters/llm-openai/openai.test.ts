import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type LlmRequest, ModelHung } from '../../ports/llm.ts'
import type { LlmLimits } from './limits.ts'
import { createOpenAiLlm } from './openai.ts'
import { completion, type ScriptedReply, type SeenRequest, startEndpoint } from './test-endpoint.ts'

const apiKey = 'sk-very-secret'
/** Longer than a machine that is busy with other things takes from one question to the next. */
const PAUSE_MS = 1000
const never = new AbortController().signal
const messages = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: 'Hello' },
] as const
const question: LlmRequest = { messages, signal: never }
const json = { type: 'object', properties: { a: { type: 'string' } } }
const withSchema: LlmRequest = { ...question, schema: { name: 'result', json } }

async function setUp(
  t: TestContext,
  script: ScriptedReply[] | ((request: SeenRequest, count: number) => ScriptedReply),
  limits: Partial<LlmLimits> = {},
) {
  const { baseUrl, requests } = await startEndpoint(t, script)
  const llm = createOpenAiLlm({ baseUrl, model: 'asked-model', apiKey }, { backoffMs: 1, ...limits })
  return { llm, requests, baseUrl }
}

/** Asserts that asking fails with `message`, after `asked` requests, and that the key is nowhere in the error. */
async function assertFails(
  { llm, requests }: Awaited<ReturnType<typeof setUp>>,
  { asked, message, retryable = false }: { asked: number; message: RegExp; retryable?: boolean },
) {
  await assert.rejects(llm.complete(question), (error: Error & { key?: string; retryable?: boolean }) => {
    assert.equal(error.key, 'operatorFailed')
    assert.match(error.message, message)
    assert.equal(error.retryable, retryable)
    for (let one: unknown = error; one instanceof Error; one = one.cause) {
      assert.ok(!`${one.message}${one.stack}${JSON.stringify(one)}`.includes(apiKey))
    }
    return true
  })
  assert.equal(requests.length, asked)
}

test('a question without schema is one plain request', async (t) => {
  const { llm, requests } = await setUp(t, [{ body: completion('Hi.') }])
  assert.deepEqual(await llm.complete(question), {
    text: 'Hi.',
    refusal: null,
    finish: 'stop',
    model: 'served-model',
    rung: 'text',
  })
  const [{ method, path, headers, body }] = requests as [SeenRequest]
  assert.deepEqual(
    [method, path, headers.authorization],
    ['POST', '/v1/chat/completions', `Bearer ${apiKey}`],
  )
  assert.deepEqual(body, { model: 'asked-model', messages, temperature: 0 })
  assert.equal(llm.name, 'asked-model')
})

test('without a key no authorization is sent, and a slash at the end of the base URL does not matter', async (t) => {
  const { baseUrl, requests } = await startEndpoint(t, [{}])
  await createOpenAiLlm({ baseUrl: `${baseUrl}//`, model: 'm', apiKey: null }).complete(question)
  assert.equal(requests[0]!.headers.authorization, undefined)
  assert.equal(requests[0]!.path, '/v1/chat/completions')
})

for (const status of [429, 500, 502, 503, 504]) {
  test(`${status} is tried again, twice`, async (t) => {
    const { llm, requests } = await setUp(t, [{ status }, { status }, {}])
    assert.equal((await llm.complete(question)).text, 'fine')
    assert.equal(requests.length, 3)
    const message = new RegExp(`answered ${status}`)
    await assertFails(await setUp(t, [{ status, body: apiKey }]), { asked: 3, message, retryable: true })
  })
}

for (const [status, message] of [
  [401, /answered 401: check LLM_API_KEY/],
  [403, /answered 403: check LLM_API_KEY/],
  [404, /answered 404: check LLM_BASE_URL and LLM_MODEL/],
  [418, /answered 418/],
  [307, /answered 307: .*redirect/],
] as const) {
  test(`${status} is not tried again, and says what to check without the key`, async (t) => {
    const headers = { location: '/elsewhere' }
    const body = { error: { message: `Incorrect API key: ${apiKey}` } }
    await assertFails(await setUp(t, [{ status, body, headers }]), { asked: 1, message })
  })
}

for (const [what, header] of [
  ['seconds', () => '1'],
  ['a date', () => new Date(Date.now() + 2000).toUTCString()],
] as const) {
  test(`Retry-After as ${what} is waited for`, async (t) => {
    const times: number[] = []
    const { llm } = await setUp(t, (_, count) => {
      times.push(performance.now())
      return count === 1 ? { status: 429, headers: { 'retry-after': header() } } : {}
    })
    await llm.complete(question)
    // Lower bound only; dates have whole seconds.
    assert.ok(times[1]! - times[0]! >= 950, `${times[1]! - times[0]!} ms`)
  })
}

test('a Retry-After beyond the deadline ends the question at once', async (t) => {
  const set = await setUp(t, [{ status: 503, headers: { 'retry-after': '200' } }])
  await assertFails(set, { asked: 1, message: /answered 503/, retryable: true })
})

test('a refused connection is tried again and then named', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  const { port } = await new Promise<{ port: number }>((resolve) =>
    server.once('listening', () => resolve(server.address() as { port: number })),
  )
  await new Promise((resolve) => server.close(resolve))
  const llm = createOpenAiLlm(
    { baseUrl: `http://127.0.0.1:${port}/v1`, model: 'm', apiKey },
    { backoffMs: 1 },
  )
  await assert.rejects(llm.complete(question), {
    key: 'operatorFailed',
    retryable: true,
    message: 'LLM_BASE_URL cannot be reached (ECONNREFUSED)',
  })
})

test('a connection that breaks within the body is tried again', async (t) => {
  const { llm, requests } = await setUp(t, [
    (response) => {
      response.writeHead(200, { 'content-length': '1000' })
      response.write('{"choices"', () => response.destroy())
    },
    {},
  ])
  assert.equal((await llm.complete(question)).text, 'fine')
  assert.equal(requests.length, 2)
})

for (const [where, hang] of [
  ['before the answer', () => undefined],
  [
    'within the body',
    (response: import('node:http').ServerResponse) => {
      response.writeHead(200)
      response.write('{')
    },
  ],
] as const) {
  test(`a hang ${where} ends with the attempt, and is tried once more`, async (t) => {
    const set = await setUp(t, [hang], { attemptMs: 500 })
    await assertFails(set, { asked: 2, message: /did not answer within/, retryable: true })
    const passing = await setUp(t, [hang, {}], { attemptMs: 1000 })
    assert.equal((await passing.llm.complete(question)).text, 'fine')
  })
}

test('after a hang nobody else waits for the endpoint, those in line included', async (t) => {
  const set = await setUp(t, [() => undefined], { attemptMs: 500, concurrent: 1 })
  const asked = await Promise.allSettled([1, 2, 3].map(() => set.llm.complete(question)))
  assert.ok(asked.every((one) => one.status === 'rejected' && one.reason instanceof ModelHung))
  assert.equal(set.requests.length, 2)
  await assert.rejects(set.llm.complete(question), /hung a short while ago/)
  assert.equal(set.requests.length, 2)
})

test('after the pause one question sees whether the endpoint answers again, and the others follow it', async (t) => {
  let answers = false
  let answer = () => {}
  const set = await setUp(
    t,
    () => (response) => {
      if (answers) answer = () => response.end(JSON.stringify(completion('fine')))
    },
    { attemptMs: 1000, hungPauseMs: PAUSE_MS },
  )
  await assert.rejects(set.llm.complete(question), ModelHung)
  await sleep(PAUSE_MS + 10)
  await assert.rejects(set.llm.complete(question), /did not answer within/)
  await assert.rejects(set.llm.complete(question), /hung a short while ago/)
  answers = true
  await sleep(PAUSE_MS + 10)
  const before = set.requests.length
  const probe = set.llm.complete(question)
  await assert.rejects(set.llm.complete(question), /hung a short while ago/)
  while (set.requests.length === before) await sleep(1)
  answer()
  assert.equal((await probe).text, 'fine')
  const next = set.llm.complete(question)
  while (set.requests.length === before + 1) await sleep(1)
  answer()
  assert.equal((await next).text, 'fine')
})

test('a probe that is stopped leaves its turn to another, one that is refused ends the pause', async (t) => {
  const hang = () => undefined
  const set = await setUp(t, [hang, hang, hang, { status: 404 }, {}], {
    attemptMs: 1000,
    hungPauseMs: 0,
  })
  await assert.rejects(set.llm.complete(question), ModelHung)
  const stopping = new AbortController()
  const stopped = set.llm.complete({ ...question, signal: stopping.signal })
  const refused = assert.rejects(stopped, /stop/)
  while (set.requests.length < 3) await sleep(1)
  stopping.abort(new Error('stop'))
  await refused
  await assert.rejects(set.llm.complete(question), /404/)
  assert.equal((await set.llm.complete(question)).text, 'fine')
})

test('the deadline for all attempts cuts the attempt short', async (t) => {
  const set = await setUp(t, [() => undefined], { totalMs: 500 })
  await assertFails(set, { asked: 1, message: /did not answer/, retryable: true })
})

test('an aborted signal ends the question with its reason, wherever it is', async (t) => {
  const reason = new Error('shutdown')
  const aborting = (script: ScriptedReply[], limits: Partial<LlmLimits> = {}) => {
    const controller = new AbortController()
    const asked = setUp(
      t,
      (_, count) => {
        setImmediate(() => controller.abort(reason))
        return script[count - 1]!
      },
      limits,
    )
    return asked.then(({ llm }) => llm.complete({ ...question, signal: controller.signal }))
  }
  await assert.rejects(aborting([() => undefined]), reason)
  await assert.rejects(aborting([{ status: 503, headers: { 'retry-after': '100' } }]), reason)
  const { llm, requests } = await setUp(t, [{}])
  await assert.rejects(llm.complete({ ...question, signal: AbortSignal.abort(reason) }), reason)
  assert.equal(requests.length, 0)
})

test('a schema is asked for strictly first', async (t) => {
  const { llm, requests } = await setUp(t, [{ body: completion('{"a": "b"}') }])
  const answer = await llm.complete(withSchema)
  assert.equal(answer.rung, 'json_schema')
  assert.deepEqual(requests[0]!.body.response_format, {
    type: 'json_schema',
    json_schema: { name: 'result', strict: true, schema: json },
  })
  assert.deepEqual(requests[0]!.body.messages, messages)
})

test('400 leads down the ladder, and the rung that worked is remembered', async (t) => {
  const knows =
    (known: string | undefined): ((request: SeenRequest) => ScriptedReply) =>
    ({ body }) =>
      body.response_format?.type === known
        ? { body: completion('{}') }
        : { status: 400, body: 'response_format?' }

  const middle = await setUp(t, knows('json_object'))
  assert.equal((await middle.llm.complete(withSchema)).rung, 'json_object')
  assert.equal((await middle.llm.complete(withSchema)).rung, 'json_object')
  assert.deepEqual(
    middle.requests.map(({ body }) => body.response_format?.type),
    ['json_schema', 'json_object', 'json_object'],
  )

  const bottom = await setUp(t, knows(undefined))
  assert.equal((await bottom.llm.complete(withSchema)).rung, 'prompt')
  assert.equal((await bottom.llm.complete(withSchema)).rung, 'prompt')
  assert.equal(bottom.requests.length, 4)
})

test('below the strict rung the schema is told in the system message', async (t) => {
  const { llm, requests } = await setUp(t, [{ status: 400 }, { status: 422 }, { body: completion('{}') }])
  await llm.complete(withSchema)
  for (const { body } of requests.slice(1)) {
    const [system, user] = body.messages
    assert.ok(system!.content.startsWith('Be brief.\n\n'))
    assert.ok(system!.content.includes(JSON.stringify(json)) && system!.content.includes('JSON'))
    assert.deepEqual(user, messages[1])
  }
  await llm.complete({ ...withSchema, messages: [messages[1]] })
  assert.deepEqual(
    requests.at(-1)!.body.messages.map(({ role }) => role),
    ['system', 'user'],
  )
})

test('one schema that the strict mode does not take leaves it in use for others', async (t) => {
  const { llm, requests } = await setUp(t, [{}, { status: 400 }, {}, {}])
  for (const rung of ['json_schema', 'json_object', 'json_schema']) {
    assert.equal((await llm.complete(withSchema)).rung, rung)
  }
  assert.equal(requests.length, 4)
})

test('400 on every rung is a failure, and nothing is remembered of it', async (t) => {
  const { llm, requests } = await setUp(t, [{ status: 400, body: 'no such model' }])
  await assert.rejects(llm.complete(withSchema), { key: 'operatorFailed', message: /answered 400/ })
  await assert.rejects(llm.complete(withSchema), { key: 'operatorFailed' })
  assert.deepEqual(
    requests.map(({ body }) => body.response_format?.type),
    ['json_schema', 'json_object', undefined, 'json_schema', 'json_object', undefined],
  )
})

test('a refused temperature is left out from then on', async (t) => {
  const { llm, requests } = await setUp(t, ({ body }) =>
    body.temperature === undefined
      ? {}
      : { status: 400, body: { error: { message: "Unsupported value: 'temperature'" } } },
  )
  assert.equal((await llm.complete(withSchema)).rung, 'json_schema')
  await llm.complete(question)
  assert.deepEqual(
    requests.map(({ body }) => body.temperature),
    [0, undefined, undefined],
  )
})

for (const [status, body] of [
  [
    400,
    {
      error: {
        code: 'context_length_exceeded',
        message: "This model's maximum context length is 8192 tokens.",
      },
    },
  ],
  [400, 'the request exceeds the available context size. try increasing the context size'],
  [400, { message: 'Prompt is too long: 9000 tokens' }],
  [422, 'Input is too long for requested model.'],
  [413, ''],
] as const) {
  test(`${status} ${JSON.stringify(body).slice(0, 50)} means too long, not a lower rung`, async (t) => {
    const { llm, requests } = await setUp(t, [{ status, body }])
    const answer = await llm.complete(withSchema)
    assert.deepEqual([answer.finish, answer.text, answer.refusal], ['length', '', null])
    assert.equal(requests.length, 1)
  })
}

for (const [what, body, expected] of [
  ['a refusal', completion(null, { refusal: 'I will not.' }), { refusal: 'I will not.', text: '' }],
  ['a refusal among parts', completion([{ type: 'refusal', refusal: 'No.' }]), { refusal: 'No.', text: '' }],
  ['a filtered answer', completion(null, { finish: 'content_filter' }), { finish: 'filtered', text: '' }],
  ['an answer cut off', completion('{"a', { finish: 'length' }), { finish: 'length', text: '{"a' }],
  ['all tokens spent on reasoning', completion(null, { finish: 'length' }), { finish: 'length', text: '' }],
  [
    'content in parts',
    completion([{ type: 'text', text: 'Hel' }, { type: 'reasoning' }, { type: 'text', text: 'lo' }]),
    { text: 'Hello' },
  ],
  ['an empty text', completion(''), { text: '', finish: 'stop' }],
  ['another finish', completion('x', { finish: null }), { finish: 'other' }],
  ['no model named', { choices: [{ message: { content: 'x' } }] }, { model: 'asked-model', text: 'x' }],
] as const) {
  test(`${what} is an answer`, async (t) => {
    const { llm, requests } = await setUp(t, [{ body }])
    const answer = await llm.complete(question)
    assert.deepEqual({ ...answer, ...expected }, answer)
    assert.equal(requests.length, 1)
  })
}

for (const [what, body, message] of [
  ['HTML', '<!doctype html><title>Login</title>', /something other than JSON/],
  ['JSON that is no object', 'null', /something other than JSON/],
  ['no choices', {}, /without choices/],
  ['empty choices', { choices: [] }, /without choices/],
  ['a choice without message', { choices: [{ text: 'x' }] }, /without choices/],
  ['null content', completion(null), /without content/],
  ['a tool call', completion(null, { finish: 'tool_calls', tool_calls: [{}] }), /without content/],
  ['parts without text', completion([null, { type: 'image' }]), /without content/],
  ['an error', { error: { message: `bad key ${apiKey}` } }, /200 with an error/],
] as const) {
  test(`200 with ${what} is a failure, once`, async (t) => {
    await assertFails(await setUp(t, [{ body }]), { asked: 1, message })
  })
}

test('an answer without end is given up', async (t) => {
  await assertFails(await setUp(t, [{ body: completion('x'.repeat(2000)) }], { maxBytes: 1000 }), {
    asked: 1,
    message: /without end/,
  })
})

test('at most two questions are under way at once, the others wait their turn', async (t) => {
  let running = 0
  let most = 0
  const order: string[] = []
  const bothAsked = Promise.withResolvers<void>()
  const { llm } = await setUp(t, ({ body }) => async (response) => {
    most = Math.max(most, ++running)
    if (order.push(body.messages[0]!.content) === 2) bothAsked.resolve()
    // However late the second one comes; a third one would come at once.
    await bothAsked.promise
    await sleep(20)
    running--
    response.end(JSON.stringify(completion('x')))
  })
  const ask = (content: string, signal = never) =>
    llm.complete({ messages: [{ role: 'user', content }], signal })
  const controller = new AbortController()
  const all = [ask('1'), ask('2'), ask('3')]
  const left = ask('left', controller.signal)
  all.push(ask('4'), ask('5'))
  controller.abort(new Error('tired of waiting'))
  await assert.rejects(left, /tired of waiting/)
  await Promise.all(all)
  assert.equal(most, 2)
  assert.deepEqual(order.toSorted(), ['1', '2', '3', '4', '5'])
  // Two that are under way together may reach the server in either order.
  assert.deepEqual(order.slice(0, 2).toSorted(), ['1', '2'])
})

test('a failed question gives its slot back', async (t) => {
  const { llm } = await setUp(t, [{ status: 404 }, { status: 404 }, { status: 404 }, {}])
  for (let n = 0; n < 3; n++) await assert.rejects(llm.complete(question))
  assert.equal((await llm.complete(question)).text, 'fine')
})

for (const baseUrl of ['', 'localhost:8080', 'ftp://host/v1', 'http://user:pw@host/v1']) {
  test(`"${baseUrl}" is refused as base URL`, () => {
    assert.throws(
      () => createOpenAiLlm({ baseUrl, model: 'm', apiKey }),
      (error: Error) => error.message.startsWith('LLM_BASE_URL: must') && !error.message.includes('pw'),
    )
  })
}
