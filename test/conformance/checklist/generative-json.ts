// GenerativeJSON results, from a model that answers anyhow (contract section 21, line 47).
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Ajv } from 'ajv'
import type { Check } from './check.ts'
import { bendJson, type Distortion } from './distorting-proxy.ts'
import { transcribeSilence } from './instant-call.ts'
import { withSecondServer } from './second-server.ts'
import { freshName, type Subject } from './subject.ts'

/** As callers send it: nothing required, more allowed. */
const sentSchema = {
  type: 'object',
  additionalProperties: true,
  required: [],
  properties: {
    mood: { enum: ['good', 'bad'] },
    people: {
      type: 'array',
      items: { type: 'object', properties: { name: { type: 'string' }, age: { type: 'integer' } } },
    },
    address: {
      type: 'object',
      properties: { zip: { type: 'string' }, city: { anyOf: [{ type: 'string' }, { type: 'boolean' }] } },
    },
  },
}

/** What it means when running: all required, nothing added. */
const strictSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['mood', 'people', 'address'],
  properties: {
    mood: { enum: ['good', 'bad'] },
    people: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'age'],
        properties: { name: { type: 'string' }, age: { type: 'integer' } },
      },
    },
    address: {
      type: 'object',
      additionalProperties: false,
      required: ['zip', 'city'],
      properties: { zip: { type: 'string' }, city: { anyOf: [{ type: 'string' }, { type: 'boolean' }] } },
    },
  },
}

/** In the order of the schema. */
const good = {
  mood: 'good',
  people: [
    { name: 'Ann', age: 30 },
    { name: 'Ben', age: 4 },
  ],
  address: { zip: '12345', city: 'Ghent' },
}
const turned = {
  address: { city: 'Ghent', zip: '12345' },
  people: good.people.map(({ name, age }) => ({ age, name })),
  mood: 'good',
}
const extra = { ...turned, extra: 1, address: { ...turned.address, street: 'Main' } }
const poor = { mood: 'middling', people: [{ name: 'Ann' }] }

/** What the model answers, one after the other, by the word that the operator's prompt holds; the last is repeated. */
const habits: Record<string, string[]> = {
  orderly: [JSON.stringify(good)],
  turned: [JSON.stringify(turned)],
  wordy: [`Here you are:\n\`\`\`json\n${JSON.stringify(turned)}\n\`\`\`\nAnything else?`],
  learning: [JSON.stringify(extra), JSON.stringify(turned)],
  slow: ['I would rather not use JSON.', JSON.stringify(poor), JSON.stringify(turned)],
  // These never answer as they should.
  generous: [JSON.stringify(extra)],
  mute: ['No.'],
}
const hopeless = ['generous', 'mute']

async function withModel(work: (baseUrl: string) => Promise<void>) {
  const asked = new Map<string, number>()
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const word = Object.keys(habits).find((one) => text.includes(`habit: ${one}`)) ?? 'mute'
    const count = asked.get(word) ?? 0
    asked.set(word, count + 1)
    const content = habits[word]![count] ?? habits[word]!.at(-1)
    const choice = { index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }
    response.writeHead(200, { 'Content-Type': 'application/json' })
    response.end(JSON.stringify({ model: 'anyhow', choices: [choice] }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

/** A server whose answers keep the order of the model. */
const turning: Distortion = (answer) =>
  bendJson(answer, (body) => {
    for (const row of body.operator_results ?? []) {
      row.json_results = Object.fromEntries(Object.entries(row.json_results).reverse())
    }
  })

async function keepsToTheSchema(subject: Subject) {
  await withModel((LLM_BASE_URL) =>
    withSecondServer(
      subject,
      { settings: { LLM_BASE_URL, LLM_MODEL: 'anyhow' }, broken: turning },
      async (second) => judgeResults(second, await operateWithEveryHabit(second)),
    ),
  )
}

/** Runs an operator for each habit on one transcript; returns their sids by habit. */
async function operateWithEveryHabit(subject: Subject) {
  const service = await subject.service()
  const operators = new Map<string, string>()
  for (const habit of Object.keys(habits)) {
    const Config = JSON.stringify({ prompt: `habit: ${habit}`, json_result_schema: sentSchema })
    const form = { FriendlyName: freshName(), OperatorType: 'GenerativeJSON', Config }
    const { body } = await subject.call('POST', '/v2/Operators/Custom', { form })
    assert.deepEqual(body.config, JSON.parse(Config), 'the schema is shown as it was sent')
    await subject.call('POST', `/v2/Services/${service.sid}/Operators/${body.sid}`)
    operators.set(habit, body.sid)
  }
  const transcript = await transcribeSilence(subject, service.sid)
  assert.equal(transcript.status, 'completed')
  return { transcriptSid: transcript.sid as string, operators }
}

async function judgeResults(
  subject: Subject,
  { transcriptSid, operators }: Awaited<ReturnType<typeof operateWithEveryHabit>>,
) {
  const path = `/v2/Transcripts/${transcriptSid}/OperatorResults`
  const { body } = await subject.call('GET', path)
  const validate = new Ajv({ strict: false }).compile(strictSchema)
  const willing = [...operators].filter(([habit]) => !hopeless.includes(habit)).map(([, sid]) => sid)
  assert.deepEqual(
    body.operator_results.map((row: { operator_sid: string }) => row.operator_sid),
    willing,
  )
  for (const row of body.operator_results) {
    assert.equal(row.operator_type, 'json')
    assert.ok(validate(row.json_results), JSON.stringify(validate.errors))
    // Text, since deepEqual does not see the order of keys.
    assert.equal(JSON.stringify(row.json_results), JSON.stringify(good))
    const { body: fetched } = await subject.call('GET', `${path}/${row.operator_sid}`)
    assert.equal(JSON.stringify(fetched.json_results), JSON.stringify(good))
  }
}

/** Line 47. */
export const generativeJsonCheck: Check = {
  number: 47,
  title: 'a GenerativeJSON result fits its schema strictly and in order, whatever the model returned',
  run: keepsToTheSchema,
  broken: turning,
}
