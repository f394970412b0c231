// The rendition thread: answers jobs of renditions.
import { serveThread } from '../../threads/thread.ts'
import { writeMutedCopy } from './muted-copy.ts'
import { survey } from './survey.ts'
import type { ThreadJob } from './thread-job.ts'
import { writeRendition } from './write-rendition.ts'

serveThread(async () => (task: ThreadJob) => {
  if (task.kind === 'render') return writeRendition(task.job)
  return task.kind === 'copy' ? writeMutedCopy(task.job) : survey(task.job)
})
