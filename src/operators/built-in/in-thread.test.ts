// Local engines off the main thread.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aConversation } from '../test-conversation.ts'
import { builtInEngines } from './engines.ts'
import { openBuiltInsHere } from './in-process.ts'
import { openBuiltIns } from './in-thread.ts'

const { signal } = new AbortController()
const conversation = aConversation(
  'Agent: Thank you for calling, my name is Ann. This call is recorded.',
  'Customer: I want to speak to your manager in Boston, now!',
  'Agent: One moment, I will transfer you.',
)
/** A source that counts how often it is asked for personal data. */
function source() {
  let asked = 0
  const personalData = async () => {
    asked++
    return conversation.lines.map(() => [{ start: 0, end: 3, type: 'NAME' as const }])
  }
  return { conversation, personalData, asked: () => asked }
}

test('they say what they would say in this thread, and personal data is looked for once, if at all', async () => {
  const [here, there] = [source(), source()]
  const [direct, threaded] = [openBuiltInsHere(here), openBuiltIns(there, { signal })]
  try {
    let expected = 0
    for (const [type, { readsPersonalData }] of Object.entries(builtInEngines)) {
      assert.deepEqual(await threaded.judge(type), await direct.judge(type), type)
      if (readsPersonalData) expected = 1
      assert.equal(there.asked(), expected, type)
    }
  } finally {
    await threaded.close()
  }
})

test('an engine that reads personal data says so in the table: the others do not touch it', async () => {
  const untouchable = new Proxy([], {
    get: () => assert.fail('personal data was read'),
  })
  for (const { load, readsPersonalData } of Object.values(builtInEngines)) {
    const run = await load()
    if (!readsPersonalData) run({ conversation, personalData: untouchable })
  }
})

test('an operator without an engine is a failure of that operator', async () => {
  const builtIns = openBuiltIns(source(), { signal })
  for (const type of ['Fortune', 'toString'])
    await assert.rejects(builtIns.judge(type), { key: 'operatorFailed', message: /No engine/ })
})

test('an operator that takes too long fails, and the thread ends', async () => {
  // No thread is there within a millisecond.
  const builtIns = openBuiltIns(source(), { signal, timeLimitMs: 1 })
  const late = { key: 'operatorFailed', message: /took longer than 0.001 s/ }
  await assert.rejects(builtIns.judge('EscalationRequest'), late)
  await assert.rejects(builtIns.judge('EscalationRequest'), late)
})

test('an abort ends it with its reason', async () => {
  const stopping = new AbortController()
  const builtIns = openBuiltIns(source(), { signal: stopping.signal })
  const judging = builtIns.judge('EscalationRequest')
  stopping.abort(new Error('enough'))
  await assert.rejects(judging, /enough/)
  await assert.rejects(builtIns.judge('EscalationRequest'), /enough/)
})

test('personal data that can not be had fails the operator that reads it', async () => {
  const failing = { conversation, personalData: () => Promise.reject(new Error('no redactor')) }
  const builtIns = openBuiltIns(failing, { signal })
  try {
    for (const [type, { readsPersonalData }] of Object.entries(builtInEngines)) {
      if (readsPersonalData) await assert.rejects(builtIns.judge(type), /no redactor/)
    }
  } finally {
    await builtIns.close()
  }
})
