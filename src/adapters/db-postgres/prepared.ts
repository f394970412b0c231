// Statements of transactions are few and run often, so the server keeps their plans: planning costs it more than
// running them. Reads outside transactions are left alone, since their best plan depends on what is looked for.
import { createHash } from 'node:crypto'
import type { PoolClient } from 'pg'

/** A statement is prepared when it is run for this time: some, with a place for each of many rows, run once only. */
const FROM_TIMES = 5
/** A longer text is one of those. */
const LONGEST_TEXT = 8192
/** So many texts are remembered, and prepared at most on each connection until tables change. */
const MOST_TEXTS = 300

const seen = new Map<string, { times: number; hash: string }>()
/** Part of the names. A server that finds columns added refuses every plan of `select *` from before for as long as the
 * connection lives (a newer version of ours migrates while this one runs): new names have all connections plan anew. */
let round = 0

/** The connection, for one transaction that has just begun, with statements that have values prepared once they turn out
 * to be frequent. */
export function prepared(client: PoolClient) {
  let asked = 0
  return {
    async query(text: string, values?: unknown[]): Promise<unknown> {
      asked++
      const name = values === undefined ? null : nameOf(text)
      if (name === null) return client.query(text, values)
      try {
        return await client.query({ name, text, values: values! })
      } catch (error) {
        if (!isStale(error)) throw error
        if (name === nameOf(text)) round++
        // The failure ended the transaction; only one that had done nothing else can begin again unnoticed.
        if (asked > 1) throw error
        // One statement, so that nothing asked meanwhile comes between the two transactions.
        await client.query('rollback and chain')
        return client.query({ name: nameOf(text)!, text, values: values! })
      }
    },
  }
}

/** True when the plan kept for a statement returns other columns than the tables have now. PostgreSQL's code for it is
 * that of every unsupported feature; its words depend on the language of the server. */
export function isStale(error: unknown): boolean {
  const { code, routine } = error as { code?: unknown; routine?: unknown }
  return code === '0A000' && routine === 'RevalidateCachedQuery'
}

/** The name of a frequent statement, null for others. */
function nameOf(text: string): string | null {
  const known = seen.get(text)
  if (known) return ++known.times >= FROM_TIMES ? `${known.hash}-${round}` : null
  if (text.length <= LONGEST_TEXT && seen.size < MOST_TEXTS) {
    seen.set(text, { times: 1, hash: createHash('sha256').update(text).digest('hex').slice(0, 32) })
  }
  return null
}
