// Statements of transactions are few and run often, so the server keeps their plans: planning costs it more than
// running them. Reads outside transactions are left alone, since their best plan depends on what is looked for.
import { createHash } from 'node:crypto'
import type { PoolClient } from 'pg'

/** A statement is prepared when it is run for this time: some, with a place for each of many rows, run once only. */
const FROM_TIMES = 5
/** A longer text is one of those. */
const LONGEST_TEXT = 8192
/** So many texts are remembered, and prepared at most on each connection. */
const MOST_TEXTS = 300

const seen = new Map<string, { times: number; name: string }>()

/** The connection, with statements that have values prepared once they turn out to be frequent. */
export function prepared(client: PoolClient) {
  return {
    query(text: string, values?: unknown[]): Promise<unknown> {
      const name = values === undefined ? null : nameOf(text)
      return name === null ? client.query(text, values) : client.query({ name, text, values: values! })
    },
  }
}

/** The name of a frequent statement, null for others. */
function nameOf(text: string): string | null {
  const known = seen.get(text)
  if (known) return ++known.times >= FROM_TIMES ? known.name : null
  if (text.length <= LONGEST_TEXT && seen.size < MOST_TEXTS) {
    seen.set(text, { times: 1, name: createHash('sha256').update(text).digest('hex').slice(0, 32) })
  }
  return null
}
