// The README's commands, as the newcomer's run reads them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fillIn, keeps, promisedBy, readmeSteps } from './newcomer/readme-commands.ts'

const document = `# Title

\`npm run inline\` is prose.

\`\`\`sh
npm ci && npm run demo     # watch it
# only a remark
curl -d a=b \\
     --data 'c # d'   # 202, "sid": "GT…"
\`\`\`

\`\`\`json
{}
\`\`\`

\`\`\`js
const a = 1
\`\`\`
`

test('commands come out joined and without remarks, programs whole, other blocks not at all', () => {
  assert.deepEqual(readmeSteps(document), [
    { kind: 'shell', text: 'npm ci && npm run demo', note: 'watch it' },
    { kind: 'shell', text: "curl -d a=b --data 'c # d'", note: '202, "sid": "GT…"' },
    { kind: 'program', text: 'const a = 1\n' },
  ])
})

test('a note promises a status and members', () => {
  const promised = promisedBy('202, "sid": "GT…"')
  assert.equal(promised.status, 202)
  assert.ok(keeps('{"sid": "GTab"}', promised))
  assert.ok(!keeps('{"sid": "GAab"}', promised))
  assert.ok(!keeps('{"status":"queued"}', promisedBy('"status": "completed"')))
})

test('the newest sid of a kind stands in for its sign', () => {
  const [older, newer] = [`GT${'a'.repeat(32)}`, `GT${'b'.repeat(32)}`]
  assert.equal(fillIn('curl /GT…/Sentences', [older, newer]), `curl /${newer}/Sentences`)
  assert.throws(() => fillIn('curl /GA…', [newer]), /GA…/)
})
