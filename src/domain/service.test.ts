// The settings of a Service: defaults, and the rules they are checked by as a whole (contract section 10).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ErrorKey } from './errors.ts'
import {
  changeSettings,
  newSettings,
  type ServiceChange,
  type ServiceSettings,
  serviceLanguages,
} from './service.ts'
import type { PublicKeySid } from './sid.ts'

const uniqueName = 'calls'
const digits = '0123456789abcdef'.repeat(2)

test('a name alone gives the documented defaults', () => {
  assert.deepEqual(newSettings({ uniqueName }), {
    uniqueName,
    friendlyName: null,
    languageCode: 'en-US',
    autoTranscribe: false,
    autoRedaction: false,
    mediaRedaction: false,
    webhookUrl: null,
    webhookHttpMethod: 'NULL',
    encryptionCredentialSid: null,
  })
})

test('the sixteen languages are taken in any case and kept in their own; none is the default', () => {
  assert.equal(new Set(serviceLanguages).size, 16)
  for (const language of serviceLanguages) {
    for (const languageCode of [language, language.toLowerCase(), language.toUpperCase()]) {
      assert.equal(newSettings({ uniqueName, languageCode }).languageCode, language)
    }
  }
  assert.equal(newSettings({ uniqueName, languageCode: '' }).languageCode, 'en-US')
})

const taken: [change: ServiceChange, setting: Partial<ServiceSettings>][] = [
  [{ uniqueName: 'x'.repeat(255) }, { uniqueName: 'x'.repeat(255) }],
  [{ uniqueName: 'naïve name, 50 %: a+b' }, { uniqueName: 'naïve name, 50 %: a+b' }],
  [{ friendlyName: 'x'.repeat(64) }, { friendlyName: 'x'.repeat(64) }],
  [{ friendlyName: '' }, { friendlyName: null }],
  [{ autoTranscribe: true }, { autoTranscribe: true }],
  [{ webhookUrl: 'http://a.example/x?y=z' }, { webhookUrl: 'http://a.example/x?y=z' }],
  [{ webhookUrl: 'HTTPS://A.example' }, { webhookUrl: 'HTTPS://A.example' }],
  [{ webhookUrl: '' }, { webhookUrl: null }],
  [{ encryptionCredentialSid: '' }, { encryptionCredentialSid: null }],
  [{ encryptionCredentialSid: `CR${digits}` }, { encryptionCredentialSid: `CR${digits}` as PublicKeySid }],
  [{ autoRedaction: true }, { autoRedaction: true, mediaRedaction: false }],
  [
    { autoRedaction: true, mediaRedaction: true },
    { autoRedaction: true, mediaRedaction: true },
  ],
  [
    { autoRedaction: true, encryptionCredentialSid: `CR${digits}` },
    { autoRedaction: true, encryptionCredentialSid: `CR${digits}` as PublicKeySid },
  ],
]
for (const [change, setting] of taken) {
  test(`${JSON.stringify(change).slice(0, 60)} is taken, on create and on update`, () => {
    assert.partialDeepStrictEqual(newSettings({ uniqueName, ...change }), setting)
    assert.partialDeepStrictEqual(changeSettings(newSettings({ uniqueName: 'other' }), change), setting)
  })
}

const refused: [change: ServiceChange, key: ErrorKey][] = [
  [{ uniqueName: '' }, 'invalidParameter'],
  [{ uniqueName: 'x'.repeat(256) }, 'invalidParameter'],
  ...['/', '?', '#', '\n', '\0', '\x7f'].map((character): [ServiceChange, ErrorKey] => [
    { uniqueName: `a${character}b` },
    'invalidParameter',
  ]),
  [{ uniqueName: `GA${digits}` }, 'invalidParameter'],
  [{ uniqueName: `GA${digits.toUpperCase()}` }, 'invalidParameter'],
  [{ friendlyName: 'x'.repeat(65) }, 'friendlyNameTooLong'],
  [{ webhookUrl: 'ftp://a.example/' }, 'invalidParameter'],
  [{ webhookUrl: 'a.example/hook' }, 'invalidParameter'],
  [{ webhookUrl: 'https://' }, 'invalidParameter'],
  [{ webhookHttpMethod: 'PUT' }, 'invalidParameter'],
  [{ webhookHttpMethod: 'post' }, 'invalidParameter'],
  [{ webhookHttpMethod: '' }, 'invalidParameter'],
  [{ mediaRedaction: true }, 'invalidParameter'],
  [{ encryptionCredentialSid: `CR${digits}0` }, 'invalidSid'],
  [{ encryptionCredentialSid: `GA${digits}` }, 'invalidSid'],
  [
    { autoRedaction: true, mediaRedaction: true, encryptionCredentialSid: `CR${digits}` },
    'encryptionWithMediaRedaction',
  ],
]
for (const [change, key] of refused) {
  test(`${JSON.stringify(change).slice(0, 60)} is refused, on create and on update`, () => {
    assert.throws(() => newSettings({ uniqueName, ...change }), { key, status: 400 })
    assert.throws(() => changeSettings(newSettings({ uniqueName }), change), { key, status: 400 })
  })
}

for (const languageCode of serviceLanguages) {
  const text = languageCode.startsWith('en-')
  test(`text redaction is ${text ? 'taken' : 'refused'} for ${languageCode}, media redaction for en-US only`, () => {
    const attempt = (change: ServiceChange) => [
      () => newSettings({ uniqueName, languageCode, ...change }),
      () => changeSettings(newSettings({ uniqueName, languageCode }), change),
    ]
    const both = { autoRedaction: true, mediaRedaction: true }
    for (const write of attempt({ autoRedaction: true })) {
      if (text) assert.equal(write().autoRedaction, true)
      else assert.throws(write, { key: 'redactionLanguage', code: 95303 })
    }
    for (const write of attempt(both)) {
      if (languageCode === 'en-US') assert.partialDeepStrictEqual(write(), both)
      else assert.throws(write, { key: 'mediaRedactionLanguage', code: 95304 })
    }
  })
}

test('media redaction and encryption exclude each other, in whichever order they are asked for', () => {
  const encryptionCredentialSid = `CR${digits}`
  const redaction = { autoRedaction: true, mediaRedaction: true }
  const refusal = { key: 'encryptionWithMediaRedaction', code: 95124 }
  const redacted = newSettings({ uniqueName, ...redaction })
  assert.throws(() => changeSettings(redacted, { encryptionCredentialSid }), refusal)
  const encrypted = newSettings({ uniqueName, encryptionCredentialSid })
  assert.throws(() => changeSettings(encrypted, redaction), refusal)
  assert.equal(changeSettings(encrypted, { ...redaction, encryptionCredentialSid: '' }).mediaRedaction, true)
})

for (const languageCode of ['xx-XX', 'en', 'english', 'en_US']) {
  test(`a service for ${languageCode} is refused`, () => {
    assert.throws(() => newSettings({ uniqueName, languageCode }), { key: 'invalidParameter' })
  })
}

test('a service without a name is refused', () => {
  assert.throws(() => newSettings({}), { key: 'invalidParameter' })
  assert.throws(() => newSettings({ friendlyName: 'x' }), { key: 'invalidParameter' })
})

test('the language never changes, whatever an update asks for', () => {
  const before = newSettings({ uniqueName, languageCode: 'de-DE' })
  for (const languageCode of ['fr-FR', 'de-DE', 'nonsense', '']) {
    assert.deepEqual(changeSettings(before, { languageCode }), before)
  }
})

test('what a change does not name stays, also when it names it with undefined', () => {
  const before = newSettings({
    uniqueName,
    friendlyName: 'Calls',
    autoTranscribe: true,
    webhookUrl: 'https://a.example/',
    webhookHttpMethod: 'GET',
  })
  const absent = Object.fromEntries(Object.keys(before).map((key) => [key, undefined]))
  assert.deepEqual(changeSettings(before, {}), before)
  assert.deepEqual(changeSettings(before, absent), before)
})

test('a refused change leaves the settings it was asked of untouched', () => {
  const before = newSettings({ uniqueName })
  const copy = structuredClone(before)
  assert.throws(() => changeSettings(before, { friendlyName: 'new', mediaRedaction: true }))
  assert.deepEqual(before, copy)
})

test('media redaction may not outlive text redaction', () => {
  const redacted: ServiceSettings = {
    ...newSettings({ uniqueName }),
    autoRedaction: true,
    mediaRedaction: true,
  }
  assert.throws(() => changeSettings(redacted, { autoRedaction: false }), { key: 'invalidParameter' })
  const cleared = changeSettings(redacted, { autoRedaction: false, mediaRedaction: false })
  assert.partialDeepStrictEqual(cleared, { autoRedaction: false, mediaRedaction: false })
})

const webhookUrl = 'https://a.example/hook'
const methods: [what: string, changes: ServiceChange[], method: string][] = [
  ['a URL without a method is called by POST', [{ webhookUrl }], 'POST'],
  ['a URL set later is called by POST', [{}, { webhookUrl }], 'POST'],
  ['a method given with the URL stays', [{ webhookUrl, webhookHttpMethod: 'GET' }], 'GET'],
  ['NULL given with the URL stays', [{ webhookUrl, webhookHttpMethod: 'NULL' }], 'NULL'],
  [
    'NULL survives other updates',
    [
      { webhookUrl, webhookHttpMethod: 'NULL' },
      { friendlyName: 'x', webhookUrl: 'https://b.example/' },
    ],
    'NULL',
  ],
  ['a method given before the URL stays', [{ webhookHttpMethod: 'GET' }, { webhookUrl }], 'GET'],
  ['a method may change alone', [{ webhookUrl }, { webhookHttpMethod: 'NULL' }], 'NULL'],
]
for (const [what, [create, ...updates], method] of methods) {
  test(what, () => {
    const created = newSettings({ uniqueName, ...create })
    assert.equal(updates.reduce(changeSettings, created).webhookHttpMethod, method)
  })
}
