// Every page, dialog and state of the viewer before axe, in light and in dark, on a phone and at 200 %.
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { violations } from './axe.ts'
import { fits, openScenes } from './scenes.ts'

const { scene, callPath, stage } = await openScenes()
const dialog = (button: string) => async (page: Page) => {
  await page.locator('.words').first().waitFor()
  await page.getByRole('button', { name: button }).click()
  await page.getByRole('dialog').waitFor()
}

interface Sight {
  path: () => string
  /** A text that tells that it is there. */
  ready: string
  open?: (page: Page) => Promise<void>
}
const sights: Record<string, Sight> = {
  list: { path: () => '/', ready: 'case-4711' },
  'an empty list': { path: () => '/?Text=nothing-of-the-kind', ready: 'No transcript fits' },
  call: { path: () => callPath('redacted'), ready: 'Thank you for calling' },
  'failed call': { path: () => callPath('failed'), ready: 'could not be transcribed' },
  'no such call': { path: () => `/transcripts/GT${'d0'.repeat(16)}`, ready: 'not found' },
  'answers of the API': {
    path: () => callPath('plain'),
    ready: '"participants"',
    open: dialog('JSON'),
  },
  'webhook of a call': {
    path: () => callPath('redacted'),
    ready: '500 (95200)',
    open: dialog('Webhook'),
  },
  'webhook of a call that none announced': {
    path: () => callPath('plain'),
    ready: 'No webhook was called for this call',
    open: dialog('Webhook'),
  },
  'list of keys': {
    path: () => callPath('plain'),
    ready: 'copy a link to this moment',
    open: dialog('Keyboard shortcuts'),
  },
  'question before personal data': {
    path: () => callPath('redacted'),
    ready: 'Show personal data?',
    open: async (page) => {
      await page.getByRole('switch', { name: 'Redacted' }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  services: { path: () => '/services', ready: 'New Service' },
  'one Service': { path: () => `/services/${stage.calls.plain.serviceSid}`, ready: 'Sentiment Analysis' },
  'no such Service': { path: () => `/services/GA${'d0'.repeat(16)}`, ready: 'not found' },
  operators: { path: () => '/operators', ready: 'Sentiment Analysis' },
  search: { path: () => '/search', ready: 'Words must all appear' },
  'search with hits': { path: () => '/search?q=charged', ready: 'sentences' },
  'search in vain': { path: () => '/search?q=the', ready: 'say nothing' },
  webhooks: { path: () => '/webhooks', ready: '500 (95200)' },
}

for (const [name, { path, ready, open }] of Object.entries(sights)) {
  scene(
    `${name}: axe finds nothing in light and in dark, and nothing sticks out on a phone or at 200 %`,
    async () => {
      stage.complaints.splice(0)
      const page = await stage.open(path())
      try {
        await open?.(page)
        await page.getByText(ready).first().waitFor()
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme })
          assert.deepEqual(await violations(page), [], colorScheme)
        }
        for (const width of [640, 375]) {
          await page.setViewportSize({ width, height: 700 })
          await fits(page, width)
        }
        assert.deepEqual(await violations(page), [], 'phone')
        const expected = name.startsWith('no such') ? /^404 / : /^$/
        assert.deepEqual(
          stage.complaints.filter((one) => !expected.test(one)),
          [],
        )
      } finally {
        await page.close()
      }
    },
  )
}
