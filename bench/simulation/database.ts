// How long a statement takes when so many processes ask so much: an answer takes longer the busier the database is, and
// who waits for answers asks less often. The two are solved together.

/** A database, and what its statements cost it. */
export interface DatabasePlan {
  cores: number
  /** Processor time of one statement, without any waiting. */
  statementMs: number
  /** The same for a look of an idle loop that finds nothing. */
  pollMs: number
}

/** What is asked of it at the moment. */
export interface Demand {
  /** Loops that look for jobs, each once in `pollS` after it heard the answer. */
  loops: readonly { count: number; pollS: number }[]
  /** Statements for the work itself. */
  statementsPerS: number
}

/** How it goes then. */
export interface DatabaseState {
  /** 0 to 1: share of its cores that compute. */
  busy: number
  answerMs: number
  pollsPerS: number
}

const STEPS = 50
const FULLEST = 1 - 1e-6

/** Finds the state in which the answers' time and the rate of looking fit each other (by halving: a longer answer means
 * fewer looks, so there is one such state). Waiting is that of M/M/c in Sakasegawa's approximation. */
export function databaseState(plan: DatabasePlan, demand: Demand): DatabaseState {
  let [low, high] = [0, FULLEST]
  const at = (busy: number): DatabaseState => {
    const { cores, statementMs } = plan
    const waitMs = (statementMs * busy ** (Math.sqrt(2 * (cores + 1)) - 1)) / (cores * (1 - busy))
    const answerMs = statementMs + waitMs
    const pollsPerS = demand.loops.reduce(
      (sum, { count, pollS }) => sum + count / (pollS + answerMs / 1000),
      0,
    )
    return { busy, answerMs, pollsPerS }
  }
  for (let step = 0; step < STEPS; step++) {
    const middle = (low + high) / 2
    const { pollsPerS } = at(middle)
    const askedMs = pollsPerS * plan.pollMs + demand.statementsPerS * plan.statementMs
    if (askedMs / 1000 / plan.cores > middle) low = middle
    else high = middle
  }
  return at(low)
}
