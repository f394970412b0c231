// A mono call that was transcribed with redaction of text and media. Its channel named another recording as well, and
// an operator took a name out of it.
import { create, type TranscriptBody, upload } from './new-transcript.ts'
import { freshName, type Subject } from './subject.ts'
import { silentWav } from './wav-file.ts'
import type { World } from './world.ts'

/** The call and what was asked of it. */
export interface MonoCall {
  transcript: TranscriptBody
  operatorSid: string
}

const made = new WeakMap<World, Promise<MonoCall>>()

/** Transcribes it at the first request; the same one for everybody around the same server. */
export function monoCall(subject: Subject): Promise<MonoCall> {
  const known = made.get(subject.world) ?? make(subject)
  made.set(subject.world, known)
  return known
}

async function make(subject: Subject): Promise<MonoCall> {
  const { sid: ServiceSid } = await subject.service({ AutoRedaction: 'true', MediaRedaction: 'true' })
  const phrases = { name: 'Introduction', phrases: ['my name is _'], match: 'pattern' }
  const operator = await subject.call('POST', '/v2/Operators/Custom', {
    form: {
      FriendlyName: freshName(),
      OperatorType: 'PhraseMatching',
      Config: JSON.stringify({ phrase_sets: [phrases] }),
    },
  })
  await subject.call('POST', `/v2/Services/${ServiceSid}/Operators/${operator.body.sid}`)
  const media = { source_sid: await upload(subject, silentWav()), media_url: subject.world.monoCallUrl }
  const { body } = await create(subject, { ServiceSid, Channel: { media_properties: media } })
  return { transcript: await subject.finished(body.sid), operatorSid: operator.body.sid }
}
