// Decodes one file from sniffing to spools. Synchronous file access and long computations: it belongs into the
// decode thread, never onto the main event loop.
import type { DecodedAudio } from '../../domain/audio.ts'
import { fault } from '../../domain/errors.ts'
import type { DecodeRequest } from '../../ports/decoder.ts'
import { type AudioStream, checkFormat } from './audio-stream.ts'
import { openFlac } from './flac.ts'
import { type MediaFile, openMediaFile } from './media-file.ts'
import { openMp3 } from './mp3.ts'
import { openOgg } from './ogg.ts'
import { createRecording } from './recording.ts'
import { sniff } from './sniff.ts'
import { openWav } from './wav.ts'

const MAX_GROWTH_BYTES = 536_870_912
const CHUNKS_PER_MEMORY_CHECK = 64

/** What crosses into the decode thread. `done` is shared memory with one number: how much of the file has been
 * decoded, in thousandths. */
export type DecodeJob = Omit<DecodeRequest, 'signal' | 'onProgress'> & { done?: Int32Array }

/** Decodes `job.path` into `job.spoolDir`; on failure the spools written so far stay there for the caller to
 * remove.
 * @throws VerbatimError as the decoder port says; the file system's errors as they are */
export async function decodeFile({ path, done, ...target }: DecodeJob): Promise<DecodedAudio> {
  const { file, share } = watchReading(openMediaFile(path))
  try {
    const stream = openStream(file)
    checkFormat(stream.format)
    const recording = createRecording(stream.format, target)
    try {
      const checkMemory = createMemoryGuard()
      for await (const chunk of stream.chunks) {
        recording.add(chunk)
        checkMemory()
        if (done) Atomics.store(done, 0, Math.max(Atomics.load(done, 0), Math.floor(share() * 1000)))
      }
      return recording.finish()
    } finally {
      recording.close()
    }
  } finally {
    file.close()
  }
}

/** `share`: how far into the file the last read was, 0..1. Looking ahead through a whole file comes before the first
 * sound, so that while there is sound this tells how much of it there was. */
function watchReading(file: MediaFile): { file: MediaFile; share(): number } {
  let readTo = 0
  const readAt: MediaFile['readAt'] = (position, target) => {
    const count = file.readAt(position, target)
    readTo = position + count
    return count
  }
  return { file: { ...file, readAt }, share: () => readTo / Math.max(1, file.sizeBytes) }
}

function openStream(file: MediaFile): AudioStream {
  const { kind, range } = sniff(file)
  if (kind === 'wav') return openWav(file)
  if (kind === 'ogg') return openOgg(file, range)
  return kind === 'flac' ? openFlac(file, range) : openMp3(file, range, 'mp3')
}

/** Watches buffers and wasm memory of this thread alone (V8 counts both as external), not the process's resident
 * set, which other threads share. */
function createMemoryGuard(): () => void {
  const startBytes = process.memoryUsage().external
  let chunkCount = 0
  return () => {
    if (++chunkCount % CHUNKS_PER_MEMORY_CHECK !== 0) return
    if (process.memoryUsage().external - startBytes > MAX_GROWTH_BYTES) {
      throw fault('mediaCorrupted', 'Decoding the recording takes more memory than any sound recording does')
    }
  }
}
