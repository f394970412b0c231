// A model is tried in a process of its own before any thread loads it: on weights it does not like sherpa-onnx ends
// the whole process it is in.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { moduleBeside } from '../../threads/module-beside.ts'
import type { RecogniserConfig } from './recogniser-config.ts'

const SHOWN_LINES = 3
const MAX_OUTPUT_BYTES = 1 << 20

/** Loads the model of `config` in a child process and has it read a second of silence.
 * @throws Error with the last words of sherpa-onnx */
export function tryModel(config: RecogniserConfig): Promise<void> {
  const file = moduleBeside(import.meta, 'try-model-process')
  const options = { maxBuffer: MAX_OUTPUT_BYTES, windowsHide: true }
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [fileURLToPath(file), JSON.stringify(config)], options, (error, _, stderr) => {
      if (!error) return resolve()
      const said = stderr.trim().split('\n').slice(-SHOWN_LINES).join('; ')
      reject(new Error(`the model could not be loaded: ${said || (error.signal ?? error.code)}`))
    })
  })
}
