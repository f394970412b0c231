// Long recordings in parts: heard as if they were whole, by whoever is there, and not twice.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, test } from 'node:test'
import type { DecodedAudio } from '../domain/audio.ts'
import type { Segment } from '../domain/speech.ts'
import type { Transcript } from '../domain/transcript.ts'
import type { ClaimedJob } from '../ports/queue.ts'
import { LostLease, UnwantedWork } from '../ports/running-work.ts'
import { createPipelineParts, type PipelineParts, storeTranscript } from '../testing/pipeline-parts.ts'
import { recordedLog } from '../testing/recorded-log.ts'
import { hypothesis, scriptedAsr } from '../testing/scripted-asr.ts'
import { decodedAudio } from '../testing/scripted-decoder.ts'
import { voiceActivity } from '../testing/scripted-vad.ts'
import { handlePart } from '../worker/part-jobs.ts'
import { type FanOut, forgetParts, recogniseAnywhere } from './fan-out.ts'
import { recogniseSpeech } from './recognise.ts'

const LENGTH_MS = 64_000
const root = mkdtempSync(join(tmpdir(), 'fan-out-'))
after(() => rmSync(root, { recursive: true }))
let parts: PipelineParts
let transcript: Transcript
let workDir: string
beforeEach(async () => {
  const folder = mkdtempSync(join(root, 'parts-'))
  parts = createPipelineParts(folder)
  transcript = await storeTranscript(parts)
  workDir = join(folder, 'own')
  mkdirSync(workDir)
})

/** Says, for each slice, what its samples are: their number of second is the level of the sound. */
function listening() {
  return scriptedAsr(({ path, firstSample, sampleCount }) => {
    const sound = readFileSync(path)
    const at = (sample: number) => sound.readInt16LE(sample * 2)
    const text = `second ${at(firstSample + 8000)} to ${at(firstSample + sampleCount - 8000)}`
    return hypothesis(text, { fromMs: 500, toMs: sampleCount / 16 - 500 })
  })
}

/** Two channels of a minute; the level of each second is its number, 100 more on channel 2. Speech of five seconds
 * follows every three seconds, with half a second of padding; the last of each channel says nothing. */
function aRecording() {
  const folder = mkdtempSync(join(root, 'sound-'))
  const channels = [0, 100].map((level, at) => {
    const samples = Int16Array.from({ length: LENGTH_MS * 16 }, (_, n) => level + Math.floor(n / 16_000))
    const path = join(folder, `${at + 1}.pcm`)
    writeFileSync(path, samples)
    return { path, sampleCount: samples.length }
  })
  const segments = channels.flatMap((_, at) =>
    Array.from({ length: 7 }, (_, n): Segment => {
      const firstFrame = 94 + n * 250
      const endFrame = firstFrame + 156
      return {
        channel: at + 1,
        firstSample: firstFrame * 512 - 8000 - 7,
        sampleCount: 156 * 512 + 16_000,
        ...{ firstFrame, endFrame, cutAtEnd: false },
      }
    }),
  )
  const spoken = segments.slice(0, 7).map(({ firstFrame, endFrame }) => ({
    fromMs: firstFrame * 32,
    toMs: endFrame * 32,
  }))
  const activity = [1, 2].map(() => voiceActivity(LENGTH_MS, spoken))
  const audio: DecodedAudio = { ...decodedAudio(LENGTH_MS), channels }
  return { audio, speech: { segments, activity, warnings: [] } }
}

/** Claims part jobs as they are written, like a worker elsewhere; `skip` says which it leaves alone. */
function worker(asr: ReturnType<typeof listening>, skip: (part: number) => boolean = () => false) {
  const handle = handlePart({ ...parts, asr, log: recordedLog() })
  const seen = new Set<string>()
  const heard: number[] = []
  const look = async () => {
    for (const { id, name, data } of parts.jobs()) {
      if (name !== 'part' || seen.has(id)) continue
      seen.add(id)
      const job = data as ClaimedJob<'part'>['data']
      if (skip(job.part)) continue
      heard.push(job.part)
      await handle({ id, data: job, attempt: 1, last: false, signal: new AbortController().signal })
    }
  }
  return { look, heard }
}

const soundOf = ({ accountSid, sid }: Transcript, plan: string, part: number) =>
  `media/${accountSid}/${sid}/parts/${plan}/${part}`

const holds = async () => undefined

async function hearInParts(
  wake: () => void,
  over: Partial<FanOut> = {},
  signal = new AbortController().signal,
) {
  const asr = listening()
  const fanOut: FanOut = { seconds: 20, wake, ...over }
  const progress: number[] = []
  const recognise = recogniseAnywhere({ transcript, workDir, holds }, { ...parts, fanOut })
  const onProgress = (part: number) => void progress.push(part)
  const heard = await recognise(aRecording(), { asr, signal, onProgress })
  return { heard, asr, progress }
}

test('what is heard in parts is what is heard in the whole, and is kept until it is forgotten', async () => {
  const whole = await recogniseSpeech(aRecording(), {
    asr: listening(),
    signal: new AbortController().signal,
  })
  assert.equal(whole.segments.length, 14)
  assert.equal(whole.segments[8]!.words[1]!.text, '111')
  const elsewhere = worker(listening())
  const { heard, asr, progress } = await hearInParts(() => void elsewhere.look())
  assert.deepEqual(heard, whole)
  assert.deepEqual([asr.batches.length, new Set(elsewhere.heard).size > 6], [0, true])
  assert.equal(progress.at(-1), 1)
  const [job] = parts.jobs().filter(({ name }) => name === 'part')
  const { plan } = job!.data as ClaimedJob<'part'>['data']
  assert.ok((await parts.store.parts.done(transcript.sid, plan)).length > 0)
  await forgetParts(transcript, parts)
  assert.deepEqual(await parts.store.parts.done(transcript.sid, plan), [])
  assert.equal(await parts.mediaStore.size(soundOf(transcript, plan, 0)), null)
})

test('a run whose parts another one forgot ends once it knows that it was overtaken', async () => {
  const elsewhere = worker(listening())
  const lost = async () => {
    throw new LostLease()
  }
  const wake = async () => {
    await elsewhere.look()
    await parts.unitOfWork((unit) => unit.parts.removeAll(transcript.sid))
  }
  const fanOut: FanOut = { seconds: 20, wake, holdLookMs: 1000 }
  const recognise = recogniseAnywhere({ transcript, workDir, holds: lost }, { ...parts, fanOut })
  const { signal } = new AbortController()
  await assert.rejects(recognise(aRecording(), { asr: listening(), signal }), LostLease)
})

test('a run that finds its transcript canceled, without having been told, forgets its parts', async () => {
  const unwanted = async () => {
    throw new UnwantedWork()
  }
  const fanOut: FanOut = { seconds: 20, wake: () => undefined, holdLookMs: 20 }
  const recognise = recogniseAnywhere({ transcript, workDir, holds: unwanted }, { ...parts, fanOut })
  const { signal } = new AbortController()
  await assert.rejects(recognise(aRecording(), { asr: listening(), signal }), UnwantedWork)
  const [job] = parts.jobs().filter(({ name }) => name === 'part')
  const { plan } = job!.data as ClaimedJob<'part'>['data']
  assert.equal(await parts.mediaStore.size(soundOf(transcript, plan, 0)), null)
})

test('a run that begins again hears nothing twice', async () => {
  const stop = new AbortController()
  const elsewhere = worker(listening(), (part) => part > 2)
  const first = hearInParts(
    async () => {
      await elsewhere.look()
      if (elsewhere.heard.length === 3) stop.abort(new Error('the process stops'))
    },
    {},
    stop.signal,
  )
  await assert.rejects(first, /stops|aborted/)
  assert.deepEqual(elsewhere.heard, [0, 1, 2])
  const before = parts.jobs().length
  const again = worker(listening(), (part) => part <= 2)
  const { heard } = await hearInParts(() => void again.look())
  assert.equal(heard.segments.length, 14)
  const written = parts.jobs().slice(before) as { data: ClaimedJob<'part'>['data'] }[]
  assert.ok(written.length > 0 && written.every(({ data }) => data.part > 2))
})

test('parts that nobody brings back are heard by the run itself', async () => {
  const { heard, asr } = await hearInParts(() => undefined, { patienceMs: 0 })
  assert.equal(heard.segments.length, 14)
  assert.ok(asr.batches.length > 6)
})

test('a transcript that is deleted leaves no parts, and the workers on them stop', async () => {
  const stop = new AbortController()
  const first = hearInParts(() => stop.abort(new UnwantedWork()), {}, stop.signal)
  await assert.rejects(first)
  const [job] = parts.jobs().filter(({ name }) => name === 'part')
  const data = job!.data as ClaimedJob<'part'>['data']
  assert.equal(await parts.mediaStore.size(data.sound), null)
  assert.equal(await parts.store.parts.open(data), null)
  const late = worker(listening())
  await late.look()
  assert.deepEqual(late.heard, [0])
})

test('short recordings, and those that are encrypted for their owner, are not handed out', async () => {
  const encrypted = { ...transcript, encryptionCredentialSid: `CR${'0'.repeat(32)}` as never }
  const fanOut = { seconds: 3600, wake: () => assert.fail() }
  for (const [one, seconds] of [
    [transcript, 3600],
    [encrypted, 20],
  ] as const) {
    const recognise = recogniseAnywhere(
      { transcript: one, workDir, holds },
      { ...parts, fanOut: { ...fanOut, seconds } },
    )
    const asr = listening()
    await recognise(aRecording(), { asr, signal: new AbortController().signal })
    assert.ok(asr.batches.length > 0)
  }
  assert.deepEqual(parts.jobs(), [])
})
