// What a language model wrote, in the redacted view (contract section 21, line 38).
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Check } from './check.ts'
import { bendJson, type Distortion } from './distorting-proxy.ts'
import { withSecondServer } from './second-server.ts'
import { freshName, type Subject } from './subject.ts'

const written = 'Karen Miller greeted the caller.'

async function hidesWhatAModelWrote(subject: Subject) {
  const model = await startModel()
  const settings = { LLM_BASE_URL: model.baseUrl, LLM_MODEL: 'scripted' }
  try {
    await withSecondServer(subject, { settings, broken: showingWhatWasWritten }, hidesIt)
  } finally {
    model.close()
  }
}

async function hidesIt(subject: Subject) {
  const FriendlyName = `Greeting ${freshName()}`
  const Config = JSON.stringify({ prompt: 'Say who greeted whom.' })
  const service = await subject.service({ AutoRedaction: 'true' })
  const { body: operator } = await subject.call('POST', '/v2/Operators/Custom', {
    form: { FriendlyName, OperatorType: 'Generative', Config },
  })
  await subject.call('POST', `/v2/Services/${service.sid}/Operators/${operator.sid}`)
  const { sid } = await subject.transcribe(service.sid, { mediaUrl: subject.world.monoCallUrl })
  const path = `/v2/Transcripts/${sid}/OperatorResults`
  const read = async (view: string) => {
    const { body } = await subject.call('GET', `${path}?${view}`)
    const fetched = await subject.call('GET', `${path}/${operator.sid}?${view}`)
    assert.equal(body.operator_results.length, 1)
    return [body.operator_results[0], fetched.body].map((result) => result.text_generation_results)
  }
  const hidden = { result: `[Redacted: ${FriendlyName}]`, format: 'text' }
  for (const view of ['', 'Redacted=true']) assert.deepEqual(await read(view), [hidden, hidden])
  const shown = { result: written, format: 'text' }
  assert.deepEqual(await read('Redacted=false'), [shown, shown])
}

/** A model that always writes the same, behind the interface that OpenAI's has. */
async function startModel() {
  const message = { role: 'assistant', content: written }
  const answer = { model: 'scripted', choices: [{ index: 0, message, finish_reason: 'stop' }] }
  const server = createServer((request, response) => {
    request.resume()
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** A server that redacts it like something that was said: names in it are hidden, the rest is shown. */
const showingWhatWasWritten: Distortion = (answer, { path }) =>
  bendJson(answer, (body) => {
    if (!path.includes('/OperatorResults')) return
    for (const { text_generation_results: text } of body.operator_results ?? [body]) {
      if (text?.result.startsWith('[Redacted')) text.result = written.replace('Karen Miller', '[Name]')
    }
  })

/** Line 38. */
export const generativeRedactionCheck: Check = {
  number: 38,
  title: 'what a model wrote for a custom operator is replaced as a whole in the redacted view',
  run: hidesWhatAModelWrote,
  broken: showingWhatWasWritten,
}
