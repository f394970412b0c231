// A call from its file to its words, in a real browser with a real recogniser: the way that everybody takes first.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sampleCallPath } from '../../src/testing/sample-call.ts'
import { noBrowser } from './chromium.ts'
import { setStage, signIn } from './stage.ts'

test(
  'a file is uploaded, its progress shown stage by stage, and the words are there when it is done',
  {
    skip: noBrowser ?? false,
  },
  async () => {
    const stage = await setStage({ after }, { WORKERS: '1', ASR_MODEL: 'moonshine-tiny' })
    await signIn(stage)
    const page = await stage.open('/')
    await page.getByText('case-4711').waitFor()
    await page.evaluate(`
    self.seen = new Set()
    new MutationObserver(() => {
      for (const one of document.querySelectorAll('tr .work, .sendings .work')) self.seen.add(one.innerText)
    }).observe(document.body, { subtree: true, childList: true, characterData: true })`)
    await page.locator('input[type=file]').setInputFiles(sampleCallPath)
    const row = page.locator('tbody tr').nth(0)
    await row.getByRole('progressbar').waitFor({ timeout: 120_000 })
    await row.getByText('Completed').waitFor({ timeout: 400_000 })
    const stages = (await page.evaluate<string[]>('[...self.seen]')).join('\n')
    assert.match(stages, /Recognising words · [1-9]\d? %/)
    await row.getByRole('link').first().click()
    await page
      .getByText(/calling Blue River Internet/i)
      .first()
      .waitFor()
    await page.locator('.row[data-channel="2"]').nth(3).waitFor()
    await page
      .locator('.words > span', { hasText: /^charged$/ })
      .first()
      .click()
    await page.locator('.words > [data-now]', { hasText: /^charged$/ }).waitFor()

    await page.goto('/')
    await page.getByLabel('Address of a recording').fill('http://127.0.0.1:9/call.wav')
    await page.getByRole('button', { name: 'Transcribe' }).click()
    await page.getByRole('alert').getByText('95005').waitFor()
    assert.deepEqual(
      stage.complaints.filter((text) => !text.startsWith('400 ')),
      [],
    )
  },
)
