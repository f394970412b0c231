// The quick look before phrases are compared: it lets everything through that the comparison takes, on PostgreSQL's own
// stems of thirty thousand words.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { type RawBuilder, sql } from 'kysely'
import { commonWords } from '../../redaction/lists/common-words.ts'
import { lessCommonWords } from '../../redaction/lists/less-common-words.ts'
import { startEmbedded } from '../db-pglite/embedded.ts'
import { openPostgres } from '../db-postgres/postgres.ts'
import { glancesOf, type PhraseWord, sharedStart } from './search-glance.ts'
import { holdsExactly, wordsOf } from './search-phrases.ts'
import { rowsOf, sqlBuilder } from './sql.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'verbatim-glance-'))
const host = await startEmbedded(dataDir, (error) => {
  throw error
})
const db = await openPostgres({ stream: host.stream })
after(async () => {
  await db.close()
  await host.close()
  rmSync(dataDir, { recursive: true })
})
const rows = <Row>(statement: RawBuilder<Row>) => rowsOf(db, { compile: () => statement.compile(sqlBuilder) })

test('every English word begins as its stem says', async () => {
  const words = `${commonWords} ${lessCommonWords}`.match(/[a-z]+/g)!
  const stems = await rows(sql<{ word: string; stem: string }>`
    select word, stem from unnest(${words}::text[]) word, unnest(ts_lexize('english_stem', word)) stem`)
  assert.ok(stems.length > 15_000, String(stems.length))
  assert.deepEqual(
    stems.filter(({ word, stem }) => !word.startsWith(sharedStart(stem))),
    [],
  )
})

const english = sql<string>`'english'::regconfig`
const compared = [
  [
    'cancelling my account',
    "I'd like to be canceling, or cancelled my accounts — cancelled my account!",
    true,
  ],
  ['the bill', 'Other bills; the (new) bill', false],
  ['the bill', 'Other bills: "The billing."', true],
  ['to the', 'Onto the next, due two-the-minute', false],
  ['account of mine', 'an account of mine', true],
  ['account of mine', 'accounts of mining', true],
  ['account of mine', 'account of miners', false],
  ['dying to', 'I die to the sound', true],
  ['it s', "It's late", true],
  ["it's", "It's late", true],
  ['re-set the', 'Please re-set the box', true],
  ['set the', 'Please re-set the box', true],
  ['call 911 the', 'call 911 the number', true],
  ['the café', 'in the cafés', true],
  ['the café', 'in the café', true],
  ['not at all', 'Not at all', true],
] as const

for (const [phrase, body, holds] of compared)
  test(`"${phrase}" ${holds ? 'stands' : 'does not stand'} in: ${body}`, async () => {
    const terms = [[{ text: phrase, isPhrase: true, isExcluded: false }]]
    const text = sql<string>`${body}::text`
    const [read] = await rows(sql<{ words: PhraseWord[]; holds: boolean }>`
      select ${wordsOf(english, phrase)} as words, ${holdsExactly(terms, { body: text, configuration: english })} as holds`)
    assert.equal(read!.holds, holds)
    const glances = glancesOf(phrase, read!.words, 'english')
    const [{ passes } = { passes: false }] = await rows(
      sql<{ passes: boolean }>`select lower(${text}) ~ all(${glances}::text[]) as passes`,
    )
    if (holds) assert.ok(passes, glances.join(' '))
    assert.ok(glances.length > 0 || /[^a-z ]/.test(phrase))
  })

test('what only has a letter in common is not compared; of other languages the stems say nothing', () => {
  const words = [
    { word: 'the', stem: null },
    { word: 'billing', stem: 'bill' },
  ]
  const [pattern] = glancesOf('the billing', words, 'english')
  assert.deepEqual(
    ['the bills.', 'bathe billing', 'the two bills', 'the, bill'].map((text) =>
      new RegExp(pattern!).test(text),
    ),
    [true, false, false, true],
  )
  assert.deepEqual(glancesOf('the billing', words, 'german'), ['(^|[^a-z0-9])the($|[^a-z0-9])'])
})
