// Walking a list whose rows come and go (contract section 21, line 17).
import assert from 'node:assert/strict'
import type { ListBody } from '../../../src/testing/answers.ts'
import type { Check } from './check.ts'
import { bendJson } from './distorting-proxy.ts'
import { missingChannel, phraseOperatorForm } from './every-operation.ts'
import { freshName, type Subject } from './subject.ts'

/** A list and how its rows are made and removed. */
interface ChangingList {
  path: string
  /** Form of a new row. */
  form(): Record<string, string>
  /** Narrows the list; ends in `&` unless empty. */
  filter: string
  /** Where rows are created and deleted. */
  collection: string
}

const ROWS = 12

async function walksChangingLists(subject: Subject) {
  const { sid: ServiceSid } = await subject.service()
  await walksWhileChanging(subject, {
    path: '/v2/Transcripts',
    collection: '/v2/Transcripts',
    form: () => ({ ServiceSid, Channel: missingChannel(subject) }),
    filter: `ServiceSid=${ServiceSid}&`,
  })
  const services = { path: '/v2/Services', collection: '/v2/Services' }
  await walksWhileChanging(subject, { ...services, form: () => ({ UniqueName: freshName() }), filter: '' })
  for (const path of ['/v2/Operators', '/v2/Operators/Custom']) {
    const collection = '/v2/Operators/Custom'
    await walksWhileChanging(subject, { path, collection, form: phraseOperatorForm, filter: '' })
  }
}

async function walksWhileChanging(subject: Subject, list: ChangingList) {
  const create = async () =>
    (await subject.call('POST', list.collection, { form: list.form() })).body.sid as string
  const read = async (url: string) => {
    const { body } = await subject.call<ListBody<string, { sid: string }>>('GET', url)
    const rows = body[body.meta.key] as { sid: string }[]
    return { sids: rows.map(({ sid }) => sid), next: body.meta.next_page_url }
  }
  const mine: string[] = []
  for (let i = 0; i < ROWS; i++) mine.push(await create())
  const { sids: start } = await read(`${list.path}?${list.filter}PageSize=1000`)
  assert.ok(start.length >= ROWS)
  // A third of the rows stays whatever happens.
  const removable = mine.filter((_, at) => at % 3 > 0)
  const gone = new Set<string>()
  const seen: string[] = []
  let url: string | null = `${list.path}?${list.filter}PageSize=3`
  while (url) {
    const page = await read(url)
    seen.push(...page.sids)
    await create()
    // The last row that was shown, where a page may have ended, and the next one.
    const behind = seen.filter((sid) => removable.includes(sid) && !gone.has(sid))
    const ahead = start.find((sid) => removable.includes(sid) && !gone.has(sid) && !seen.includes(sid))
    for (const sid of [behind.at(-1), ahead].filter((one) => one !== undefined)) {
      assert.equal((await subject.call('DELETE', `${list.collection}/${sid}`)).status, 204)
      gone.add(sid)
    }
    url = page.next
  }
  const survivors = (sids: string[]) => sids.filter((sid) => start.includes(sid) && !gone.has(sid))
  assert.ok(gone.size > 2, 'rows went while the list was walked')
  assert.deepEqual(survivors(seen), survivors(start), `${list.path}: each survivor once, in order`)
  assert.equal(new Set(seen).size, seen.length, `${list.path}: nothing twice`)
}

/** Line 17. */
export const walkCheck: Check = {
  number: 17,
  title: 'a walk over rows that come and go shows each survivor once',
  run: walksChangingLists,
  // What pages counted from the start do once a row of an earlier page is gone.
  broken: (answer, { path }) =>
    bendJson(answer, (body) => {
      if (path.includes('PageToken=PA')) body[body.meta.key].shift()
    }),
}
