// The decode thread: silences the console, then answers decode jobs.
import './silent-console.ts'
import { serveThread } from '../../threads/thread.ts'
import { type DecodeJob, decodeFile } from './decode-file.ts'

serveThread(async () => (job: DecodeJob) => decodeFile(job))
