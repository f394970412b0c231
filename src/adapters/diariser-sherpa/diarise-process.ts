// The process of run-process.ts: has a spool listened to, sends back who spoke when, and goes when its parent does.
// Listening is a thread's work, so that somebody is there to notice.
import { moduleBeside } from '../../threads/module-beside.ts'
import { startThread } from '../../threads/thread.ts'
import type { DiariseCall, HeardVoices } from './run-process.ts'

// Nothing else ends what the thread is in.
const stop = () => process.kill(process.pid, 'SIGKILL')

try {
  const { config, path }: DiariseCall = JSON.parse(process.argv[2]!)
  process.once('disconnect', stop)
  const file = moduleBeside(import.meta, 'diarise-worker')
  const thread = startThread<string | null, HeardVoices>(file, config, 'diarisation')
  const heard = await thread.call(path)
  await thread.close()
  await new Promise((resolve) => process.send?.(heard, resolve))
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`)
  process.exitCode = 1
}
process.off('disconnect', stop).disconnect()
