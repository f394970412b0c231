// The parties of a call in a create (contract section 21, lines 24 to 26).
import assert from 'node:assert/strict'
import { assertError } from '../../../src/testing/answers.ts'
import type { Check } from './check.ts'
import {
  bendTranscripts,
  byUrl,
  type CreateForm,
  countTranscripts,
  create,
  mustCreate,
  readTwice,
  takingCreates,
} from './new-transcript.ts'
import type { Subject } from './subject.ts'

const party = { channel_participant: 1 }
const bySid = { media_properties: { source_sid: `RE${'0123456789abcdef'.repeat(2)}` } }

async function takesPhoneNumbersWithUrlsOnly(subject: Subject) {
  const { sid: ServiceSid } = await subject.service()
  const participants = [
    { channel_participant: 1, media_participant_id: '+15559595450' },
    { channel_participant: 2, media_participant_id: 'client:Ann' },
  ]
  const before = await countTranscripts(subject)
  assertError(await create(subject, { ServiceSid, Channel: { ...bySid, participants } }), 400)
  assertError(
    await create(subject, { ServiceSid, Channel: { ...bySid, participants: participants.slice(1) } }),
    400,
  )
  assert.equal(await countTranscripts(subject), before)
  const made = await mustCreate(subject, { ServiceSid, Channel: { ...byUrl(subject), participants } })
  for (const { channel } of [made, ...(await readTwice(subject, made))]) {
    const ids = channel.participants.map((one) => one.media_participant_id)
    assert.deepEqual(ids, ['+15559595450', 'client:Ann'])
  }
}

async function judgesParticipants(subject: Subject) {
  const { sid: ServiceSid } = await subject.service()
  const withParties = (participants: unknown): CreateForm => ({
    ServiceSid,
    Channel: { ...byUrl(subject), participants },
  })
  const other = { channel_participant: 2 }
  for (const good of [[party], [other], [party, other], [other, party]]) {
    await mustCreate(subject, withParties(good))
  }
  const numbers = [0, 3, 'x', 1.5, null].map((channel_participant) => [{ channel_participant }])
  const bad = [
    ...numbers,
    [{}],
    [{ role: 'Agent' }],
    [party, other, party],
    [party, other, {}],
    [party, party],
  ]
  for (const parties of bad) assertError(await create(subject, withParties(parties)), 400)
}

async function namesBothParties(subject: Subject) {
  const { sid: ServiceSid } = await subject.service()
  const blank = { user_id: null, media_participant_id: null, image_url: null, full_name: null, email: null }
  for (const extra of [{}, { participants: [] }]) {
    const made = await mustCreate(subject, { ServiceSid, Channel: { ...byUrl(subject), ...extra } })
    for (const { channel } of [made, ...(await readTwice(subject, made))]) {
      assert.deepEqual(channel.participants, [
        { ...blank, channel_participant: 1, role: 'Agent' },
        { ...blank, channel_participant: 2, role: 'Customer' },
      ])
    }
  }
}

/** Lines 24 to 26. */
export const participantChecks: Check[] = [
  {
    number: 24,
    title: 'media_participant_id goes with media_url only',
    run: takesPhoneNumbersWithUrlsOnly,
    broken: bendTranscripts(({ channel }) => {
      for (const one of channel.participants) one.media_participant_id = null
    }),
  },
  {
    number: 25,
    title: 'participants are at most two, on channel 1 and 2',
    run: judgesParticipants,
    broken: takingCreates((form) => JSON.parse(form.get('Channel')!).participants.length === 3),
  },
  {
    number: 26,
    title: 'without participants there are an Agent and a Customer',
    run: namesBothParties,
    broken: bendTranscripts(({ channel }) => {
      channel.participants = []
    }),
  },
]
