// The worker's side of a job queue over a memory database. Failed jobs are tried again at once.
import type { JobHandler, JobName, JobQueue } from '../ports/queue.ts'
import type { MemoryDatabase, StoredJob } from './memory-database.ts'

/** How long a job waits for a claim that nobody woke up, in milliseconds. */
const POLL_MS = 5

/** The queue, and a way to wait for it. */
export interface MemoryQueue extends JobQueue {
  /** Resolves when no job of a claimed name is waiting or running. */
  settled(): Promise<void>
}

interface Claimer {
  concurrency: number
  running: number
  handler: JobHandler<JobName>
}

/** Jobs at once that call one receiver. */
const AT_ONCE_PER_RECEIVER = 4

const isDue = ({ state, dueMs = 0 }: StoredJob) => state === 'waiting' && dueMs <= Date.now()
/** A job that nobody works on any more, or not soon. */
const isResting = (job: StoredJob) =>
  job.state === 'completed' || job.state === 'failed' || (job.state === 'waiting' && !isDue(job))

/** Those whose jobs take turns: accounts, and the receivers of an account. */
function rowsOf({ name, group, data }: StoredJob): { account: string; receiver: string | null } {
  const receiver = name === 'webhook' && 'url' in data ? `${group} ${new URL(data.url).origin}` : null
  return { account: group, receiver }
}

/** The next job: of the account that has waited longest since its last, and there of the receiver that has. */
function nextOf(
  jobs: StoredJob[],
  { claimers, lastTurns }: { claimers: Map<JobName, Claimer>; lastTurns: Map<string, number> },
): StoredJob | undefined {
  const running = Map.groupBy(
    jobs.filter(({ state }) => state === 'active'),
    (job) => rowsOf(job).receiver,
  )
  const isClaimable = (job: StoredJob) => {
    const claimer = claimers.get(job.name)
    const { receiver } = rowsOf(job)
    const full = receiver !== null && (running.get(receiver)?.length ?? 0) >= AT_ONCE_PER_RECEIVER
    return isDue(job) && !full && claimer !== undefined && claimer.running < claimer.concurrency
  }
  const turnsOf = (job: StoredJob) => {
    const { account, receiver } = rowsOf(job)
    return [lastTurns.get(account) ?? 0, lastTurns.get(receiver ?? '') ?? 0] as const
  }
  return jobs.filter(isClaimable).sort((a, b) => {
    const [[first, second], [otherFirst, otherSecond]] = [turnsOf(a), turnsOf(b)]
    return first - otherFirst || second - otherSecond
  })[0]
}

/** Takes a job out of those that are counted; returns what puts it back. */
function asideOf(claimer: Claimer, claimAll: () => Promise<void>) {
  claimer.running--
  void claimAll()
  return () => {
    claimer.running++
  }
}

function finishJob(database: MemoryDatabase, id: string, state: StoredJob['state']): Promise<void> {
  return database.changeJobs((jobs) => {
    const job = jobs.find((one) => one.id === id)
    // It was forgotten meanwhile.
    if (!job) return
    job.state = state
    if (state !== 'failed' || job.name !== 'transcript') return
    jobs.push({ ...job, id: `${id}-abandoned`, name: 'transcript-abandoned', state: 'waiting', attempt: 0 })
  })
}

/** Makes the queue. A job is tried `tries` times; a `transcript` job beyond that becomes `transcript-abandoned`. */
export function createMemoryQueue(database: MemoryDatabase, { tries = 3 } = {}): MemoryQueue {
  const claimers = new Map<JobName, Claimer>()
  const lastTurns = new Map<string, number>()
  let turn = 0
  const stopping = new AbortController()
  let isStopping = false
  /** Jobs in hand by their id; what is taken out is not ours any more, however its handler ends. */
  const inHand = new Set<string>()
  const timer = setInterval(() => void claimAll(), POLL_MS).unref()

  const run = async (job: StoredJob, claimer: Claimer) => {
    const last = job.attempt >= tries
    inHand.add(job.id)
    const { signal } = stopping
    const state = await claimer
      .handler({ ...job, last, signal, stepAside: () => asideOf(claimer, claimAll) })
      .then(
        () => 'completed' as const,
        () => (last ? ('failed' as const) : ('waiting' as const)),
      )
    if (inHand.delete(job.id)) await finishJob(database, job.id, state)
    claimer.running--
    await claimAll()
  }
  const next = (jobs: StoredJob[]) => nextOf(jobs, { claimers, lastTurns })
  const claimAll = async () => {
    if (isStopping) return
    await database.changeJobs((jobs) => {
      for (let job = next(jobs); job; job = next(jobs)) {
        const claimer = claimers.get(job.name)!
        claimer.running++
        const { account, receiver } = rowsOf(job)
        for (const row of [account, receiver ?? account]) lastTurns.set(row, ++turn)
        job.state = 'active'
        job.attempt++
        void run(structuredClone(job), claimer)
      }
    })
  }
  const busy = () => [...claimers.values()].some(({ running }) => running > 0)
  // A handler may still be at work on a job that was forgotten.
  const isIdle = () => !busy() && database.jobs().every((job) => !claimers.has(job.name) || isResting(job))

  return {
    async start() {
      await database.changeJobs((jobs) => {
        for (const job of jobs) {
          if (job.state === 'active') job.state = 'waiting'
          if (job.state === 'waiting') delete job.dueMs
        }
      })
    },
    async work(name, concurrency, handler) {
      claimers.set(name, { concurrency, running: 0, handler: handler as JobHandler<JobName> })
    },
    wake: () => void claimAll(),
    async stop(graceMs) {
      clearInterval(timer)
      isStopping = true
      const deadline = Date.now() + graceMs
      while (busy() && Date.now() < deadline) await pause()
      await database.changeJobs((jobs) => {
        for (const job of jobs.filter(({ id }) => inHand.delete(id))) {
          job.state = 'waiting'
          job.attempt--
        }
      })
      stopping.abort(new Error('the worker is stopping'))
    },
    async settled() {
      await claimAll()
      while (!isIdle()) await pause()
    },
  }
}

function pause() {
  return new Promise((resolve) => setTimeout(resolve, POLL_MS))
}
