// The process of try-model.ts: loads the model given as JSON, reads a second of silence, and ends well or not.
import { SPOOL_RATE_HZ } from '../../domain/audio.ts'
import { loadSherpa } from '../../shipped/sherpa-package.ts'
import { readResult } from './result.ts'

try {
  const { OfflineRecognizer } = await loadSherpa()
  const recogniser = await OfflineRecognizer.createAsync(JSON.parse(process.argv[2]!))
  const stream = recogniser.createStream()
  stream.acceptWaveform({ samples: new Float32Array(SPOOL_RATE_HZ), sampleRate: SPOOL_RATE_HZ })
  recogniser.decode(stream)
  readResult(recogniser.getResult(stream))
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`)
  process.exitCode = 1
}
