// How long a 4-hour call of 45,000 words takes to open in the viewer, and whether the page stays responsive while it
// follows playback: `node bench/viewer.ts`. Prints one table.

import { buildViewer } from '../scripts/build-viewer.ts'
import type { AccountSid } from '../src/domain/sid.ts'
import { aSentence, aService, aTranscript } from '../src/testing/builders.ts'
import { startTestServer } from '../src/testing/test-server.ts'
import { startBrowser } from '../test/browser/chromium.ts'

const WORDS = 45_000
const WORDS_PER_SENTENCE = 11
const HOURS = 4
const words =
  'the account is yours and we will send one more letter to you about what was said on Monday'.split(' ')

const accountSid = `AC${'0123456789abcdef'.repeat(2)}` as AccountSid
const service = aService({ accountSid })
const call = aTranscript({
  accountSid,
  serviceSid: service.sid,
  status: 'completed',
  transcribed: true,
  durationS: HOURS * 3600,
})
const count = Math.ceil(WORDS / WORDS_PER_SENTENCE)
const eachMs = (HOURS * 3_600_000) / count
const sentences = Array.from({ length: count }, (_, index) => {
  const startMs = Math.round(index * eachMs)
  const spoken = Array.from({ length: WORDS_PER_SENTENCE }, (_, at) => words[(index + at) % words.length]!)
  const timed = spoken.map((text, at) => ({
    text,
    startMs: startMs + at * 250,
    endMs: startMs + at * 250 + 230,
  }))
  const text = spoken.join(' ')
  return aSentence(index, { startMs, endMs: startMs + WORDS_PER_SENTENCE * 250, text, words: timed })
})

await buildViewer()
const endings: (() => Promise<void>)[] = []
const server = await startTestServer({ after: (work) => void endings.push(work) }, {}, async ({ store }) => {
  const now = new Date()
  const token = { hash: '', previousHash: null, previousUntil: null }
  await store.accounts.insert({
    sid: accountSid,
    friendlyName: 'Bench',
    token,
    tokenSealed: '',
    dateCreated: now,
    dateUpdated: now,
  })
  await store.services.insert(service)
  await store.transcripts.insert(call)
  await store.sentences.replace(call.sid, sentences)
})
const browser = await startBrowser()
const context = await browser.newContext({ baseURL: server.baseUrl, viewport: { width: 1280, height: 800 } })
const { accountSid: sid, authToken: secret } = server
await context.request.post('/x/v1/Session', { data: { sid, secret } })
const page = await context.newPage()
await page.addInitScript(`
  self.long = []
  new PerformanceObserver((list) => { for (const one of list.getEntries()) self.long.push(Math.round(one.duration)) })
    .observe({ entryTypes: ['longtask'] })`)

/** Waits for an expression to be true. Playwright's own way would ask the page to evaluate it, which its policy forbids. */
async function until(expression: string) {
  while (!(await page.evaluate(expression))) await new Promise((resolve) => setTimeout(resolve, 20))
}

/** The long tasks since the last look, longest first, in milliseconds. */
const longTasks = async () => (await page.evaluate<number[]>('self.long.splice(0)')).sort((a, b) => b - a)

await page.goto('/search')
await page.getByRole('heading', { name: 'Search' }).waitFor()
await longTasks()

const rows: [string, string | number][] = []
// Readable: words are there and painted. Whole: every row is built.
await page.goto(`/transcripts/${call.sid}`)
await until("document.querySelector('.words')")
rows.push(['first words readable after (ms)', await page.evaluate('Math.round(performance.now())')])
await until(`document.querySelectorAll('.row').length === ${count}`)
rows.push(['whole call in the page after (ms)', await page.evaluate('Math.round(performance.now())')])
rows.push(['long tasks while opening (ms)', (await longTasks()).join(' ') || 'none'])
rows.push(['words in the page', await page.evaluate("document.querySelectorAll('.words > span').length")])

for (let at = 0; at < 40; at++) {
  await page.mouse.wheel(0, 4000)
  await page.waitForTimeout(30)
}
rows.push(['long tasks while scrolling (ms)', (await longTasks()).join(' ') || 'none'])

await page.keyboard.press('f')
await page.keyboard.press('f')
for (let at = 0; at < 60; at++) {
  await page.keyboard.press(at % 10 === 9 ? 'l' : '.')
  await page.waitForTimeout(30)
}
rows.push(['long tasks while following, 60 steps (ms)', (await longTasks()).join(' ') || 'none'])

await page.keyboard.press('/')
await page.keyboard.type('letter to you', { delay: 60 })
await page.locator('.find .count').getByText(/ of /).waitFor()
rows.push(['long tasks while finding (ms)', (await longTasks()).join(' ') || 'none'])
for (const letters of ['t', 'th', 'the', 'e', 'a']) {
  await page.getByLabel('Find in this transcript').fill(letters)
  await page.waitForTimeout(600)
}
rows.push(['long tasks while finding single letters (ms)', (await longTasks()).join(' ') || 'none'])
for (let at = 0; at < 30; at++) {
  await page.keyboard.press('Enter')
  await page.waitForTimeout(30)
}
rows.push(['long tasks from match to match (ms)', (await longTasks()).join(' ') || 'none'])

for (const [name, value] of rows) console.log(`${name.padEnd(44)} ${value}`)
await browser.close()
for (const end of endings.reverse()) await end()
process.exit(0)
