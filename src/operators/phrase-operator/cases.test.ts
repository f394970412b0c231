// Holds the phrase operators to their figures on our own cases, and to silence over everyday talk.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { runAgentIntroduction } from '../agent-introduction/run.ts'
import type { BuiltInOperator } from '../built-in-operator.ts'
import { runCallTransfer } from '../call-transfer/run.ts'
import { checkCase, readCases } from '../cases.ts'
import { readConversation } from '../conversation-json.ts'
import { runDoNotContactMe } from '../do-not-contact-me/run.ts'
import { runEscalationRequest } from '../escalation-request/run.ts'
import { runPasswordReset } from '../password-reset/run.ts'
import { runRecordingDisclosure } from '../recording-disclosure/run.ts'
import { precisionOf, recallOf, sumTallies, tallyOf } from '../score.ts'

const operators: Record<string, BuiltInOperator> = {
  'agent-introduction': runAgentIntroduction,
  'call-transfer': runCallTransfer,
  'do-not-contact-me': runDoNotContactMe,
  'escalation-request': runEscalationRequest,
  'password-reset': runPasswordReset,
  'recording-disclosure': runRecordingDisclosure,
}
const pathOf = (name: string) => new URL(`../${name}`, import.meta.url).pathname
const everyday: { sentences: unknown[] } = JSON.parse(readFileSync(pathOf('everyday.json'), 'utf8'))
const chatter = everyday.sentences.map((sentence) => readConversation({ sentences: [sentence] }))

for (const [folder, run] of Object.entries(operators)) {
  const { cases } = readCases(pathOf(`${folder}/cases.json`))
  const outcomes = cases.map(({ conversation, expect }) => {
    const outcome = run({ conversation, personalData: conversation.lines.map(() => []) })
    return { conversation, expect, outcome }
  })

  test(`${folder} finds 95 % of its cases, and 97 % of what it finds is right`, () => {
    const tallies = outcomes.map(({ outcome, expect }) =>
      tallyOf(outcome, expect, checkCase(outcome, expect)),
    )
    const all = sumTallies(tallies)
    assert.ok(recallOf(all) >= 0.95, `recall ${recallOf(all)}`)
    assert.ok(precisionOf(all) >= 0.97, `precision ${precisionOf(all)}`)
  })

  test(`${folder} finds nothing in everyday talk`, () => {
    const found = chatter.flatMap((conversation) => {
      const outcome = run({ conversation, personalData: conversation.lines.map(() => []) })
      assert.ok(outcome.kind === 'extraction' || outcome.kind === 'classification')
      return outcome.evidence?.map(({ text }) => text) ?? []
    })
    assert.deepEqual(found, [])
  })

  test(`${folder} is never certain, and its evidence are words of the call`, () => {
    for (const { outcome, conversation } of outcomes) {
      assert.ok(outcome.kind === 'extraction' || outcome.kind === 'classification')
      const probabilities =
        outcome.kind === 'extraction' ? [outcome.probability] : Object.values(outcome.probabilities)
      assert.ok(probabilities.every((probability) => probability > 0 && probability < 1))
      for (const { text, sentenceIndex } of outcome.evidence ?? []) {
        assert.ok(text !== '' && conversation.lines[sentenceIndex]!.text.includes(text), text)
      }
    }
  })
}
