// The search over all calls in a real browser: what is found, how it is narrowed, and what is never sent unasked.
import assert from 'node:assert/strict'
import { openScenes, until } from './scenes.ts'

const { scene, onPage } = await openScenes()

scene('search finds sentences of all calls, marks what was found, and leads to the moment', async () => {
  await onPage('/search', async (page) => {
    await page.getByLabel('Search all transcripts').fill('"charged twice"')
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByText('2 sentences').waitFor()
    assert.deepEqual(await page.locator('.hits li').first().locator('mark').allInnerTexts(), [
      'charged',
      'twice',
    ])
    await page.locator('.hits a').first().click()
    await page.locator('.row[data-now]', { hasText: 'charged twice' }).waitFor()
    assert.match(page.url(), /\/transcripts\/GT.*#t=/)
  })
})

scene(
  'search: hits say who said it in which call; filters are in the address; words that do not count are told',
  async () => {
    await onPage('/search?q=number', async (page) => {
      const hits = page.locator('.hits li')
      await hits.filter({ hasText: 'case-4711' }).first().waitFor()
      const all = await hits.count()
      // The calls' Services are asked for apart, and may be known later than the hits.
      await hits.first().getByText('Support').waitFor()
      assert.match(await hits.first().innerText(), /Support.*\n?.*(Agent|Customer)/s)
      await page.getByLabel('Customer key').fill('case-4711')
      await page.getByLabel('Customer key').press('Enter')
      await hits.nth(all - 1).waitFor({ state: 'detached' })
      assert.match(page.url(), /CustomerKey=case-4711/)
      await hits.filter({ hasText: 'Agent' }).first().waitFor()
      await hits.filter({ hasText: 'Customer' }).first().waitFor()
      await page.getByLabel('Said by').fill('agent')
      await page.getByLabel('Said by').press('Tab')
      await until(
        page,
        "new Set(Array.from(document.querySelectorAll('.hits strong'), (one) => one.textContent)).size === 1",
      )
      assert.equal(await hits.first().locator('strong').innerText(), 'Agent')
      await page.getByLabel('Before').fill('2020-01-01')
      await page.getByText('Nothing was found.').waitFor()
      await page.goto('/search')
      const field = page.getByLabel('Search all transcripts')
      await field.fill('the you')
      await field.press('Enter')
      await page.getByRole('status').getByText('say nothing by themselves').waitFor()
    })
  },
)

scene('search: what is being typed as a filter stays when an answer arrives', async () => {
  await onPage('/', async (page) => {
    let answer = () => {}
    const asked = new Promise<void>((resolve) => {
      void page.route(/x\/v1\/Search/, async (route) => {
        resolve()
        await new Promise<void>((go) => {
          answer = go
        })
        await route.continue()
      })
    })
    await page.goto('/search?q=charged')
    await asked
    const field = page.getByLabel('Customer key')
    await field.pressSequentially('case-47')
    answer()
    await page.locator('.hits li').first().waitFor()
    assert.equal(await field.inputValue(), 'case-47')
    await page.unroute(/x\/v1\/Search/)
    await field.press('Enter')
    await page.getByText('Nothing was found.').waitFor()
    assert.match(page.url(), /CustomerKey=case-47$|CustomerKey=case-47&/)
  })
})

scene('search goes on page by page, and through personal data only when asked to', async () => {
  await onPage('/search?q=number', async (page) => {
    const hits = page.locator('.hits li')
    await page.getByText('8 sentences').waitFor()
    // Pages of the server as they are, only smaller.
    await page.route(/x\/v1\/Search/, (route) =>
      route.continue({ url: route.request().url().replace('PageSize=50', 'PageSize=3') }),
    )
    const field = page.getByLabel('Search all transcripts')
    await field.fill('numbers')
    await field.press('Enter')
    await page.getByText('The newest 3 sentences').waitFor()
    const more = page.getByRole('button', { name: 'Show more' })
    await more.click()
    await page.getByText('The newest 6 sentences').waitFor()
    await more.click()
    await page.getByText('8 sentences', { exact: true }).waitFor()
    const places = await hits.locator('a').evaluateAll((all) => all.map(String))
    assert.deepEqual([places.length, new Set(places).size, await more.count()], [8, 8, 0])
    await page.unroute(/x\/v1\/Search/)
    await field.fill('Karen')
    await field.press('Enter')
    await page.getByText('One sentence').waitFor()
    await page.getByRole('checkbox', { name: /As it was spoken/ }).check()
    await page.getByText('2 sentences').waitFor()
    assert.match(page.url(), /\?q=Karen$/)
  })
})
