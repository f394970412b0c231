// Jobs that run operators on completed transcripts: real phrase matching, a scripted model, stored rows and a queue in
// memory.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, beforeEach, test } from 'node:test'
import { fault } from '../domain/errors.ts'
import type { OperatorResult } from '../domain/operator-result.ts'
import { type OperatorSid, sidFrom } from '../domain/sid.ts'
import { freshDiagnostics, type Transcript, type Warning } from '../domain/transcript.ts'
import type { CustomOperator } from '../ports/operator-store.ts'
import { removeTranscripts } from '../ports/removal.ts'
import { anOperator, aResult, aSentence } from '../testing/builders.ts'
import { createMemoryQueue, type MemoryQueue } from '../testing/memory-queue.ts'
import { createPipelineParts, type PipelineParts, storeTranscript } from '../testing/pipeline-parts.ts'
import { recordedLog } from '../testing/recorded-log.ts'
import { scriptedLlm } from '../testing/scripted-llm.ts'
import { startWorker } from './start.ts'

const root = mkdtempSync(join(tmpdir(), 'operator-jobs-'))
after(() => rmSync(root, { recursive: true }))
let parts: PipelineParts
let queue: MemoryQueue
/** What the model answers, or does. */
let answer: () => string | Promise<string>

beforeEach(async () => {
  parts = createPipelineParts(mkdtempSync(join(root, 'parts-')))
  queue = createMemoryQueue(parts, { tries: 3 })
  answer = () => 'A summary.'
  const scripted = scriptedLlm(() => '')
  const llm = {
    ...scripted,
    complete: async () => ({ ...(await scripted.complete(ask)), text: await answer() }),
  }
  const notifier = { notify: async () => assert.fail('a webhook was called') }
  await startWorker({ ...parts, llm, queue, log: recordedLog(), notifier }, { transcriptsAtOnce: 1 })
})
afterEach(() => queue.stop(1000))
const ask = { messages: [], signal: new AbortController().signal }

const phrases = (phrase: string, over: Partial<CustomOperator> = {}) =>
  anOperator({
    friendlyName: `Looks for ${phrase}`,
    config: { phrase_sets: [{ name: 'Found', phrases: [phrase] }] },
    ...over,
  })
const generative = () => anOperator({ operatorType: 'Generative', config: { prompt: 'Sum up.' } })

/** A completed transcript that says "Please cancel my account.", with results it has already, of a Service whose webhook
 * must not be called. */
async function stored(
  { operators, results = [] }: { operators: CustomOperator[]; results?: OperatorResult[] },
  over: Partial<Transcript> = {},
) {
  const transcript = await storeTranscript(parts, {
    service: { webhookUrl: 'https://example.com/', webhookHttpMethod: 'POST' },
    transcript: { status: 'completed', transcribed: true, durationS: 2, ...over },
  })
  const { sid, accountSid } = transcript
  await parts.unitOfWork(async (unit) => {
    await unit.sentences.replace(sid, [aSentence(0, { text: 'Please cancel my account.' })])
    await unit.operatorResults.replace(sid, results)
    for (const one of operators) await unit.operators.insert({ ...one, accountSid })
  })
  return transcript
}

async function rerun({ sid, accountSid }: Transcript, operators: { sid: OperatorSid }[]) {
  const operatorSids = operators.map((one) => one.sid)
  await parts.unitOfWork(({ enqueue }) =>
    enqueue({ name: 'operators', data: { transcriptSid: sid, operatorSids }, group: accountSid }),
  )
  await queue.settled()
}

const resultsOf = async ({ sid }: Transcript) =>
  (await parts.store.operatorResults.list(sid, { limit: 99, cursor: null })).items
const summaryOf = (results: OperatorResult[]) =>
  results.map(({ operatorSid, position, outcome }) => [
    operatorSid,
    position,
    outcome.kind === 'extraction' ? outcome.match : outcome.kind === 'text' && outcome.text,
  ])

test('an operator that answered before is answered anew in its place, others come behind', async () => {
  const [again, fresh, model] = [phrases('cancel my account'), phrases('nowhere'), generative()]
  const other = aResult(4)
  const results = [aResult(1, { operatorSid: again.sid }), other]
  const transcript = await stored({ operators: [again, fresh, model], results })
  await rerun(transcript, [fresh, again, model])
  assert.deepEqual(summaryOf(await resultsOf(transcript)), [
    [again.sid, 1, true],
    [other.operatorSid, 4, 'Answer 4'],
    [fresh.sid, 5, false],
    [model.sid, 6, 'A summary.'],
  ])
  const after = await parts.store.transcripts.load(transcript.sid)
  assert.ok(after!.dateUpdated >= transcript.dateUpdated)
  assert.deepEqual(
    after!.diagnostics.operators?.map(({ operatorSid, engine, model }) => [operatorSid, engine, model]),
    [
      [again.sid, 'local', null],
      [fresh.sid, 'local', null],
      [model.sid, 'llm', 'scripted'],
    ],
  )
  assert.deepEqual(
    parts.jobs().map(({ name, state }) => [name, state]),
    [['operators', 'completed']],
  )
})

test('warnings of the operators that ran are renewed, all others stay', async () => {
  const [mended, broken, untouched] = [phrases('account'), generative(), sidFrom('operator', 'ab'.repeat(16))]
  const bleed: Warning = { code: 'bleed', message: 'Both sides' }
  const old = (operatorSid: OperatorSid) => ({ code: 'operator-failed', message: 'old', operatorSid })
  const warnings = [bleed, old(mended.sid), old(broken.sid), old(untouched)]
  const results = [aResult(0, { operatorSid: broken.sid })]
  const transcript = await stored(
    { operators: [mended, broken], results },
    { diagnostics: { ...freshDiagnostics, warnings } },
  )
  answer = () => {
    throw fault('operatorFailed', 'no luck')
  }
  await rerun(transcript, [mended, broken])
  const { diagnostics } = (await parts.store.transcripts.load(transcript.sid))!
  const message = `${broken.friendlyName} (${broken.sid}): no luck`
  assert.deepEqual(diagnostics.warnings, [
    bleed,
    old(untouched),
    { code: 'operator-failed', operatorSid: broken.sid, message },
  ])
  // One that fails keeps what it said before.
  assert.deepEqual(summaryOf(await resultsOf(transcript)), [
    [broken.sid, 0, 'Answer 0'],
    [mended.sid, 1, true],
  ])
})

test('a try that breaks off leaves nothing behind, and the next one does the whole', async () => {
  const [one, model] = [phrases('account'), generative()]
  const transcript = await stored({ operators: [one, model] })
  const seen: number[] = []
  answer = async () => {
    seen.push((await resultsOf(transcript)).length)
    // What ends all operators, not only one.
    if (seen.length < 3) throw fault('redactionFailed', 'out of memory', { retryable: true })
    return 'A summary.'
  }
  await rerun(transcript, [one, model])
  assert.deepEqual(seen, [0, 0, 0])
  assert.deepEqual(summaryOf(await resultsOf(transcript)), [
    [one.sid, 0, true],
    [model.sid, 1, 'A summary.'],
  ])
})

test('when every try breaks off the results stay as they were, and warnings say so', async () => {
  const model = generative()
  const results = [aResult(0)]
  const transcript = await stored({ operators: [model], results })
  answer = () => {
    throw new Error('secret of the machine')
  }
  await rerun(transcript, [model])
  assert.deepEqual(await resultsOf(transcript), results)
  const { warnings } = (await parts.store.transcripts.load(transcript.sid))!.diagnostics
  assert.deepEqual(
    warnings.map(({ code, operatorSid }) => [code, operatorSid]),
    [['operator-failed', model.sid]],
  )
  assert.doesNotMatch(warnings[0]!.message, /secret/)
})

test('a transcript that is deleted meanwhile stays deleted, without another try', async () => {
  const model = generative()
  const transcript = await stored({ operators: [model] })
  let asked = 0
  answer = async () => {
    asked++
    await removeTranscripts(transcript.accountSid, [transcript.sid], { ...parts, wake: queue.wake })
    return 'A summary.'
  }
  await rerun(transcript, [model])
  assert.equal(asked, 1)
  assert.equal(await parts.store.transcripts.load(transcript.sid), null)
  assert.deepEqual(await resultsOf(transcript), [])
})

for (const [what, over] of [
  ['not completed', { status: 'canceled' }],
  ['encrypted for its owner', { encryptionCredentialSid: sidFrom('publicKey', 'ab'.repeat(16)) }],
] as const) {
  test(`nothing is run on a transcript that is ${what}`, async () => {
    const one = phrases('account')
    const transcript = await stored({ operators: [one] }, over)
    await rerun(transcript, [one])
    assert.deepEqual(await resultsOf(transcript), [])
    assert.deepEqual((await parts.store.transcripts.load(transcript.sid))!.diagnostics, freshDiagnostics)
  })
}

test('an operator that was deleted meanwhile is passed over', async () => {
  const one = phrases('account')
  const transcript = await stored({ operators: [one] })
  await rerun(transcript, [phrases('deleted'), one])
  assert.deepEqual(summaryOf(await resultsOf(transcript)), [[one.sid, 0, true]])
})

test('two runs at once over one transcript lose nothing of each other', async () => {
  const operators = Array.from({ length: 4 }, generative)
  const transcript = await stored({ operators })
  let waiting: (() => void)[] = []
  answer = async () => {
    // Both are under way before either goes on.
    await new Promise<void>((resolve) => {
      waiting.push(resolve)
      if (waiting.length < 2) return
      for (const go of waiting) go()
      waiting = []
    })
    return 'A summary.'
  }
  await Promise.all([rerun(transcript, operators.slice(0, 2)), rerun(transcript, operators.slice(2))])
  const found = await resultsOf(transcript)
  assert.deepEqual(found.map(({ operatorSid }) => operatorSid).sort(), operators.map(({ sid }) => sid).sort())
  assert.deepEqual(
    found.map(({ position }) => position),
    [0, 1, 2, 3],
  )
})
