// The worker's side of a job queue over a memory database. Failed jobs are tried again at once.
import type { ClaimedJob, JobHandler, JobName, JobQueue } from '../ports/queue.ts'
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

/** Makes the queue. A job is tried `tries` times; a `transcript` job beyond that becomes `transcript-abandoned`. */
export function createMemoryQueue(database: MemoryDatabase, { tries = 3 } = {}): MemoryQueue {
  const claimers = new Map<JobName, Claimer>()
  const lastTurns = new Map<string, number>()
  let turn = 0
  const stopping = new AbortController()
  const timer = setInterval(() => void claimAll(), POLL_MS).unref()

  const finish = (id: string, state: StoredJob['state']) =>
    database.changeJobs((jobs) => {
      const job = jobs.find((one) => one.id === id)
      // It was forgotten meanwhile.
      if (!job) return
      job.state = state
      if (state !== 'failed' || job.name !== 'transcript') return
      jobs.push({ ...job, id: `${id}-abandoned`, name: 'transcript-abandoned', state: 'waiting', attempt: 0 })
    })
  const run = async (job: StoredJob, claimer: Claimer) => {
    const last = job.attempt >= tries
    try {
      const claimed: ClaimedJob<JobName> = { ...job, last, signal: stopping.signal }
      await claimer.handler(claimed)
      await finish(job.id, 'completed')
    } catch {
      await finish(job.id, last && !stopping.signal.aborted ? 'failed' : 'waiting')
    }
    claimer.running--
    await claimAll()
  }
  /** Accounts take turns: the oldest job of the one that has waited longest since its last. */
  const nextOf = (jobs: StoredJob[]) => {
    const isClaimable = ({ state, name }: StoredJob) => {
      const claimer = claimers.get(name)
      return state === 'waiting' && claimer !== undefined && claimer.running < claimer.concurrency
    }
    const turnOf = ({ group }: StoredJob) => lastTurns.get(group) ?? 0
    return jobs.filter(isClaimable).sort((a, b) => turnOf(a) - turnOf(b))[0]
  }
  const claimAll = async () => {
    if (stopping.signal.aborted) return
    await database.changeJobs((jobs) => {
      for (let job = nextOf(jobs); job; job = nextOf(jobs)) {
        const claimer = claimers.get(job.name)!
        claimer.running++
        lastTurns.set(job.group, ++turn)
        job.state = 'active'
        job.attempt++
        void run(structuredClone(job), claimer)
      }
    })
  }
  const busy = () => [...claimers.values()].some(({ running }) => running > 0)
  // A handler may still be at work on a job that was forgotten.
  const isIdle = () =>
    !busy() &&
    database
      .jobs()
      .every(({ name, state }) => !claimers.has(name) || state === 'completed' || state === 'failed')

  return {
    async start() {
      await database.changeJobs((jobs) => {
        for (const job of jobs) if (job.state === 'active') job.state = 'waiting'
      })
    },
    async work(name, concurrency, handler) {
      claimers.set(name, { concurrency, running: 0, handler: handler as JobHandler<JobName> })
    },
    wake: () => void claimAll(),
    async stop(graceMs) {
      clearInterval(timer)
      stopping.abort(new Error('the worker is stopping'))
      const deadline = Date.now() + graceMs
      while (busy() && Date.now() < deadline) await pause()
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
