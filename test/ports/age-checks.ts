// What every store promises of rows by age: all that is older is found, once, whatever account it belongs to.
import assert from 'node:assert/strict'
import type { Aged, AgeQuery } from '../../src/ports/age-query.ts'
import { aRecording, aTranscript } from '../../src/testing/builders.ts'
import type { Check } from './check.ts'
import type { StoreSubject } from './store-subject.ts'

/** Older than anything that other checks leave behind. */
const at = (ms: number) => new Date(1_000_000_000_000 + ms)

/** All rows made before a date, in steps of `limit`. */
async function walkOlder<S extends string>(
  list: (query: AgeQuery) => Promise<Aged<S>[]>,
  { before, limit }: { before: Date; limit: number },
): Promise<Aged<S>[]> {
  const found: Aged<S>[] = []
  for (let after: Aged<S> | null = null; ; ) {
    const step: Aged<S>[] = await list({ before, after, limit })
    assert.ok(step.length <= limit)
    found.push(...step)
    assert.ok(found.length <= dates.length, 'it goes round in circles')
    after = step.at(-1) ?? null
    if (!after) return found
  }
}

type Row = Aged<string>
const aged = ({ sid, accountSid, dateCreated }: Row): Row => ({ sid, accountSid, dateCreated })
const oldestFirst = (a: Row, b: Row) =>
  a.dateCreated.getTime() - b.dateCreated.getTime() || (a.sid < b.sid ? -1 : 1)

async function assertOlder<S extends string>(
  rows: readonly Row[],
  list: (query: AgeQuery) => Promise<Aged<S>[]>,
) {
  const expected = rows.map(aged).sort(oldestFirst)
  for (const count of [0, 2, 5, rows.length]) {
    const before = expected[count]?.dateCreated ?? at(9_000)
    const older = expected.filter(({ dateCreated }) => dateCreated < before)
    for (const limit of [1, 2, 100]) assert.deepEqual(await walkOlder(list, { before, limit }), older)
  }
}

/** Two rows of the same millisecond, and a millisecond between others. */
const dates = [at(0), at(1), at(1), at(2), at(1_000), at(1_001), at(2_000)]

export const ageChecks: Check<StoreSubject>[] = [
  {
    promises: 'transcripts of all accounts are found by age, the oldest first, in steps',
    async run({ store: { transcripts } }) {
      const rows = dates.map((dateCreated) => aTranscript({ dateCreated }))
      for (const row of rows.toReversed()) await transcripts.insert(row)
      try {
        await assertOlder(rows, transcripts.listOlder)
      } finally {
        for (const row of rows) await transcripts.remove(row.accountSid, row.sid)
      }
    },
  },
  {
    promises: 'recordings of all accounts are found by age, the oldest first, in steps',
    async run({ store: { recordings } }) {
      const rows = dates.map((dateCreated) => aRecording({ dateCreated }))
      for (const row of rows.toReversed()) await recordings.insert(row)
      try {
        await assertOlder(rows, recordings.listOlder)
      } finally {
        for (const row of rows) await recordings.remove(row.accountSid, row.sid)
      }
    },
  },
]
