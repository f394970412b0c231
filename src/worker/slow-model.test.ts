// A language model that takes its time keeps nobody else's recording waiting, and is no standstill.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Progress } from '../domain/progress.ts'
import type { Llm } from '../ports/llm.ts'
import type { JobQueue } from '../ports/queue.ts'
import { anOperator } from '../testing/builders.ts'
import { withClaims } from '../testing/held-jobs.ts'
import { createPipelineParts, storeTranscript } from '../testing/pipeline-parts.ts'
import { recordedLog } from '../testing/recorded-log.ts'
import { scriptedLlm } from '../testing/scripted-llm.ts'
import { handleTranscript } from './transcript-jobs.ts'

const folder = mkdtempSync(join(tmpdir(), 'slow-model-'))
after(() => rmSync(folder, { recursive: true }))
const { signal } = new AbortController()
const generative = anOperator({ operatorType: 'Generative', config: { prompt: 'Sum up.' } })

/** Runs a transcript with two generative operators, under a model that answers once `ready` lets it. */
async function run(ready: (stepped: Promise<void>) => Promise<void>) {
  const parts = createPipelineParts(mkdtempSync(join(folder, 'parts-')))
  const transcript = await storeTranscript(parts, {
    transcript: { operators: [generative, { ...generative }] },
  })
  const { promise: stepped, resolve } = Promise.withResolvers<void>()
  const turns: string[] = []
  const seen: Progress[] = []
  const stepAside = () => {
    // Slow machines step aside for the download as well.
    if (seen.at(-1)?.stage !== 'operate') return () => undefined
    turns.push('aside')
    resolve()
    return () => void turns.push('back')
  }
  const answering = scriptedLlm(() => 'A summary.')
  const llm: Llm = {
    ...answering,
    complete: async (request) => {
      await ready(stepped)
      return answering.complete(request)
    },
  }
  const progress = {
    ...parts.progress,
    set: (...[sid, at]: Parameters<typeof parts.progress.set>) => {
      seen.push(at)
      parts.progress.set(sid, at)
    },
  }
  const queue: Partial<JobQueue> = { wake: () => undefined }
  const deps = { ...parts, llm, progress, queue: queue as JobQueue, log: recordedLog(), slowMs: 5 }
  const job = {
    id: 'job',
    data: { transcriptSid: transcript.sid },
    attempt: 1,
    last: true,
    signal,
    stepAside,
  }
  await handleTranscript(withClaims(deps))(job)
  const { status } = (await parts.store.transcripts.load(transcript.sid))!
  return { status, turns, seen }
}

test('a run that waits for the model steps aside, and comes back for what follows', async () => {
  const { status, turns } = await run((stepped) => stepped)
  assert.equal(status, 'completed')
  assert.deepEqual(turns.slice(0, 2), ['aside', 'back'])
})

test('every question moves the progress', async () => {
  const { seen } = await run(async () => undefined)
  const shares = seen.filter(({ stage }) => stage === 'operate').map(({ share }) => share)
  assert.ok(new Set(shares).size >= 6, `${shares}`)
  assert.deepEqual(
    shares,
    shares.toSorted((one, other) => one - other),
  )
})
