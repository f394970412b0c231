// The page of a call in a real browser: its sound after an hour, its words and voices, links to it.
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { violations } from './axe.ts'
import { fits, openScenes } from './scenes.ts'

const { scene, onPage, callPath, stage } = await openScenes({}, { voices: true })

/** Lets the first address of a recording be refused, as the server does with one that is an hour old.
 * @returns the addresses that were asked for */
async function expireFirst(page: Page): Promise<Set<string>> {
  const asked = new Set<string>()
  await page.route(/\/x\/v1\/Media\//, async (route) => {
    const url = route.request().url()
    asked.add(url)
    if (url !== [...asked][0]) return route.continue()
    // Addresses differ by the second they were made in.
    await new Promise((resolve) => setTimeout(resolve, 1100))
    await route.fulfill({ status: 403, json: { code: 20403, message: 'The address has expired' } })
  })
  return asked
}
const nowPlaying = async (page: Page, from: number) => {
  const clock = page.locator('.clock span').first()
  for (let looks = 0; looks < 600; looks++) {
    const [minutes, seconds] = (await clock.innerText()).split(':').map(Number)
    if (minutes! * 60 + seconds! > from) return
    await page.waitForTimeout(100)
  }
  const told = await page.getByRole('alert').allInnerTexts()
  assert.fail(`the clock stands at ${await clock.innerText()}; the page says: ${told.join() || 'nothing'}`)
}

scene(
  'when the address of the sound has expired it goes on with another one, at the same place',
  async () => {
    await onPage('about:blank', async (page) => {
      const asked = await expireFirst(page)
      await page.goto(`${callPath('plain')}#t=20.5`)
      await page.getByRole('button', { name: 'Play', exact: true }).click()
      await nowPlaying(page, 20)
      await page.getByRole('button', { name: 'Pause' }).click()
      assert.equal(new Set([...asked].map((url) => url.split('?')[1])).size, 2)
      assert.equal(await page.getByRole('alert').count(), 0)
      stage.complaints.splice(0)
    })
  },
)

scene('sound that can not be had at all is asked for once more, and then told of', async () => {
  await onPage('about:blank', async (page) => {
    let asked = 0
    await page.route(/\/v2\/Transcripts\/\w+\/Media/, (route) => {
      asked++
      return route.continue()
    })
    await page.route(/\/x\/v1\/Media\//, (route) => route.fulfill({ status: 403, body: '' }))
    await page.goto(callPath('plain'))
    await page.getByRole('alert').getByText('This browser can not play').waitFor()
    await page.waitForTimeout(500)
    assert.equal(asked, 2)
    stage.complaints.splice(0)
  })
})

scene('an embedded view gets its sound again, and says so when its own time is over', async () => {
  const embedUrl = async () =>
    (
      await stage.server.request<{ url: string }>(
        'POST',
        `/x/v1/Transcripts/${stage.calls.redacted.sid}/EmbedTokens`,
        {},
      )
    ).body.url
  await onPage('about:blank', async (page) => {
    await expireFirst(page)
    await page.goto(`${await embedUrl()}&t=20.5`)
    await page.getByRole('button', { name: 'Play', exact: true }).click()
    await nowPlaying(page, 20)
    stage.complaints.splice(0)
  })
  await onPage('about:blank', async (page) => {
    await page.route(/\/x\/v1\/Media\//, async (route) => {
      await page.route(/\/v2\/Transcripts\/\w+\/Media/, (later) =>
        later.fulfill({ status: 401, json: { code: 20003, message: 'Authenticate' } }),
      )
      await route.fulfill({ status: 403, body: '' })
    })
    await page.goto(await embedUrl())
    await page.getByRole('alert').getByText('This view has ended').waitFor()
    stage.complaints.splice(0)
  })
})

scene(
  'copying a link is told; where a page may not copy, the address is there to be copied by hand',
  async () => {
    await onPage(callPath('plain'), async (page) => {
      await page.locator('.words').first().waitFor()
      const copy = page.getByRole('button', { name: 'Copy link' })
      await copy.click()
      await page.getByRole('status').getByText('Link copied').waitFor()
      await page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
      await copy.click()
      const field = page.locator('dialog input:focus')
      await field.waitFor()
      assert.equal(await field.inputValue(), page.url())
      assert.equal(await page.evaluate('getSelection().toString()'), page.url())
    })
  },
)

scene('a link for another page is made from the menu, in the view that is shown', async () => {
  await onPage(callPath('redacted'), async (page) => {
    await page.getByText('Export').click()
    await page.getByRole('button', { name: 'Embed…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Embed this call' })
    await dialog.getByText('without personal data').waitFor()
    const url = await dialog.getByRole('textbox').inputValue()
    assert.match(url, new RegExp(`/embed/${stage.calls.redacted.sid}#token=`))
    assert.deepEqual(await violations(page), [])
    await page.goto('about:blank')
    await page.goto(url)
    await page.getByText('My name is [Name].').first().waitFor()
  })
  await onPage(callPath('plain'), async (page) => {
    await page.getByText('Export').click()
    await page.getByRole('button', { name: 'Embed…' }).click()
    await page.getByRole('dialog').getByText('as it was spoken').waitFor()
    await page.getByRole('dialog').getByRole('textbox').waitFor()
  })
})

scene('the redacted view calls nobody by their name, the other does, and back again', async () => {
  await onPage(callPath('redacted'), async (page) => {
    await page.getByText('My name is [Name].').first().waitFor()
    const names = page.getByText(/Karen Miller|Daniel Parker/)
    assert.equal(await names.count(), 0)
    await page.locator('.lane', { hasText: 'Agent' }).waitFor()
    await page.getByRole('switch', { name: 'Redacted' }).click()
    await page.getByRole('button', { name: 'Show personal data' }).click()
    await page.locator('.lane', { hasText: 'Karen Miller' }).waitFor()
    await page.getByRole('switch', { name: 'Redacted' }).click()
    await page.getByText('My name is [Name].').first().waitFor()
    // What was read before goes when its other view has come, each part by itself.
    await names.first().waitFor({ state: 'detached' })
    assert.doesNotMatch(await page.title(), /Karen/)
  })
})

scene('voices that share a channel have rows, colours and shares of talk of their own', async () => {
  await onPage(callPath('voices'), async (page) => {
    await page.locator('.row .who', { hasText: 'Speaker 3' }).first().waitFor()
    const colours = await page.evaluate<string[]>(`
      ['Speaker 1', 'Speaker 2', 'Speaker 3'].map((name) => getComputedStyle(
        [...document.querySelectorAll('.row .who')].find((one) => one.textContent === name)).color)`)
    assert.equal(new Set(colours).size, 3)
    await page.locator('.panel', { hasText: 'Talk time' }).getByText('Speaker 3').waitFor()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      assert.deepEqual(await violations(page), [], colorScheme)
    }
  })
})

scene('what is no call or Service says so, and its long name does not stick out on a phone', async () => {
  for (const path of [`/transcripts/GT${'d0'.repeat(16)}`, `/services/GA${'d0'.repeat(16)}`]) {
    await onPage(path, async (page) => {
      await page.setViewportSize({ width: 320, height: 600 })
      await page.getByRole('alert').getByText('not found').waitFor()
      await fits(page, 320)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        assert.deepEqual(await violations(page), [], colorScheme)
      }
      stage.complaints.splice(0)
    })
  }
})
