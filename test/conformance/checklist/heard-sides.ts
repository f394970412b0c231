// Which side of a call a sentence belongs to (contract section 21, line 32).
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Check } from './check.ts'
import { bendJson } from './distorting-proxy.ts'
import { monoCall } from './mono-call.ts'
import { sentencesOf, textOf } from './sentence-views.ts'
import type { Subject } from './subject.ts'
import { onBothChannels } from './wav-file.ts'

/** Words of the first ten seconds of the sample call, by the side that says them. */
const said = { agent: /call.*record.*help/, customer: /hello/ }

async function keepsSidesApart(subject: Subject) {
  const stereo = await sentencesOf(subject, subject.world.plain.transcript.sid)
  assert.deepEqual(new Set(stereo.map(({ media_channel }) => media_channel)), new Set([1, 2]))
  assert.match(textOf(stereo, 1), said.agent)
  assert.doesNotMatch(textOf(stereo, 1), said.customer)
  assert.match(textOf(stereo, 2), said.customer)
  assert.doesNotMatch(textOf(stereo, 2), said.agent)

  const mono = await sentencesOf(subject, (await monoCall(subject)).transcript.sid, 'Redacted=false')
  assert.deepEqual(new Set(mono.map(({ media_channel }) => media_channel)), new Set([1]))
  assert.match(textOf(mono), said.agent)

  await tellsOfDoubledText(subject)
}

async function tellsOfDoubledText(subject: Subject) {
  const { folder, files } = subject.world
  const path = join(folder, 'both-channels.wav')
  writeFileSync(path, onBothChannels(readFileSync(join(folder, 'mono.wav'))))
  const { sid: serviceSid } = await subject.service()
  const { sid, status } = await subject.transcribe(serviceSid, { mediaUrl: files.urlOf(path) })
  assert.equal(status, 'completed')
  const sentences = await sentencesOf(subject, sid)
  assert.match(textOf(sentences, 1), said.agent)
  const { body } = await subject.call('GET', `/x/v1/Transcripts/${sid}/Diagnostics`)
  const isDoubled = said.agent.test(textOf(sentences, 2))
  assert.ok(!isDoubled || body.warnings.length > 0, 'the same words on both channels, and no warning')
}

/** Line 32. */
export const heardSidesCheck: Check = {
  number: 32,
  title: 'sentences are on the channel of those who said them',
  run: keepsSidesApart,
  broken: (answer, { path }) =>
    bendJson(answer, (body) => {
      if (!path.includes('/Sentences')) return
      for (const one of body.sentences) one.media_channel = 3 - one.media_channel
    }),
}
