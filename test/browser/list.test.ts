// The list of transcripts in a real browser: what keeps it up to date, and what its address holds.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { sampleCallPath } from '../../src/testing/sample-call.ts'
import { openScenes } from './scenes.ts'
import { signIn } from './stage.ts'

const { scene, onPage, stage } = await openScenes()

const rows = (page: Page) => page.locator('tbody tr')
const ofCase = (page: Page) => page.getByRole('row', { name: /case-4711/ })

/** Makes a call over the API, as other programs do. */
async function makeCall(customerKey: string) {
  const channel = { media_properties: { media_url: 'https://example.com/new.wav' } }
  const { status } = await stage.server.request('POST', '/v2/Transcripts', {
    ServiceSid: stage.calls.plain.serviceSid,
    Channel: JSON.stringify(channel),
    CustomerKey: customerKey,
  })
  assert.equal(status, 202)
}

scene('the text filter is asked of the server, stays in the address, and is there after Back', async () => {
  await onPage('/', async (page) => {
    await ofCase(page).waitFor()
    await page.getByLabel('Filter').fill('daniel park')
    await ofCase(page).waitFor({ state: 'detached' })
    assert.match(page.url(), /\?Text=daniel\+park$/)
    await rows(page).first().getByRole('link').first().click()
    await page.locator('.call-head').waitFor()
    await page.goBack()
    await rows(page).first().waitFor()
    assert.equal(await page.getByLabel('Filter').inputValue(), 'daniel park')
    assert.equal(await ofCase(page).count(), 0)
    await page.getByLabel('Filter').fill('nothing of the kind')
    await page.getByText('No transcript fits.').waitFor()
    await page.getByRole('link', { name: 'Transcripts' }).click()
    await ofCase(page).waitFor()
    assert.equal(await page.getByLabel('Filter').inputValue(), '')
  })
})

scene('who takes part in a redacted call is not in the list, and nothing is found by it', async () => {
  await onPage('/?Text=karen', async (page) => {
    await rows(page).first().waitFor()
    assert.equal(await ofCase(page).count(), 0)
    // The page asks for what it shows once more now and then.
    const answered = page.waitForResponse(/\/x\/v1\/Transcripts\?.*Text=case-/)
    await page.getByLabel('Filter').fill('case-')
    const { transcripts } = (await (await answered).json()) as { transcripts: unknown[] }
    assert.equal(transcripts.length, 1)
    assert.doesNotMatch(JSON.stringify(transcripts), /Karen|Daniel/)
  })
})

scene('the page of the list is in the address: Back from a call leads to it', async () => {
  await onPage('about:blank', async (page) => {
    await page.route(/x\/v1\/Transcripts\?/, (route) =>
      route.continue({ url: route.request().url().replace('PageSize=25', 'PageSize=1') }),
    )
    await page.goto('/')
    const pager = page.getByRole('navigation', { name: 'Pages of the list' })
    await rows(page).first().waitFor()
    const first = await rows(page).first().innerText()
    await pager.getByRole('button', { name: 'Older' }).click()
    await pager.getByText('Page 2').waitFor()
    assert.notEqual(await rows(page).first().innerText(), first)
    const link = rows(page).first().getByRole('link').first()
    const second = await link.getAttribute('href')
    await link.click()
    await page.locator('.call-head').waitFor()
    await page.goBack()
    await pager.getByText('Page 2').waitFor()
    await page.locator(`a[href="${second}"]`).waitFor()
    await page.goBack()
    await pager.getByText('Page 1').waitFor()
    await pager.getByRole('button', { name: 'Older' }).click()
    await pager.getByText('Page 2').waitFor()
    await pager.getByRole('button', { name: 'Newer' }).click()
    await pager.getByText('Page 1').waitFor()
    assert.doesNotMatch(page.url(), /PageToken/)
  })
})

scene('days are those of the reader, wherever they are', async () => {
  const context = await stage.context
    .browser()!
    .newContext({ baseURL: stage.server.baseUrl, timezoneId: 'America/New_York' })
  try {
    await signIn({ server: stage.server, context })
    const page = await context.newPage()
    await page.goto('/')
    const asked = page.waitForRequest(/AfterDateCreated/)
    await page.getByLabel('From').fill('2026-03-05')
    const { searchParams } = new URL((await asked).url())
    assert.equal(searchParams.get('AfterDateCreated'), '2026-03-05T05:00:00.000Z')
    await page.reload()
    assert.equal(await page.getByLabel('From').inputValue(), '2026-03-05')
  } finally {
    await context.close()
  }
})

scene(
  'of many answers the mood and what was found are told, and too many requests only delay it',
  async () => {
    await onPage('about:blank', async (page) => {
      const answer = (name: string, label: string | null) => ({
        name,
        predicted_label: label,
        extract_match: label ? null : true,
        extract_results: { a: ['x', 'y'] },
      })
      const answers = [
        answer('Entity Recognition', null),
        answer('Unavailable Party Detector', 'NoClass'),
        answer('Voicemail Detection', 'not_voicemail'),
        answer('Outbound Call Disposition', 'Ordinary'),
        answer('Call Transfer', 'NoTransfer'),
        answer('Password Reset', 'PasswordReset'),
        answer('Non English Call', 'EnglishConversation'),
        answer('Escalation Request', null),
        answer('Sentiment Analysis', 'negative'),
      ]
      let refusals = 1
      await page.route(/OperatorResults/, (route) => {
        const isCase = route.request().url().includes(stage.calls.redacted.sid)
        if (isCase && refusals-- > 0)
          return route.fulfill({ status: 429, json: { code: 20429, message: 'Too many' } })
        return route.fulfill({ json: { operator_results: answers, meta: { next_page_url: null } } })
      })
      await page.goto('/')
      const chips = ofCase(page).locator('.chip')
      await chips.first().waitFor()
      assert.deepEqual(await chips.allInnerTexts(), [
        'negative',
        'PasswordReset',
        'Escalation Request · 2',
        'Entity Recognition · 2',
      ])
      assert.ok(refusals < 0)
      // Chromium tells of the refusal itself.
      stage.complaints.splice(0)
    })
  },
)

scene(
  'a call that somebody else makes appears by itself, at once when the page is looked at again',
  async () => {
    await onPage('/?Status=queued', async (page) => {
      await page.getByText('No transcript fits.').waitFor()
      await makeCall('made-meanwhile')
      await page.getByRole('row', { name: /made-meanwhile/ }).waitFor()
    })
    await onPage('about:blank', async (page) => {
      // Without the looks that come by themselves, the one that comes at once is the only one.
      await page.addInitScript('self.setInterval = () => 0')
      await page.goto('/?Text=at-last')
      await page.getByText('No transcript fits.').waitFor()
      await makeCall('at-last')
      await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
      await page.getByRole('row', { name: /at-last/ }).waitFor()
    })
  },
)

scene(
  'files that are dropped anywhere on the page become calls, and the page shows where they may go',
  async () => {
    await onPage('/', async (page) => {
      await ofCase(page).waitFor()
      const before = await rows(page).count()
      const bytes = readFileSync(sampleCallPath).toString('base64')
      const drag = (type: string) =>
        page.evaluate(
          `(() => {
          const dataTransfer = new DataTransfer()
          const bytes = Uint8Array.from(atob('${bytes}'), (one) => one.charCodeAt(0))
          dataTransfer.items.add(new File([bytes], 'dropped.wav', { type: 'audio/wav' }))
          document.querySelector('h1').dispatchEvent(
            new DragEvent('${type}', { dataTransfer, bubbles: true, cancelable: true }))
        })()`,
        )
      await drag('dragover')
      await page.locator('.new-call.dragging').waitFor()
      await drag('drop')
      await page.locator('.new-call.dragging').waitFor({ state: 'detached' })
      await rows(page).nth(before).waitFor()
      await page.locator('tr[data-status=queued]').first().waitFor()
    })
  },
)
