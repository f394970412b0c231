// A redacted call on which custom operators and every pre-built one ran: several sentences and several results, in
// two views.
import { freshName, type Subject } from './subject.ts'
import type { PreparedCall, World } from './world.ts'

const made = new WeakMap<World, Promise<PreparedCall>>()

/** Transcribes it at the first request; the same one for everybody around the same server. */
export function operatedCall(subject: Subject): Promise<PreparedCall> {
  const known = made.get(subject.world) ?? make(subject)
  made.set(subject.world, known)
  return known
}

async function make(subject: Subject): Promise<PreparedCall> {
  const service = await subject.service({ AutoRedaction: 'true' })
  const { body } = await subject.call('GET', '/v2/Operators/PreBuilt?PageSize=1000')
  const sids: string[] = body.operators.map(({ sid }: { sid: string }) => sid)
  for (const phrase of ['my name is', 'thank you', 'good morning']) {
    const Config = JSON.stringify({ phrase_sets: [{ name: phrase, phrases: [phrase] }] })
    const form = { FriendlyName: freshName(), OperatorType: 'PhraseMatching', Config }
    sids.unshift((await subject.call('POST', '/v2/Operators/Custom', { form })).body.sid)
  }
  for (const sid of sids) await subject.call('POST', `/v2/Services/${service.sid}/Operators/${sid}`)
  const transcript = await subject.transcribe(service.sid)
  return { transcript, service, operatorSid: sids[0]! }
}
