// The catalogue against the tables of the contract (section 13).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { operatorLabels, operatorTypes, preBuiltOperators } from './operator-catalogue.ts'
import { outputTypes, servesLanguage } from './operator-type.ts'
import { serviceLanguages } from './service.ts'
import { isSid } from './sid.ts'

const english = ['en-AU', 'en-GB', 'en-US']
const all: readonly string[] = serviceLanguages
const entities = [...english, 'de-DE', 'es-MX', 'es-ES', 'es-US', 'fr-FR', 'it-IT', 'pt-BR', 'pt-PT']
const classify = 'text-classification'
const extract = 'text-extraction'

/** operator_type, friendly name, what it answers with, its labels if it has any, its languages. */
const contract: [
  name: string,
  friendly: string,
  output: string,
  labels: string | null,
  languages: readonly string[],
][] = [
  ['SentimentAnalysis', 'Sentiment Analysis', classify, 'positive negative neutral mixed', all],
  ['Summarization', 'Conversation Summary', 'text-generation', null, all],
  ['EntityRecognition', 'Entity Recognition', extract, null, entities],
  ['AgentIntroduction', 'Agent Introduction', extract, null, english],
  ['EscalationRequest', 'Escalation Request', extract, null, english],
  [
    'OutboundCallDisposition',
    'Outbound Call Disposition',
    classify,
    'GhostCall IVR NoContent Ordinary StopContactingMe Voicemail WrongNumber',
    english,
  ],
  ['RecordingDisclosure', 'Recording Disclosure', extract, null, english],
  ['VoicemailDetection', 'Voicemail Detection', classify, 'voicemail not_voicemail', english],
  ['UnavailablePartyDetector', 'Unavailable Party Detector', classify, 'NoClass UnavailableParty', english],
  ['DoNotContactMe', 'Do Not Contact Me', extract, null, english],
  ['NonEnglishCall', 'Non English Call', classify, 'NonEnglishConversation EnglishConversation', english],
  ['PasswordReset', 'Password Reset', classify, 'NoPasswordReset PasswordReset', english],
  ['CallTransfer', 'Call Transfer', classify, 'NoTransfer Transfer', english],
]

test('there are the thirteen pre-built operators of the contract, in its order', () => {
  assert.deepEqual(
    preBuiltOperators.map(({ operatorType, friendlyName }) => [operatorType, friendlyName]),
    contract.map(([name, friendly]) => [name, friendly]),
  )
})

for (const [name, , output, labels, languages] of contract) {
  test(`${name} answers with ${output} in ${languages.length} languages`, () => {
    const type = operatorTypes.find((one) => one.name === name)!
    assert.equal(type.outputType, output)
    assert.deepEqual(new Set(type.supportedLanguages), new Set(languages))
    assert.deepEqual(operatorLabels.get(name), labels?.split(' '))
    assert.deepEqual([type.configurable, type.configSchema], [false, null])
  })
}

test('pre-built operators belong to nobody, have no config, and are public in version 1', () => {
  for (const operator of preBuiltOperators) {
    assert.partialDeepStrictEqual(operator, {
      accountSid: null,
      config: null,
      availability: 'public',
      version: 1,
    })
    assert.ok(operator.description)
  }
})

test('there are sixteen types: one of each pre-built operator, then three that can be configured', () => {
  assert.deepEqual(
    operatorTypes.map(({ name }) => name),
    [...contract.map(([name]) => name), 'Generative', 'GenerativeJSON', 'PhraseMatching'],
  )
  const configurable = operatorTypes.filter((type) => type.configurable)
  assert.deepEqual(
    configurable.map(({ name, outputType, provider }) => [name, outputType, provider]),
    [
      ['Generative', 'text-generation', 'openai'],
      ['GenerativeJSON', 'json', 'openai'],
      ['PhraseMatching', 'text-extraction', 'twilio'],
    ],
  )
  for (const { configSchema, supportedLanguages } of configurable) {
    assert.ok(configSchema)
    assert.deepEqual(supportedLanguages, all)
  }
})

test('sids are well formed and all different, and lower case as we mint them', () => {
  const sids = [...preBuiltOperators, ...operatorTypes].map(({ sid }) => sid)
  assert.equal(new Set(sids).size, 13 + 16)
  assert.equal(new Set(sids.map((sid) => sid.slice(2))).size, 13 + 16)
  for (const { sid } of preBuiltOperators) assert.ok(isSid('operator', sid) && /^LY[0-9a-f]+$/.test(sid), sid)
  for (const { sid } of operatorTypes) assert.ok(isSid('operatorType', sid) && /^EY[0-9a-f]+$/.test(sid), sid)
})

test('types use the words of the contract, and are available to all', () => {
  for (const type of operatorTypes) {
    assert.ok(outputTypes.includes(type.outputType))
    assert.ok(['twilio', 'amazon', 'openai'].includes(type.provider))
    assert.equal(type.availability, 'general-availability')
    assert.ok(type.supportedLanguages.every((language) => all.includes(language)))
  }
})

for (const [filter, serves] of [
  ['en', true],
  ['EN', true],
  ['en-US', true],
  ['EN-us', true],
  ['en-NZ', false],
  ['e', false],
  ['de', false],
  ['US', false],
  ['', false],
] as const) {
  test(`"${filter}" ${serves ? 'names' : 'does not name'} one of the English languages`, () => {
    assert.equal(servesLanguage(english, filter), serves)
  })
}
