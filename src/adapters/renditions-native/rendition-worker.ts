// The rendition thread: answers rendition jobs.
import { serveThread } from '../../threads/thread.ts'
import { type RenditionJob, writeRendition } from './write-rendition.ts'

serveThread(async () => (job: RenditionJob) => writeRendition(job))
