// A process that does nothing but recognise the speech of one file so many times, on one thread, with neither server
// nor database: what the machine gives at most. Says when it is ready, begins when it is told, and ends when it is done.
//   node bench/workers/recogniser.ts FILE COPIES     (with an IPC channel)
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMoonshine } from '../../src/adapters/asr-moonshine/moonshine.ts'
import { createDecoder } from '../../src/adapters/decoder-native/decoder.ts'
import { createSileroVad } from '../../src/adapters/vad-silero/silero.ts'
import { toBatches } from '../../src/pipeline/batches.ts'
import { segmentSpeech } from '../../src/pipeline/segment.ts'

const [path, copies] = process.argv.slice(2)
const work = mkdtempSync(join(tmpdir(), 'verbatim-bench-'))
const [vad, decoder] = [createSileroVad(1), createDecoder()]
const asr = createMoonshine({ size: 'base', threads: 1, modelsDir: work, batchRows: 8, batchSeconds: 30 })
await asr.ready()

async function transcribe() {
  const audio = await decoder.decode({ path: path!, spoolDir: work, maxSeconds: 8 * 3600 })
  const { segments } = await segmentSpeech(audio, { vad, signal: new AbortController().signal })
  for (const batch of toBatches(segments, asr.capabilities)) {
    await asr.recognise(
      batch.map(({ channel, firstSample, sampleCount }) => ({
        path: audio.channels[channel - 1]!.path,
        firstSample,
        sampleCount,
      })),
    )
  }
}

await transcribe()
process.once('message', async () => {
  for (let n = 0; n < Number(copies); n++) await transcribe()
  process.send!('done')
  await Promise.all([asr.close(), vad.close(), decoder.close()])
  rmSync(work, { recursive: true })
  process.disconnect()
})
process.send!('ready')
