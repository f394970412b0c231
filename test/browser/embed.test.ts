// A transcript in a frame of a page of another origin: what it shows, what it asks the server for, and who may frame it.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after } from 'node:test'
import type { Page } from 'playwright-core'
import { violations } from './axe.ts'
import { fits, openScenes } from './scenes.ts'
import type { Calls } from './stage.ts'

/** A page of somebody else: `/?<address>` frames that address. */
const host = createServer(({ url }, response) => {
  const framed = decodeURIComponent(url?.split('?')[1] ?? '').replaceAll('"', '')
  response.setHeader('Content-Type', 'text/html')
  response.end(
    `<!doctype html><html lang="en"><title>A desk</title><main><h1>A case</h1><iframe title="Transcript" width="1000" height="700" src="${framed}"></iframe></main>`,
  )
})
host.listen(0, '127.0.0.1')
await once(host, 'listening')
after(() => host.close())
const hostOrigin = `http://localhost:${(host.address() as AddressInfo).port}`
const { scene, stage } = await openScenes({ EMBED_ORIGINS: hostOrigin }, { signedIn: false, textOnly: true })

async function embedUrl(name: keyof Calls, form: Record<string, string> = {}): Promise<string> {
  const path = `/x/v1/Transcripts/${stage.calls[name]!.sid}/EmbedTokens`
  return (await stage.server.request<{ url: string }>('POST', path, form)).body.url
}
const framing = (url: string) => `${hostOrigin}/?${encodeURIComponent(url)}`
const inFrame = (page: Page) => page.frameLocator('iframe')

scene('a frame of another origin shows one redacted call, reads nothing else, and opens once', async () => {
  stage.complaints.splice(0)
  const [asked, texts]: [string[], Promise<string>[]] = [[], []]
  stage.context.on('response', (response) => {
    const { pathname } = new URL(response.url())
    if (!/^\/(v2|x)\//.test(pathname)) return
    asked.push(pathname)
    if (!pathname.startsWith('/x/v1/Media')) texts.push(response.text().catch(() => ''))
  })
  const url = await embedUrl('redacted')
  const page = await stage.open(framing(url))
  const frame = inFrame(page)
  await frame.locator('.words', { hasText: '[Name]' }).first().waitFor()
  await frame.getByText('Redacted', { exact: true }).waitFor()
  assert.equal(await frame.getByRole('navigation').count(), 0)
  for (const name of ['Export', 'JSON', 'Copy link', 'Run again'])
    assert.equal(await frame.getByRole('button', { name }).count(), 0, name)
  await frame.getByRole('heading', { name: 'Sentiment Analysis' }).waitFor()
  await frame.getByRole('button', { name: 'Play', exact: true }).click()
  await frame.locator('.words > [data-now]').first().waitFor()
  await frame.getByRole('button', { name: 'Pause' }).click()
  await frame.locator('h1').click()
  await page.keyboard.press('r')
  await page.keyboard.press('?')
  await frame.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
  await page.keyboard.press('Escape')
  const own = new RegExp(`^/(v2|x/v1)/(Transcripts|Media)/${stage.calls.redacted.sid}|^/x/v1/EmbedSessions$`)
  assert.ok(asked.length >= 6)
  assert.deepEqual(
    asked.filter((path) => !own.test(path)),
    [],
  )
  assert.doesNotMatch((await Promise.all(texts)).join('\n'), /Karen|Daniel P/)
  assert.deepEqual(stage.complaints, [])
  const inner = page.frames()[1]!
  assert.equal(inner.url().includes('token'), false)
  const kept = await inner.evaluate<string>(
    'document.cookie + JSON.stringify({ ...localStorage, ...sessionStorage })',
  )
  assert.doesNotMatch(kept, /[0-9a-f]{32}/)
  await page.goto(framing(url))
  await inFrame(page).getByRole('alert').getByText('was opened before').waitFor()
  stage.complaints.splice(0)
  await page.close()
})

scene(
  'a page that the setting does not name can not frame it, nor anybody another page of the viewer',
  async () => {
    const page = await stage.open('about:blank')
    const refused = async (at: string) => {
      await page.goto(at)
      await page.waitForTimeout(300)
      assert.equal(await inFrame(page).locator('main').count(), 0)
    }
    const url = await embedUrl('redacted')
    await refused(framing(url).replace('localhost', '127.0.0.1'))
    await refused(framing(`${stage.server.baseUrl}/`))
    await page.goto(framing(url))
    await inFrame(page).locator('.words').first().waitFor()
    stage.complaints.splice(0)
    await page.close()
  },
)

scene('as it was spoken, where that was asked for; beginning at a moment', async () => {
  stage.complaints.splice(0)
  const page = await stage.open(framing(`${await embedUrl('plain', { Redacted: 'false' })}&t=20.5`))
  const frame = inFrame(page)
  await frame.locator('.row[data-now]', { hasText: 'card number is' }).waitFor()
  await frame.getByText(/Karen/).first().waitFor()
  assert.deepEqual(stage.complaints, [])
  await page.close()
})

scene('where only the text is redacted the view has no sound, asks for none, and says so', async () => {
  stage.complaints.splice(0)
  const page = await stage.open(framing(await embedUrl('textOnly')))
  const frame = inFrame(page)
  await frame.getByText('there is no sound here').waitFor()
  for (const name of ['Play', 'Mute Agent'])
    assert.equal(await frame.getByRole('button', { name, exact: true }).count(), 0, name)
  await frame.locator('.words > span', { hasText: 'charged' }).first().click()
  await frame.locator('.words > [data-now]', { hasText: 'charged' }).waitFor()
  await page.keyboard.press('k')
  await frame.locator('.operator').first().waitFor()
  assert.equal(await frame.getByRole('alert').count(), 0)
  assert.deepEqual(stage.complaints, [])
  await page.close()
})

scene('axe finds nothing in the view, in light, in dark and on a phone', async () => {
  const page = await stage.open(await embedUrl('redacted'))
  await page.locator('.words').first().waitFor()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    assert.deepEqual(await violations(page), [], colorScheme)
  }
  await page.setViewportSize({ width: 375, height: 700 })
  await fits(page, 375)
  assert.deepEqual(await violations(page), [], 'phone')
  await page.reload()
  await page.getByRole('alert').waitFor()
  assert.deepEqual(await violations(page), [], 'used')
  stage.complaints.splice(0)
  await page.close()
})
