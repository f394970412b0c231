// A database in memory: store, job table and units of work over both. Units run one after the other; a rejected
// one leaves no trace.
import type { Enqueue, ForgetJobs, HoldJob, JobData, JobName, TakeBackRemoval } from '../ports/queue.ts'
import type { Store, UnitOfWork } from '../ports/unit-of-work.ts'
import { createMemoryStore } from './memory-store.ts'
import { emptyTables, type Tables } from './memory-tables.ts'

/** A row of the job table. `attempt` counts the times it was claimed. */
export interface StoredJob<N extends JobName = JobName> {
  id: string
  name: N
  data: JobData[N]
  group: string
  /** When a delayed job may be claimed, by `Date.now()`. */
  dueMs?: number
  state: 'waiting' | 'active' | 'completed' | 'failed'
  attempt: number
}

/** The database with a view on its job table. */
export interface MemoryDatabase {
  store: Store
  unitOfWork: UnitOfWork
  /** A copy of all jobs that were committed, in the order they were written. */
  jobs(): StoredJob[]
  /** Changes the job table between units. */
  changeJobs<T>(work: (jobs: StoredJob[]) => T): Promise<T>
}

type State = Tables & { jobs: StoredJob[] }

/** Makes an empty database. Inside a unit only that unit may be used: anything else waits for its end. */
export function createMemoryDatabase(): MemoryDatabase {
  let state: State = { ...emptyTables(), jobs: [] }
  let turn: Promise<unknown> = Promise.resolve()
  let ids = 0
  const inTurn = <T>(work: () => T | Promise<T>): Promise<T> => {
    const result = turn.then(work)
    turn = result.catch(() => undefined)
    return result
  }
  const enqueue: Enqueue = async ({ name, data, group, delayMs = 0 }) => {
    const id = `job-${++ids}`
    const due = delayMs > 0 ? { dueMs: Date.now() + delayMs } : {}
    state.jobs.push({
      id,
      name,
      data: structuredClone(data),
      group,
      state: 'waiting',
      attempt: 0,
      ...due,
    })
    return id
  }
  const forgetJobs: ForgetJobs = async (transcripts) => {
    const isForgotten = ({ data }: StoredJob) =>
      'transcriptSid' in data && transcripts.includes(data.transcriptSid)
    state.jobs = state.jobs.filter((job) => !isForgotten(job))
  }
  const takeBackRemoval: TakeBackRemoval = async (prefix) => {
    const isIt = ({ data, state: at, dueMs }: StoredJob) =>
      at === 'waiting' && dueMs !== undefined && 'prefix' in data && data.prefix === prefix
    const index = state.jobs.findIndex(isIt)
    if (index >= 0) state.jobs.splice(index, 1)
    return index >= 0
  }
  const holdJob: HoldJob = async ({ id, attempt }) =>
    state.jobs.some((job) => job.id === id && job.attempt === attempt && job.state === 'active')
  const unit = {
    ...createMemoryStore(async (work) => work(state)),
    ...{ enqueue, forgetJobs, takeBackRemoval, holdJob },
  }
  return {
    store: createMemoryStore((work) => inTurn(() => work(state))),
    unitOfWork: (work) =>
      inTurn(async () => {
        const before = structuredClone(state)
        try {
          return await work(unit)
        } catch (error) {
          state = before
          throw error
        }
      }),
    jobs: () => structuredClone(state.jobs),
    changeJobs: (work) => inTurn(() => work(state.jobs)),
  }
}
