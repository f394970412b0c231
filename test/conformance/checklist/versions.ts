// Versions and entity tags of Services and custom operators (contract section 21, line 13).
import assert from 'node:assert/strict'
import { assertError } from '../../../src/testing/answers.ts'
import type { Check } from './check.ts'
import { phraseOperatorForm } from './every-operation.ts'
import { freshName, type Subject } from './subject.ts'

async function countsVersions(subject: Subject) {
  const { OperatorType, ...operator } = phraseOperatorForm()
  const UniqueName = freshName()
  await countsVersionsOf(subject, {
    collection: '/v2/Services',
    create: { UniqueName },
    changes: [{ FriendlyName: 'A' }, { FriendlyName: 'A' }, {}],
    refused: { WebhookHttpMethod: 'PUT' },
  })
  await countsVersionsOf(subject, {
    collection: '/v2/Operators/Custom',
    create: { ...operator, OperatorType },
    changes: [{ ...operator, FriendlyName: 'B' }, operator, operator],
    refused: { FriendlyName: 'C', Config: 'no JSON' },
  })
}

type Form = Record<string, string>

/** A kind of row with forms: each of `changes` succeeds, `refused` is a 400. */
interface Versioned {
  collection: string
  create: Form
  changes: Form[]
  refused: Form
}

async function countsVersionsOf(subject: Subject, { collection, create, changes, refused }: Versioned) {
  const made = await subject.call('POST', collection, { form: create })
  const path = `${collection}/${made.body.sid}`
  const assertVersion = async (answer: typeof made, version: number) => {
    for (const one of [answer, await subject.call('GET', path)]) {
      assert.ok(one.status < 300, JSON.stringify(one.body))
      assert.deepEqual([one.body.version, one.headers.get('etag')], [version, `"${version}"`], path)
    }
  }
  await assertVersion(made, 1)
  let version = 1
  for (const form of changes) {
    // The tag as it was given goes back as the condition of the next update.
    const tag = (await subject.call('GET', path)).headers.get('etag')!
    assert.equal(tag, `"${version}"`)
    const changed = await subject.call('POST', path, { form, headers: { 'If-Match': tag } })
    await assertVersion(changed, ++version)
    const stale = await subject.call('POST', path, { form, headers: { 'If-Match': tag } })
    assertError(stale, 412, 20412)
    assertError(await subject.call('POST', path, { form: refused }), 400)
    const last = await subject.call('GET', path)
    assert.equal(last.body.version, version, 'an update that was refused counts as none')
  }
}

/** Line 13. */
export const versionCheck: Check = {
  number: 13,
  title: 'version counts successful updates from 1, and the ETag that carries it is good for If-Match',
  run: countsVersions,
  broken: (answer, { method }) =>
    method === 'GET' && answer.headers.etag === '"2"'
      ? { ...answer, headers: { ...answer.headers, etag: '"1"' } }
      : answer,
}
