// Operators in the viewer on stored calls, with a worker at work: tried before they are saved, and run once more.
import assert from 'node:assert/strict'
import { violations } from './axe.ts'
import { fits, openScenes } from './scenes.ts'

const { scene, stage } = await openScenes({ WORKERS: '1', ASR_MODEL: 'moonshine-tiny' })

const config = (...phrases: string[]) => JSON.stringify({ phrase_sets: [{ name: 'Billing', phrases }] })
const customOperators = async () =>
  (await stage.server.request<{ operators: { sid: string }[] }>('GET', '/v2/Operators/Custom')).body.operators

scene('an operator under work answers on a chosen call, and nothing is saved', async () => {
  stage.complaints.splice(0)
  const page = await stage.open('/operators')
  await page.getByRole('button', { name: 'New operator' }).click()
  const calls = page.getByLabel('On this call')
  await calls.locator(`option[value=${stage.calls.plain.sid}]`).waitFor({ state: 'attached' })
  await calls.selectOption(stage.calls.redacted.sid)
  const field = page.getByLabel('Configuration')
  await field.fill(config('charged twice', 'my name is Daniel Parker'))
  await page.getByRole('button', { name: 'Try', exact: true }).click()
  const trial = page.getByRole('group', { name: 'Try it before saving' })
  await trial.getByText('Found', { exact: true }).waitFor()
  await trial.locator('.evidence', { hasText: 'charged twice' }).waitFor()
  // The choice of calls names who takes part in the one that is not redacted.
  assert.doesNotMatch(await trial.innerText(), /is Daniel Parker/i)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    assert.deepEqual(await violations(page), [], colorScheme)
  }
  await page.setViewportSize({ width: 375, height: 700 })
  await fits(page, 375)
  await field.fill(config('no such words'))
  await trial.getByRole('button', { name: 'Try' }).click()
  await trial.getByText('Not found').waitFor()
  assert.deepEqual(stage.complaints, [])
  await field.fill('{')
  await trial.getByRole('button', { name: 'Try' }).click()
  await trial.getByRole('alert').getByText('no JSON').waitFor()
  await page.getByLabel('Type').selectOption('Generative')
  await trial.getByRole('button', { name: 'Try' }).click()
  await trial.getByText('LLM_BASE_URL').waitFor()
  assert.deepEqual(await customOperators(), [])
  await page.close()
})

scene('operators run once more from the page of a call, which shows their answers as they come', async () => {
  stage.complaints.splice(0)
  const form = { FriendlyName: 'Billing', OperatorType: 'PhraseMatching', Config: config('charged twice') }
  await stage.server.request('POST', '/v2/Operators/Custom', form)
  const page = await stage.open(`/transcripts/${stage.calls.plain.sid}`)
  const panel = page.locator('.panel', { has: page.getByRole('heading', { name: 'Operators' }) })
  await panel.getByRole('heading', { name: 'Sentiment Analysis' }).waitFor()
  assert.equal(await panel.getByRole('heading', { name: 'Billing' }).count(), 0)
  await panel.getByRole('button', { name: 'Run again…' }).click()
  const choice = page.getByRole('dialog', { name: 'Run operators on this call' })
  await choice.getByRole('checkbox', { name: /^Billing/ }).check()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    assert.deepEqual(await violations(page), [], colorScheme)
  }
  // Held until the page has said that they run, which may be over in a moment.
  const said = Promise.withResolvers<void>()
  await page.route(/\/x\/v1\/Transcripts\/\w+\/Operators$/, async (route) => {
    await said.promise
    await route.continue()
  })
  await choice.getByRole('button', { name: /^Run/ }).click()
  await panel.getByText('running…').waitFor()
  said.resolve()
  await panel.getByRole('heading', { name: 'Billing' }).waitFor()
  await panel.getByText('the answers are below').waitFor()
  await panel.locator('.evidence button', { hasText: 'charged twice' }).last().click()
  await page.locator('.row[data-now]', { hasText: 'charged twice' }).waitFor()
  assert.deepEqual(stage.complaints, [])
  await page.close()
})
