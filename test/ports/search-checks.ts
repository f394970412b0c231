// What every search promises: who finds what, in which text, and in which order.
import assert from 'node:assert/strict'
import { parseChannel } from '../../src/domain/channel.ts'
import type { Sentence } from '../../src/domain/sentence.ts'
import { type AccountSid, sidFrom } from '../../src/domain/sid.ts'
import type { Transcript } from '../../src/domain/transcript.ts'
import type { FoundSentence, SearchFilter, SearchView } from '../../src/ports/sentence-search.ts'
import { anAccount, aSentence, aTranscript } from '../../src/testing/builders.ts'
import type { Check } from './check.ts'
import { assertList, at, firstPage, type StoreSubject } from './store-subject.ts'

/** Stores a completed transcript with these sentences. */
async function storeCall(
  { store, unitOfWork }: StoreSubject,
  over: Partial<Transcript>,
  sentences: readonly Partial<Sentence>[],
): Promise<Transcript> {
  const transcript = aTranscript({ status: 'completed', transcribed: true, ...over })
  await store.transcripts.insert(transcript)
  const rows = sentences.map((one, index) => aSentence(index, one))
  await unitOfWork((unit) => unit.sentences.replace(transcript.sid, rows))
  return transcript
}

const said = (...texts: string[]) => texts.map((text) => ({ text }))
/** A sentence and what is left of it. */
const hidden = (text: string, rest: string) => ({ text, redacted: { text: rest, words: [], spans: [] } })

interface Asked {
  text: string
  view?: SearchView
  filter?: SearchFilter
}

async function find({ store }: StoreSubject, account: AccountSid, asked: Asked): Promise<FoundSentence[]> {
  const query = { view: 'redacted', filter: {}, ...asked } as const
  return (await store.search.find(account, query, firstPage(99))).items
}

/** The sentences that are found, hits in brackets. */
async function texts(subject: StoreSubject, account: AccountSid, asked: Asked): Promise<string[]> {
  const shown = (found: FoundSentence) =>
    found.snippet.map(({ text, isHit }) => (isHit ? `<${text}>` : text)).join('')
  return (await find(subject, account, asked)).map(shown)
}

const queryChecks: Check<StoreSubject>[] = [
  {
    promises:
      'a search finds words in any form, phrases, alternatives, and leaves out what must not be there',
    async run(subject) {
      const { accountSid } = await storeCall(
        subject,
        {},
        said(
          'I want refunds now.',
          'The refund, I want.',
          'Cancel <my> order.',
          'A <b> tag & more.',
          'Thank you.',
        ),
      )
      const expected: [string, string[]][] = [
        ['refunding', ['I want <refunds> now.', 'The <refund>, I want.']],
        ['WANT refund', ['I <want> <refunds> now.', 'The <refund>, I <want>.']],
        ['"want refund"', ['I <want> <refunds> now.']],
        ['"order cancelled"', []],
        ['thank or order', ['Cancel <my> <order>.', '<Thank> you.']],
        ['want -"want refund"', ['The refund, I <want>.']],
        ['-want -thank', ['Cancel <my> order.', 'A <b> tag & more.']],
        ['tag more', ['A <b> <tag> & more.']],
        ['the you', []],
        ["'; drop", []],
      ]
      for (const [text, found] of expected)
        assert.deepEqual(await texts(subject, accountSid, { text }), found, text)
    },
  },
  {
    promises: 'a phrase is found word by word, with what is around it, in the text of the view',
    async run(subject) {
      const accountSid = anAccount()
      await storeCall(
        subject,
        { accountSid, dateCreated: at(2) },
        said(
          'Let me speak with the manager, please.',
          'Let me speak to a manager.',
          "I don't speak of \\ the managers' dog.",
          'They speak with the managers.',
          'Charged twice.',
        ),
      )
      await storeCall(subject, { accountSid, redaction: true, dateCreated: at(1) }, [
        hidden('Speak with the manager Ann.', 'Speak with [Name].'),
        hidden('Speak to the manager.', 'Speak with the manager.'),
      ])
      const speaks = 'Let me <speak> with the <manager>, please.'
      const expected: [string, string[]][] = [
        [
          '"speak with the manager"',
          [speaks, 'They <speak> with the <managers>.', '<Speak> with the <manager>.'],
        ],
        ['"speak to a manager"', ['Let me <speak> to a <manager>.']],
        ['"with the manager" please', [speaks.replace('<speak>', 'speak').replace('please', '<please>')]],
        [
          'speak -"with the manager"',
          [
            'Let me <speak> to a manager.',
            "I don't <speak> of \\ the managers' dog.",
            '<Speak> with [Name].',
          ],
        ],
        ['"the manager" dog', ["I don't speak of \\ the <managers>' <dog>."]],
        ['"speak to a manager" or twice', ['Let me <speak> to a <manager>.', 'Charged <twice>.']],
        ['"with him"', []],
        ['NOT twice charged', []],
        ['charged NOT speak', ['<Charged> twice.']],
        ['CHARGED AND TWICE', ['<Charged> <twice>.']],
        ["'quo\\ted' \"it's the dog\"", []],
      ]
      for (const [text, found] of expected)
        assert.deepEqual(await texts(subject, accountSid, { text }), found, text)
      assert.deepEqual(await texts(subject, accountSid, { text: '"speak to the manager"', view: 'spoken' }), [
        '<Speak> to the <manager>.',
      ])
    },
  },
  {
    promises: 'a search for nothing but words that do not count is told from one that finds nothing',
    async run({ store, unitOfWork }) {
      const { accountSid } = await storeCall({ store, unitOfWork }, {}, said('Thank you.'))
      const isMeaningless = async (account: AccountSid, text: string) => {
        const query = { text, view: 'redacted', filter: {} } as const
        return (await store.search.find(account, query, firstPage(9))).meaningless
      }
      for (const [text, expected] of [
        ['the you', true],
        ['"of the"', true],
        ['--', true],
        ['refund', false],
        ['the thanks', false],
      ] as const)
        assert.equal(await isMeaningless(accountSid, text), expected, text)
      assert.equal(await isMeaningless(anAccount(), 'the'), false)
    },
  },
  {
    promises: 'a search reads every language of an account by its own rules, and others as they are',
    async run(subject) {
      const accountSid = anAccount()
      const call = (languageCode: string, text: string, seconds: number) =>
        storeCall(subject, { accountSid, languageCode, dateCreated: at(seconds) }, said(text))
      await call('en-US', 'The houses die.', 3)
      await call('de-DE', 'Die Häuser.', 2)
      await call('pl-PL', 'Die domy.', 1)
      assert.deepEqual(await texts(subject, accountSid, { text: 'house' }), ['The <houses> die.'])
      assert.deepEqual(await texts(subject, accountSid, { text: 'Haus' }), ['Die <Häuser>.'])
      assert.deepEqual(await texts(subject, accountSid, { text: 'dom' }), [])
      assert.deepEqual(await texts(subject, accountSid, { text: 'die' }), [
        'The houses <die>.',
        '<Die> domy.',
      ])
    },
  },
  {
    promises: 'a found sentence says all about itself, a long one in part',
    async run(subject) {
      const long = `${'so '.repeat(60)}refund ${'yes '.repeat(60)}`.trim()
      const transcript = await storeCall(subject, { dateCreated: at(1), customerKey: 'key' }, [
        { text: long, channel: 2, startMs: 1.5, endMs: 2.25, speaker: 3 },
      ])
      const [found, ...rest] = await find(subject, transcript.accountSid, { text: 'refund' })
      const [sentence] = (await subject.store.sentences.list(transcript.sid, firstPage(9))).items
      assert.deepEqual(rest, [])
      const { snippet, ...facts } = found!
      assert.deepEqual(facts, {
        transcriptSid: transcript.sid,
        serviceSid: transcript.serviceSid,
        dateCreated: transcript.dateCreated,
        sid: sentence?.sid,
        index: 0,
        channel: 2,
        role: 'Customer',
        speaker: 3,
        customerKey: 'key',
        startMs: 1.5,
        endMs: 2.25,
      })
      assert.deepEqual(
        snippet.filter(({ isHit }) => isHit),
        [{ text: 'refund', isHit: true }],
      )
      const shown = snippet.map(({ text }) => text).join('')
      assert.ok(long.includes(shown) && shown.length < long.length / 2)
    },
  },
]

const rightChecks: Check<StoreSubject>[] = [
  {
    promises: 'a search looks in the text that its view has, and shows no other',
    async run(subject) {
      const accountSid = anAccount()
      await storeCall(subject, { accountSid, redaction: true, dateCreated: at(2) }, [
        hidden('My card is 4111.', 'My card is [CreditCard].'),
        { text: 'My card is 4111, lost.' },
      ])
      await storeCall(subject, { accountSid, dateCreated: at(1) }, said('A card 4111.'))
      const expected: [string, SearchView, string[]][] = [
        ['4111', 'spoken', ['My card is <4111>.', 'My card is <4111>, lost.', 'A card <4111>.']],
        ['4111', 'redacted', ['A card <4111>.']],
        ['4111', 'only-redacted', []],
        ['card', 'spoken', ['My <card> is 4111.', 'My <card> is 4111, lost.', 'A <card> 4111.']],
        ['card', 'redacted', ['My <card> is [CreditCard].', 'A <card> 4111.']],
        ['card', 'only-redacted', ['My <card> is [CreditCard].']],
        ['creditcard', 'spoken', []],
        ['creditcard', 'only-redacted', ['My card is [<CreditCard>].']],
        // A sentence without its redacted form is not found by what it lacks, either; nothing of it is shown.
        ['card -4111', 'redacted', ['My <card> is [CreditCard].']],
        ['-creditcard', 'only-redacted', ['']],
      ]
      for (const [text, view, found] of expected)
        assert.deepEqual(await texts(subject, accountSid, { text, view }), found, `${text} ${view}`)
    },
  },
  {
    promises: 'an account finds its own sentences, whoever else has a sid that begins alike',
    async run(subject) {
      const accounts = ['1', '2'].map((digit) =>
        sidFrom('account', anAccount().slice(2, 18).padEnd(32, digit)),
      )
      const alike = accounts.map((account) =>
        sidFrom('account', accounts[0]!.slice(2, 33) + account.slice(-1)),
      )
      for (const accountSid of alike) await storeCall(subject, { accountSid }, said(`Refund ${accountSid}.`))
      for (const accountSid of alike) {
        assert.deepEqual(await texts(subject, accountSid, { text: 'refund' }), [`<Refund> ${accountSid}.`])
      }
      assert.deepEqual(await texts(subject, anAccount(), { text: 'refund' }), [])
    },
  },
  {
    promises: 'only completed transcripts are found, and encrypted ones never',
    async run(subject) {
      const accountSid = anAccount()
      const encryptionCredentialSid = sidFrom('publicKey', 'ab'.repeat(16))
      for (const status of ['queued', 'in-progress', 'failed', 'canceled', 'completed'] as const)
        await storeCall(subject, { accountSid, status }, said(`It is ${status}.`))
      await storeCall(
        subject,
        { accountSid, encryptionCredentialSid },
        said('It is completed and encrypted.'),
      )
      for (const view of ['redacted', 'spoken'] as const)
        assert.deepEqual(await texts(subject, accountSid, { text: '-refund', view }), ['It is completed.'])
    },
  },
  {
    promises: 'what was replaced or deleted is not found any more',
    async run(subject) {
      const { store, unitOfWork } = subject
      const { accountSid, sid } = await storeCall(subject, {}, said('An old refund.', 'Another refund.'))
      assert.equal((await find(subject, accountSid, { text: 'refund' })).length, 2)
      await unitOfWork((unit) => unit.sentences.replace(sid, [aSentence(0, { text: 'A new refund.' })]))
      assert.deepEqual(await texts(subject, accountSid, { text: 'refund' }), ['A new <refund>.'])
      await store.transcripts.remove(accountSid, sid)
      assert.deepEqual(await texts(subject, accountSid, { text: 'refund' }), [])
    },
  },
]

const channel = parseChannel(
  '{"media_properties": {"media_url": "https://example.com/a"}, "participants": [{"channel_participant": 2, "role": "Pilot"}]}',
)

const listChecks: Check<StoreSubject>[] = [
  {
    promises: 'filters of a search are those of the list of transcripts, and customer, channel and role',
    async run(subject) {
      const accountSid = anAccount()
      const one = await storeCall(
        subject,
        { accountSid, channel, customerKey: 'one', dateCreated: at(2), mediaStartTime: at(-9) },
        said('First refund.', 'Second refund.'),
      )
      await storeCall(
        subject,
        { accountSid, languageCode: 'en-GB', dateCreated: at(1) },
        said('Third refund.'),
      )
      const [first, second, third] = ['First <refund>.', 'Second <refund>.', 'Third <refund>.'] as const
      const expected: [SearchFilter, string[]][] = [
        [{}, [first, second, third]],
        [{ serviceSid: one.serviceSid }, [first, second]],
        [{ customerKey: 'one' }, [first, second]],
        [{ channel: 1 }, [first, third]],
        [{ channel: 2 }, [second]],
        [{ speaker: 'pilot' }, [second]],
        [{ speaker: 'Agent' }, [first, third]],
        [{ speaker: 'agent', channel: 2 }, []],
        [{ languageCode: 'en-gb' }, [third]],
        [{ beforeDateCreated: at(2) }, [third]],
        [{ afterDateCreated: at(1) }, [first, second]],
        [{ afterStartTime: at(-10), status: 'completed' }, [first, second]],
        [{ status: 'failed' }, []],
        [{ sourceSid: 'RE1' }, []],
      ]
      for (const [filter, found] of expected)
        assert.deepEqual(await texts(subject, accountSid, { text: 'refund', filter }), found)
    },
  },
  {
    // So long that only the first few are looked through one by one: the rest is found through the index.
    promises:
      'a search is a list: newest transcripts first, sentences in order, in pages of any size and direction',
    async run(subject) {
      const accountSid = anAccount()
      const dates = [at(1), at(2), at(2), at(2), at(3), at(4), at(5)]
      const calls: Transcript[] = []
      for (const dateCreated of dates) {
        const often = said('Often seldom one.', 'Nothing.', 'Often.')
        calls.push(await storeCall(subject, { accountSid, dateCreated, durationS: 40_000 }, often))
      }
      await storeCall(subject, { durationS: 40_000, dateCreated: at(9) }, said('Often seldom.'))
      calls.sort((a, b) => b.dateCreated.getTime() - a.dateCreated.getTime() || (a.sid < b.sid ? 1 : -1))
      const everything: [string, number[]][] = [
        ['often', [0, 2]],
        ['"seldom one"', [0]],
      ]
      for (const [text, indexes] of everything) {
        await assertList(
          async (page) => {
            const query = { text, view: 'redacted', filter: {} } as const
            const { items, ...cursors } = await subject.store.search.find(accountSid, query, page)
            return { ...cursors, items: items.map(({ transcriptSid, index }) => `${transcriptSid} ${index}`) }
          },
          calls.flatMap(({ sid }) => indexes.map((index) => `${sid} ${index}`)),
        )
      }
    },
  },
]

/** Everything a search promises. */
export const searchChecks: Check<StoreSubject>[] = [...queryChecks, ...rightChecks, ...listChecks]
