// Diarisation runs in a process of its own: sherpa-onnx ends the one it is in when it does not like a model or a
// recording, nothing else breaks it off, and its memory, which grows with the recording, is free at once afterwards.
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import '../../shipped/no-telemetry.ts'
import { moduleBeside } from '../../threads/module-beside.ts'

/** What the process is asked: sherpa-onnx's configuration, and a spool; null is a second of silence. */
export interface DiariseCall {
  config: object
  path: string | null
}

const answerSchema = Type.Array(
  Type.Object({ start: Type.Number(), end: Type.Number(), speaker: Type.Integer() }),
)

/** Stretches of one voice as sherpa-onnx tells them: seconds, and any number for a voice. */
export type HeardVoices = Static<typeof answerSchema>

const SHOWN_LINES = 3
const MAX_SAID = 4000

/** Starts the process and waits for its end.
 * @throws Error with the last words of sherpa-onnx, or the reason of `signal`, which ends the process */
export function runDiarisation(call: DiariseCall, signal: AbortSignal): Promise<HeardVoices> {
  signal.throwIfAborted()
  return new Promise((resolve, reject) => {
    const file = fileURLToPath(moduleBeside(import.meta, 'diarise-process'))
    // It writes to its output what only its makers understand.
    const child = fork(file, [JSON.stringify(call)], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: [],
    })
    const stop = () => child.kill('SIGKILL')
    signal.addEventListener('abort', stop, { once: true })
    let answer: unknown
    let said = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-MAX_SAID)
    })
    child.on('message', (message) => {
      answer = message
    })
    child.on('error', (error) => {
      said += `\n${error.message}`
      // A process that could not be started never closes.
      if (child.pid === undefined) end(null, null)
    })
    const end = (code: number | null, killedBy: string | null) => {
      signal.removeEventListener('abort', stop)
      if (signal.aborted) reject(signal.reason)
      else if (code === 0 && Value.Check(answerSchema, answer)) resolve(answer)
      else reject(new Error(lastLines(said) || `the process ended with ${killedBy ?? code}`))
    }
    child.on('close', end)
  })
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-SHOWN_LINES).join('; ')
}
