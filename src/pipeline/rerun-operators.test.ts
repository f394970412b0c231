// Saving what operators answered later: fenced, like a run. The rest is seen through the jobs that do it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LostLease } from '../ports/running-work.ts'
import { aResult, aTranscript } from '../testing/builders.ts'
import { withClaims } from '../testing/held-jobs.ts'
import { createMemoryDatabase } from '../testing/memory-database.ts'
import { saveRerun } from './rerun-operators.ts'

const claim = { name: 'operators', id: 'job', attempt: 1 } as const

for (const stands of [true, false]) {
  test(`what hands ${stands ? 'with' : 'that have lost'} the job found is ${stands ? '' : 'not '}saved`, async () => {
    const database = createMemoryDatabase()
    const transcript = aTranscript({ status: 'completed' })
    await database.store.transcripts.insert(transcript)
    const result = aResult(0)
    const operated = { results: [result], answered: [], warnings: [] }
    const found = { transcriptSid: transcript.sid, operators: [], operated, claim }
    const saved = saveRerun(found, withClaims(database, stands))
    if (stands) await saved
    else await assert.rejects(saved, LostLease)
    const { items } = await database.store.operatorResults.list(transcript.sid, { limit: 9, cursor: null })
    assert.deepEqual(
      items.map(({ operatorSid }) => operatorSid),
      stands ? [result.operatorSid] : [],
    )
  })
}
