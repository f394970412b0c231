// Operators over a transcript's sentences: real phrase matching, a scripted model, a scripted redactor.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fault } from '../domain/errors.ts'
import { preBuiltOperators } from '../domain/operator-catalogue.ts'
import type { Sentence } from '../domain/sentence.ts'
import type { AttachedOperator, Transcript } from '../domain/transcript.ts'
import { ModelHung } from '../ports/llm.ts'
import { anOperator, aSentence, aTranscript } from '../testing/builders.ts'
import { scriptedLlm } from '../testing/scripted-llm.ts'
import { scriptedRedactor } from '../testing/scripted-redactor.ts'
import { type OperateDeps, operate } from './operate.ts'

const { signal } = new AbortController()
const sentences: Sentence[] = [
  aSentence(0, { text: 'This is Ann, how can I help?' }),
  aSentence(1, { text: 'Please cancel my account 4711.' }),
]

const phrases = (phrase: string, role?: string): AttachedOperator => ({
  ...anOperator(),
  friendlyName: `Looks for ${phrase}`,
  config: { phrase_sets: [{ name: 'Found', phrases: [phrase], match: 'exact', ...(role && { role }) }] },
})
const generative: AttachedOperator = {
  ...anOperator({ operatorType: 'Generative', config: { prompt: 'Sum up.' } }),
  friendlyName: 'Sums up',
}
const preBuilt = (name: string): AttachedOperator =>
  preBuiltOperators.find((one) => one.operatorType === name)!

async function operateOn(over: Partial<Transcript>, deps: Partial<OperateDeps> = {}) {
  const redactor = scriptedRedactor()
  const transcript = aTranscript({ durationS: 2, ...over })
  const redacted = transcript.redaction
    ? await scriptedRedactor().redact({ sentences, known: [], strict: false })
    : []
  const given = sentences.map((one, at) => ({ ...one, redacted: redacted[at] ?? null }))
  const all: OperateDeps = { llm: null, llmUnredacted: false, redactor, signal, ...deps }
  return { ...(await operate({ transcript, sentences: given }, all)), redactor }
}

describe('operating', () => {
  test('without operators nothing is done at all', async () => {
    const { results, warnings, redactor } = await operateOn({}, { llm: scriptedLlm(() => 'x') })
    assert.deepEqual([results, warnings, redactor.requests], [[], [], []])
  })

  test('gives one result per operator, in order of attachment, under its name', async () => {
    const operators = [phrases('help'), generative, phrases('nowhere to be found')]
    const { results, warnings } = await operateOn({ operators }, { llm: scriptedLlm(() => 'A summary.') })
    assert.deepEqual(warnings, [])
    assert.deepEqual(
      results.map(({ operatorSid, name, position }) => [operatorSid, name, position]),
      operators.map(({ sid, friendlyName }, position) => [sid, friendlyName, position]),
    )
    assert.deepEqual(results[1]!.outcome, { kind: 'text', text: 'A summary.', refusal: null })
    const matches = [results[0]!, results[2]!].map(
      ({ outcome }) => outcome.kind === 'extraction' && outcome.match,
    )
    assert.deepEqual(matches, [true, false])
  })

  test('evidence names the sentence it rests on; roles are those of the participants', async () => {
    const { results } = await operateOn({
      operators: [phrases('account', 'customer'), phrases('account', 'Agent')],
    })
    const [customer, agent] = results.map(({ outcome }) => outcome)
    const { sid, channel, startMs, endMs } = sentences[1]!
    assert.partialDeepStrictEqual(customer, {
      extracts: { found: ['account'] },
      evidence: [
        { sentenceSid: sid, sentenceIndex: 1, channel, startMs, endMs, text: 'account', label: 'Found' },
      ],
    })
    assert.partialDeepStrictEqual(agent, { match: false, evidence: [] })
  })

  test('an operator that can not be run costs its result, tells why, and keeps the place of the others', async () => {
    const unknown: AttachedOperator = { ...phrases('x'), operatorType: 'Fortune' }
    const broken: AttachedOperator = { ...phrases('x'), config: { phrase_sets: [] } }
    const operators = [unknown, generative, broken, phrases('help')]
    const { results, warnings } = await operateOn({ operators })
    assert.deepEqual(
      results.map(({ operatorSid, position }) => [operatorSid, position]),
      [[operators[3]!.sid, 3]],
    )
    assert.deepEqual(
      warnings.map(({ code }) => code),
      ['operator-failed', 'llm_not_configured', 'operator-failed'],
    )
    for (const [at, { message }] of warnings.entries()) {
      const { sid, friendlyName } = operators[at]!
      assert.ok(message.includes(sid) && message.includes(friendlyName), message)
    }
  })

  test('tells which engine answered each operator that did', async () => {
    const operators = [
      phrases('help'),
      generative,
      preBuilt('EscalationRequest'),
      { ...generative, config: {} },
    ]
    const { answered, warnings } = await operateOn({ operators }, { llm: scriptedLlm(() => 'A summary.') })
    const local = { engine: 'local', model: null, rung: null }
    const engines = [local, { engine: 'llm', model: 'scripted', rung: 'text' }, local]
    assert.deepEqual(
      answered,
      engines.map((engine, at) => ({
        operatorSid: operators[at]!.sid,
        name: operators[at]!.friendlyName,
        ...engine,
      })),
    )
    assert.deepEqual(
      warnings.map(({ code, operatorSid }) => [code, operatorSid]),
      [['operator-failed', generative.sid]],
    )
  })

  test('a pre-built operator finds its evidence in the sentences', async () => {
    const said = [aSentence(0, { text: 'Hello.' }), aSentence(1, { text: 'I want to speak to a manager.' })]
    const transcript = aTranscript({ durationS: 2, operators: [preBuilt('EscalationRequest')] })
    const deps = { llm: null, llmUnredacted: false, redactor: scriptedRedactor(), signal }
    const { results } = await operate({ transcript, sentences: said }, deps)
    assert.partialDeepStrictEqual(results, [
      {
        name: 'Escalation Request',
        position: 0,
        outcome: { kind: 'extraction', match: true, evidence: [{ sentenceSid: said[1]!.sid, channel: 2 }] },
      },
    ])
    assert.deepEqual(deps.redactor.requests, [])
  })

  test('where a model fails the local engine answers, with a warning about that operator', async () => {
    const operators = [preBuilt('SentimentAnalysis')]
    const llm = scriptedLlm(() => {
      throw fault('operatorFailed', undefined, { retryable: true })
    })
    const { results, warnings, answered } = await operateOn({ operators }, { llm })
    assert.equal(results[0]?.outcome.kind, 'classification')
    assert.partialDeepStrictEqual(warnings, [{ code: 'llm-fallback', operatorSid: operators[0]!.sid }])
    assert.partialDeepStrictEqual(answered, [{ engine: 'local' }])
  })

  test('other operators than those of the transcript can be named', async () => {
    const other = phrases('account')
    const transcript = aTranscript({ durationS: 2, operators: [phrases('help')] })
    const deps = { llm: null, llmUnredacted: false, redactor: scriptedRedactor(), signal }
    const { results } = await operate({ transcript, sentences, operators: [other] }, deps)
    assert.deepEqual(
      results.map(({ operatorSid, position }) => [operatorSid, position]),
      [[other.sid, 0]],
    )
  })

  test('an operator that does not serve the language is not run', async () => {
    const operators = [preBuilt('CallTransfer'), phrases('help')]
    const { results, warnings } = await operateOn({ languageCode: 'de-DE', operators })
    assert.deepEqual(
      results.map(({ position }) => position),
      [1],
    )
    assert.equal(warnings.length, 1)
    assert.match(warnings[0]!.message, /CallTransfer do not serve de-DE/)
  })

  test('a model that fails costs the result and no more', async () => {
    const llm = scriptedLlm(() => {
      throw fault('operatorFailed', undefined, { retryable: true })
    })
    const { results, warnings } = await operateOn({ operators: [generative, phrases('help')] }, { llm })
    assert.deepEqual([results.length, warnings.map(({ code }) => code)], [1, ['operator-failed']])
  })

  test('an error that nobody foresaw costs the result of its operator, and its words stay unsaid', async () => {
    const llm = scriptedLlm(() => {
      throw new TypeError('a bug over Quimby')
    })
    const operators = [generative, preBuilt('Summarization'), phrases('help')]
    const { results, warnings } = await operateOn({ operators }, { llm })
    assert.deepEqual(
      results.map(({ name }) => name),
      ['Conversation Summary', 'Looks for help'],
    )
    assert.deepEqual(
      warnings.map(({ code }) => code),
      ['operator-failed', 'llm-fallback'],
    )
    assert.match(warnings[0]!.message, /^Sums up \(LY\w+\): The operator failed unexpectedly$/)
    // No digits: they may stand in a sid.
    assert.ok(warnings.every(({ message }) => !message.includes('Quimby')))
  })

  test('redaction of a result that fails ends it', async () => {
    const redactor = scriptedRedactor()
    const broken = {
      ...redactor,
      redactText: async () => {
        throw fault('redactionFailed')
      },
    }
    const operators = [preBuilt('Summarization')]
    const llm = scriptedLlm(() => 'A summary.')
    const operated = operateOn({ redaction: true, operators }, { llm, redactor: broken })
    await assert.rejects(operated, { key: 'redactionFailed' })
  })

  test('a model that hung is not asked again about this call: others of its operators are skipped', async () => {
    const llm = scriptedLlm(() => {
      throw new ModelHung('no answer within 60 s')
    })
    const operators = [generative, preBuilt('Summarization'), { ...generative }, phrases('help')]
    const { results, warnings } = await operateOn({ operators }, { llm })
    assert.equal(llm.requests.length, 1)
    assert.equal(results.length, 2)
    assert.deepEqual(
      warnings.map(({ code, message }) => [code, /not asked again/.test(message)]),
      [
        ['operator-failed', false],
        ['llm-fallback', true],
        ['operator-failed', true],
      ],
    )
  })

  test('only a hang does that', async () => {
    const llm = scriptedLlm(() => {
      throw fault('operatorFailed', undefined, { retryable: true })
    })
    await operateOn({ operators: [generative, { ...generative }] }, { llm })
    assert.equal(llm.requests.length, 2)
  })

  test('operators that wait for the model step aside, others do not', async () => {
    const waiting: number[] = []
    let inside = 0
    const place = {
      async whileWaiting<T>(work: () => Promise<T>) {
        inside++
        return await work().finally(() => inside--)
      },
    }
    const llm = scriptedLlm(() => {
      waiting.push(inside)
      return 'A summary.'
    })
    const redactor = scriptedRedactor()
    const spied: typeof redactor = {
      ...redactor,
      redact: async (request) => {
        waiting.push(inside)
        return redactor.redact(request)
      },
    }
    const operators = [generative, preBuilt('Summarization'), preBuilt('EntityRecognition')]
    await operateOn({ operators }, { llm, llmUnredacted: true, redactor: spied, place })
    assert.deepEqual(waiting, [1, 1, 0])
  })

  test('tells how far it is at every operator and every question, and never steps back', async () => {
    const parts: number[] = []
    const asked: number[] = []
    const llm = scriptedLlm(() => {
      asked.push(parts.length)
      return 'A summary.'
    })
    const operators = [phrases('help'), generative, generative]
    await operateOn({ operators }, { llm, onPart: (part) => parts.push(part) })
    assert.deepEqual(asked, [2, 5])
    assert.equal(parts.length, 7)
    assert.ok(
      parts.every((part, at) => part > (parts[at - 1] ?? 0)),
      `${parts}`,
    )
    assert.equal(parts.at(-1), 1)
  })

  test('an abort ends it with its reason, not with a warning', async () => {
    const stopping = new AbortController()
    const llm = scriptedLlm(() => {
      stopping.abort(new Error('stopping'))
      throw fault('operatorFailed', undefined, { retryable: true })
    })
    const operated = operateOn({ operators: [generative, phrases('help')] }, { llm, signal: stopping.signal })
    await assert.rejects(operated, /stopping/)
  })
})

describe('the redacted view of results', () => {
  test('is there when the transcript was made with redaction, and only then', async () => {
    for (const redaction of [false, true]) {
      const { results } = await operateOn({ redaction, operators: [phrases('my account 4711')] })
      assert.partialDeepStrictEqual(results[0]!.outcome, { extracts: { found: ['my account 4711'] } })
      const { redacted } = results[0]!
      if (redaction)
        assert.partialDeepStrictEqual(redacted, { extracts: { found: ['my account [PhoneNumber]'] } })
      else assert.equal(redacted, null)
    }
  })
})

describe('the redacted view of a summary', () => {
  /** A name that is known as one from what was asked before it, and in no text that stands alone. */
  const text = 'I want to cancel the contract of Quimby.'
  const shown = text.replace('Quimby', '[Name]')
  const said = [{ ...aSentence(0, { text }), redacted: { text: shown, words: [], spans: [] } }]
  const summarise = async (deps: Partial<OperateDeps>, languageCode = 'en-US') => {
    const operators = [preBuilt('Summarization')]
    const transcript = aTranscript({ durationS: 2, redaction: true, operators, languageCode })
    const all = { llm: null, llmUnredacted: false, redactor: scriptedRedactor(), signal, ...deps }
    const { results } = await operate({ transcript, sentences: said }, all)
    const [{ outcome, redacted }] = results as [(typeof results)[number]]
    assert.ok(outcome.kind === 'text' && redacted?.kind === 'text')
    return [outcome.text, redacted.text]
  }

  test('is told from what the sentences show', async () => {
    assert.deepEqual(await summarise({}), [text, shown])
  })

  test('is that of the model where it read nothing else', async () => {
    const llm = scriptedLlm(() => 'Ann cancels.')
    assert.deepEqual(await summarise({ llm }), ['Ann cancels.', '[Name] cancels.'])
  })

  test('is ours where the model read everything, and nothing where we do not know the language', async () => {
    const deps = { llm: scriptedLlm(() => 'Quimby cancels.'), llmUnredacted: true }
    assert.deepEqual(await summarise(deps), ['Quimby cancels.', shown])
    assert.deepEqual(await summarise(deps, 'es-ES'), ['Quimby cancels.', '[Redacted: Conversation Summary]'])
  })
})

describe('what leaves for a language model', () => {
  const asked = async (over: Partial<Transcript>, deps: Partial<OperateDeps> = {}) => {
    const llm = scriptedLlm(() => 'A summary.')
    const { redactor, results } = await operateOn(
      { operators: [generative, phrases('4711')], ...over },
      { llm, ...deps },
    )
    const text = llm.requests.map(({ messages }) => JSON.stringify(messages)).join()
    assert.ok(text.includes('cancel my account'), text)
    return { text, redactor, results }
  }

  for (const redaction of [false, true]) {
    const made = redaction ? 'with' : 'without'
    test(`has no personal data, of a transcript made ${made} redaction`, async () => {
      const { text, redactor, results } = await asked({ redaction })
      assert.ok(text.includes('[PhoneNumber]') && text.includes('[Name]'), text)
      assert.equal(/4711|Ann/.test(text), false)
      // Without redaction it is made for the model alone.
      assert.equal(redactor.requests.length, redaction ? 0 : 1)
      if (!redaction) assert.equal(redactor.requests[0]!.strict, true)
      assert.partialDeepStrictEqual(results[1]!.outcome, { extracts: { found: ['4711'] } })
      assert.equal(results[0]!.redacted === null, !redaction)
    })

    test(`has all of it when the endpoint may read it, of a transcript made ${made} redaction`, async () => {
      const { text, redactor } = await asked({ redaction }, { llmUnredacted: true })
      assert.ok(text.includes('4711') && text.includes('Ann'), text)
      assert.equal(redactor.requests.length, 0)
    })
  }

  test('is redacted for the pre-built operators that a model answers, too', async () => {
    const { text } = await asked({ operators: [preBuilt('Summarization')] })
    assert.ok(text.includes('[PhoneNumber]') && !/4711|Ann/.test(text), text)
  })

  test('is not redacted for nothing: without a generative operator, or without a model', async () => {
    for (const [operators, llm] of [
      [[phrases('help')], scriptedLlm(() => 'x')],
      [[generative], null],
    ] as const) {
      const { redactor } = await operateOn({ operators: [...operators] }, { llm })
      assert.equal(redactor.requests.length, 0)
    }
  })

  test('is nothing when it can not be redacted as a whole', async () => {
    const llm = scriptedLlm(() => 'x')
    for (const redact of [async () => [], () => Promise.reject(fault('redactionFailed'))]) {
      const redactor = { ...scriptedRedactor(), redact }
      await assert.rejects(operateOn({ operators: [generative] }, { llm, redactor }), {
        key: 'redactionFailed',
      })
    }
    assert.equal(llm.requests.length, 0)
  })
})
