// The Channel parameter: what is refused, and what every accepted one becomes (contract section 6).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseChannel } from './channel.ts'
import type { ErrorKey } from './errors.ts'

const mediaUrl = 'https://example.com/call.wav'
const sourceSid = `RE${'0123456789abcdef'.repeat(2)}`
const byUrl = { media_properties: { media_url: mediaUrl } }

function parse(channel: unknown) {
  return parseChannel(typeof channel === 'string' ? channel : JSON.stringify(channel))
}

function withParticipants(...participants: unknown[]) {
  return { ...byUrl, participants }
}

test('a recording is named by its sid, an outside one by its address', () => {
  assert.partialDeepStrictEqual(parse(byUrl), { mediaUrl, sourceSid: null, callSid: null })
  const bySid = parse({ media_properties: { source_sid: sourceSid } })
  assert.partialDeepStrictEqual(bySid, { mediaUrl: null, sourceSid, callSid: null })
})

test('media_url wins when both are given, even over a malformed source_sid', () => {
  for (const source_sid of [sourceSid, 'CA1', null]) {
    const channel = parse({ media_properties: { source_sid, media_url: mediaUrl } })
    assert.partialDeepStrictEqual(channel, { mediaUrl, sourceSid: null })
  }
})

/** Roles by channel as given (undefined: no such participant, null: no role) and as completed. */
const roles: [given: (string | null | undefined)[], completed: string[]][] = [
  [
    [undefined, undefined],
    ['Agent', 'Customer'],
  ],
  [
    [null, null],
    ['Agent', 'Customer'],
  ],
  [
    ['', ''],
    ['Agent', 'Customer'],
  ],
  [
    ['Customer', undefined],
    ['Customer', 'Agent'],
  ],
  [
    ['Agent', undefined],
    ['Agent', 'Customer'],
  ],
  [
    [undefined, 'Agent'],
    ['Customer', 'Agent'],
  ],
  [
    [undefined, 'Customer'],
    ['Agent', 'Customer'],
  ],
  [
    [undefined, 'customer'],
    ['Agent', 'customer'],
  ],
  [
    ['CUSTOMER', null],
    ['CUSTOMER', 'Agent'],
  ],
  [
    [null, 'Agent'],
    ['Customer', 'Agent'],
  ],
  [
    ['Customer', 'Agent'],
    ['Customer', 'Agent'],
  ],
  [
    ['Agent', 'Agent'],
    ['Agent', 'Agent'],
  ],
  [
    ['Supervisor', undefined],
    ['Supervisor', 'Customer'],
  ],
  [
    [undefined, 'Trainee'],
    ['Agent', 'Trainee'],
  ],
  [
    ['constructor', undefined],
    ['constructor', 'Customer'],
  ],
  [
    [undefined, '__proto__'],
    ['Agent', '__proto__'],
  ],
]
for (const [given, completed] of roles) {
  test(`roles ${JSON.stringify(given)} become ${completed.join(' and ')}`, () => {
    const participants = given.flatMap((role, at) =>
      role === undefined ? [] : [{ channel_participant: at + 1, role }],
    )
    for (const order of [participants, participants.toReversed()]) {
      const channel = parse(withParticipants(...order))
      assert.deepEqual(
        channel.participants.map(({ role }) => role),
        completed,
      )
      assert.deepEqual(
        channel.participants.map(({ channelParticipant }) => channelParticipant),
        [1, 2],
      )
    }
  })
}

test('without participants both sides are there with every other field null', () => {
  const blank = { userId: null, mediaParticipantId: null, imageUrl: null, fullName: null, email: null }
  for (const participants of [undefined, null, []]) {
    assert.deepEqual(parse({ ...byUrl, participants }).participants, [
      { ...blank, channelParticipant: 1, role: 'Agent' },
      { ...blank, channelParticipant: 2, role: 'Customer' },
    ])
  }
})

test('all fields of a participant are kept as given, unknown ones are dropped', () => {
  const channel = parse(
    withParticipants({
      channel_participant: 2,
      user_id: 'id1',
      media_participant_id: '+15559595450',
      email: 'a@example.com',
      full_name: 'Änn "A" 😀',
      image_url: 'https://example.com/a.png',
      role: 'Customer',
      favourite_colour: 'blue',
    }),
  )
  assert.deepEqual(channel.participants[1], {
    channelParticipant: 2,
    userId: 'id1',
    mediaParticipantId: '+15559595450',
    email: 'a@example.com',
    fullName: 'Änn "A" 😀',
    imageUrl: 'https://example.com/a.png',
    role: 'Customer',
  })
})

const one = { channel_participant: 1 }
const refused: [what: string, channel: unknown, key: ErrorKey][] = [
  ['text that is not JSON', '{media_properties}', 'invalidParameter'],
  ['empty text', '', 'invalidParameter'],
  ['JSON null', 'null', 'invalidParameter'],
  ['a JSON array', [byUrl], 'invalidParameter'],
  ['a JSON string', '"RE1"', 'invalidParameter'],
  ['no media_properties', {}, 'invalidParameter'],
  ['media_properties that are a string', { media_properties: mediaUrl }, 'invalidParameter'],
  ['neither source', { media_properties: {} }, 'invalidParameter'],
  ['both sources null', { media_properties: { source_sid: null, media_url: null } }, 'invalidParameter'],
  ['an empty media_url', { media_properties: { media_url: '' } }, 'mediaUrlEmpty'],
  ['a media_url that is a number', { media_properties: { media_url: 7 } }, 'invalidParameter'],
  ['the sid of a call', { media_properties: { source_sid: `CA${sourceSid.slice(2)}` } }, 'invalidSid'],
  ['a recording sid cut short', { media_properties: { source_sid: sourceSid.slice(0, -1) } }, 'invalidSid'],
  ['an empty source_sid', { media_properties: { source_sid: '' } }, 'invalidSid'],
  ['participants that are an object', { ...byUrl, participants: {} }, 'invalidParameter'],
  ['a participant that is a string', withParticipants('Agent'), 'invalidParameter'],
  ['a participant that is null', withParticipants(null), 'invalidParameter'],
  ['channel_participant missing', withParticipants({ role: 'Agent' }), 'invalidParameter'],
  ...[0, 3, -1, 1.5, 'x', '1', null, true].map((channel_participant): [string, unknown, ErrorKey] => [
    `channel_participant ${JSON.stringify(channel_participant)}`,
    withParticipants({ channel_participant }),
    'invalidParameter',
  ]),
  ['the same channel twice', withParticipants(one, one), 'invalidParameter'],
  ['three participants', withParticipants(one, { channel_participant: 2 }, one), 'invalidParameter'],
  ['a role that is a number', withParticipants({ ...one, role: 1 }), 'invalidParameter'],
  ['a name that is an object', withParticipants({ ...one, full_name: {} }), 'invalidParameter'],
  ['a NUL character, which cannot be stored', withParticipants({ ...one, role: 'a\0' }), 'invalidParameter'],
  ['half a surrogate pair', withParticipants({ ...one, full_name: '\ud83d' }), 'invalidParameter'],
  ['a NUL character in media_url', { media_properties: { media_url: `${mediaUrl}\0` } }, 'invalidParameter'],
  [
    'media_participant_id on a recording named by its sid',
    {
      media_properties: { source_sid: sourceSid },
      participants: [{ ...one, media_participant_id: '+15559595450' }],
    },
    'invalidParameter',
  ],
]
for (const [what, channel, key] of refused) {
  test(`${what} is refused`, () => assert.throws(() => parse(channel), { key, status: 400 }))
}

test('the refusal of media_participant_id has the words that clients know', () => {
  const channel = {
    media_properties: { source_sid: sourceSid },
    participants: [{ ...one, media_participant_id: '+1' }],
  }
  assert.throws(() => parse(channel), {
    message: 'The media_participant_id can only be set for transcript with media url',
  })
})
