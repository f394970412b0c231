// What speaks against a match does so where it stands: in its own clause, and as what the verb is about.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runAgentIntroduction } from '../agent-introduction/run.ts'
import type { BuiltInOperator } from '../built-in-operator.ts'
import { runCallTransfer } from '../call-transfer/run.ts'
import { runDoNotContactMe } from '../do-not-contact-me/run.ts'
import { runEscalationRequest } from '../escalation-request/run.ts'
import { runPasswordReset } from '../password-reset/run.ts'
import { aConversation } from '../test-conversation.ts'

interface Talk {
  run: BuiltInOperator
  who: 'Agent' | 'Customer'
  found: readonly string[]
  missing: readonly string[]
}

const talks: Record<string, Talk> = {
  CallTransfer: {
    run: runCallTransfer,
    who: 'Agent',
    found: [
      'Your money is on the way, and I will transfer you to my manager.',
      'Let me transfer you to the credit card department.',
      "I'll connect you with our credit team.",
      "I'm going to transfer you to the payments department.",
      'I see your balance is zero, so let me transfer you to our sales team.',
      "I'll put you through to our broadband team.",
      'I will email you the receipt and transfer you to a supervisor.',
      'Let me transfer you to the data protection team.',
      'Your payment went through and I will now connect you to the deposits department.',
      'I have your balance here but I need to transfer you to collections.',
      'I will put you through to the mortgage payments desk.',
    ],
    missing: [
      'I can transfer you the money tomorrow.',
      'I will transfer the funds to you today.',
      'We will transfer your balance to the new card.',
      'I will transfer you to a cheaper tariff.',
      'We can switch you over to our new broadband plan.',
      'I will transfer you a credit of twenty dollars.',
      'We can move you over to paperless statements.',
      'You will be redirected to the payment page.',
    ],
  },
  DoNotContactMe: {
    run: runDoNotContactMe,
    who: 'Customer',
    found: [
      "I don't need a credit card, take me off your list.",
      'I do not drive a car anymore, please remove me from your list.',
      'I pay my bills on time, take me off your list.',
    ],
    missing: [
      'Please remove the charge from my credit card.',
      "Don't call me at work, use my cell.",
      "Don't ring the house, call me on my mobile.",
    ],
  },
  EscalationRequest: {
    run: runEscalationRequest,
    who: 'Customer',
    found: [
      'You have been very nice but I want to speak to a manager.',
      'I already talked to a manager last week and nothing happened, so I want to talk to a manager now.',
      'My manager told me to call and I need to speak with your supervisor.',
      'I am so frustrated, get me a good manager, I have had such a bad time.',
    ],
    missing: [
      'I want to tell your manager how helpful you have been.',
      'I talked to a manager last week and it was fixed.',
      'My manager asked me to call you.',
      "I'm just the assistant manager, I'll ask the owner.",
    ],
  },
  PasswordReset: {
    run: runPasswordReset,
    who: 'Customer',
    found: [
      'I cannot log in to my credit card account.',
      'It says my password is wrong, I need to reset it.',
      'I need to reset my PIN.',
    ],
    missing: [
      'I need to reset my PIN pad.',
      'How do I reset the pin pad on the terminal?',
      'I cannot enter my card number.',
      'I cannot log in, the website is down.',
    ],
  },
  AgentIntroduction: {
    run: runAgentIntroduction,
    who: 'Agent',
    found: ['Acme support, Olufemi here.', 'Blue River billing, Oluwaseun speaking.'],
    missing: [
      'Acme support, how can I help?',
      "I'm German so I understand.",
      'Acme Support, Good Morning Here.',
    ],
  },
}

for (const [name, { run, who, found, missing }] of Object.entries(talks)) {
  for (const [texts, isThere] of [
    [found, true],
    [missing, false],
  ] as const) {
    for (const text of texts) {
      test(`${name} is ${isThere ? 'heard' : 'not heard'} in: ${text}`, () => {
        const outcome = run({ conversation: aConversation(`${who}: ${text}`), personalData: [[]] })
        assert.ok(outcome.kind === 'extraction' || outcome.kind === 'classification')
        assert.equal((outcome.evidence ?? []).length > 0, isThere)
      })
    }
  }
}
