// Options as people write them, and what is said when they are wrong.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { preBuiltOperators } from '../../domain/operator-catalogue.ts'
import { CommandError, exitCodes } from '../exit.ts'
import { checkRedaction, parseFormats, parseLanguage, parseOperators, parseSpeakers } from './settings.ts'

const typesOf = (text: string) => parseOperators(text).map(({ operatorType }) => operatorType)
const usage = (pattern: RegExp) => (error: unknown) =>
  error instanceof CommandError && error.exitCode === exitCodes.usage && pattern.test(error.message)

test('formats come in the order that they were asked for, each once', () => {
  assert.deepEqual(parseFormats('vtt, txt,text,json'), ['vtt', 'text', 'json'])
  assert.throws(() => parseFormats('docx'), usage(/'docx' is no format; there are text, json, srt, vtt/))
  assert.throws(() => parseFormats('srt,'), usage(/no list/))
})

test('operators go by type, friendly name or sid, in any case, each once; all are all of them', () => {
  assert.deepEqual(typesOf('sentimentanalysis,Call Transfer,call-transfer,EscalationRequest'), [
    'SentimentAnalysis',
    'CallTransfer',
    'EscalationRequest',
  ])
  assert.deepEqual(typesOf(preBuiltOperators[2]!.sid), ['EntityRecognition'])
  assert.equal(parseOperators('ALL').length, preBuiltOperators.length)
  assert.throws(() => parseOperators('Sentiment'), usage(/'Sentiment' is no pre-built .*SentimentAnalysis, /))
})

test('a language must be one that the recogniser serves, in any case', () => {
  assert.equal(parseLanguage('EN-gb', ['en-US', 'en-GB']), 'en-GB')
  assert.throws(() => parseLanguage('fr-FR', ['en-US', 'en-GB']), usage(/it serves en-US, en-GB/))
})

test('redaction of a language that it can not read is refused', () => {
  assert.equal(checkRedaction(true, 'en-AU'), true)
  assert.equal(checkRedaction(false, 'fr-FR'), false)
  assert.throws(() => checkRedaction(true, 'fr-FR'), usage(/English only/))
})

test('there are at most two speakers, and each has a name', () => {
  assert.deepEqual(parseSpeakers('Ann, Bob'), ['Ann', 'Bob'])
  for (const text of ['a,b,c', 'a,', '']) assert.throws(() => parseSpeakers(text), usage(/--speakers/))
})
