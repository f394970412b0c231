// The viewer in a real browser, on stored calls: what a person sees and does, and what the server sent for it.
import assert from 'node:assert/strict'
import type { Page, Response } from 'playwright-core'
import { eventually } from '../../src/testing/eventually.ts'
import { violations } from './axe.ts'
import { noBrowser } from './chromium.ts'
import { openScenes, until } from './scenes.ts'
import { PATIENCE_MS, sampleSentences, signIn } from './stage.ts'

const { scene, onPage, callPath, stage } = await openScenes({}, { signedIn: false })
const requested: string[] = []
if (!noBrowser) {
  stage.context.on('request', (request) => requested.push(request.url()))
  await signIn(stage)
}

const clock = (page: Page) => page.locator('.clock span').first()
const word = (page: Page, text: string) => page.locator('.words > span', { hasText: text }).first()
const shown = (page: Page) => page.locator('.words').first().waitFor()
/** Waits for the clock to show a time. */
const at = (page: Page, text: string) =>
  until(page, `document.querySelector('.clock span').textContent === '${text}'`)

scene(
  'the list shows each call with status, service, length, what operators found, and why one failed',
  async () => {
    await onPage('/', async (page) => {
      const row = page.getByRole('row', { name: /case-4711/ })
      for (const text of ['Completed', 'Support line', '0:59', 'positive', 'Agent Introduction', 'redacted'])
        await row.getByText(text).first().waitFor()
      const failed = page.locator('tr[data-status=failed]')
      await failed.getByText('The recording was not found at its address').waitFor()
      await failed.getByText('95110').waitFor()
      await page.getByLabel('Filter').fill('4711')
      await failed.waitFor({ state: 'detached' })
      assert.equal(await page.locator('tbody tr').count(), 1)
      await page.getByLabel('Filter').fill('')
      await page.getByLabel('Status').selectOption('failed')
      await row.waitFor({ state: 'detached' })
      assert.match(page.url(), /\?Status=failed$/)
      await failed.getByRole('link').first().click()
      await page.getByRole('heading', { name: 'This call could not be transcribed' }).waitFor()
    })
  },
)

scene('a failed call says in words what happened, when, and what to do', async () => {
  await onPage(callPath('failed'), async (page) => {
    const told = await page.getByRole('alert').innerText()
    assert.match(told, /not found at its address.*while fetching the recording, code 95110/s)
    assert.match(told, /Check it, or make a fresh one/)
  })
})

scene('a click on a word goes there, and the page marks what is spoken', async () => {
  await onPage(callPath('plain'), async (page) => {
    await word(page, 'charged').click()
    await page.locator('.words > [data-now]', { hasText: 'charged' }).waitFor()
    await at(page, '0:12')
    await page
      .locator('.row', { hasText: 'May I have' })
      .getByRole('button', { name: /^Play from/ })
      .click()
    await page.locator('.row[data-now]', { hasText: 'May I have' }).waitFor()
  })
})

scene('an address with a time begins there; the link to a moment can be copied', async () => {
  await onPage(`${callPath('plain')}#t=20.5`, async (page) => {
    await page.locator('.row[data-now]', { hasText: 'card number is' }).waitFor()
    await page.keyboard.press('ArrowRight')
    await page.getByRole('button', { name: 'Copy link' }).click()
    await page.getByRole('status').getByText('Link copied').waitFor()
    assert.match(page.url(), /#t=25.5$/)
    assert.equal(await page.evaluate('navigator.clipboard.readText()'), page.url())
  })
})

scene('playback moves the mark; the page follows until somebody scrolls, and again when asked', async () => {
  await onPage(`${callPath('plain')}#t=32`, async (page) => {
    await page.setViewportSize({ width: 1000, height: 560 })
    // Slowly, so that the call is not over before all of this is done.
    await page.getByLabel('Speed').selectOption('0.5')
    await page.locator('.words > [data-now]').first().waitFor()
    await page.evaluate("self.marked = document.querySelector('.words > [data-now]')")
    await page.getByRole('button', { name: 'Play', exact: true }).click()
    await until(page, "!self.marked.hasAttribute('data-now')")
    const inSight = () =>
      until(
        page,
        `
        (() => {
          const box = document.querySelector('.row[data-now]')?.getBoundingClientRect()
          const top = document.querySelector('.player').getBoundingClientRect().bottom
          return box && box.top >= top && box.bottom <= innerHeight
        })()`,
      )
    await inSight()
    await page.mouse.move(300, 400)
    await page.mouse.wheel(0, -3000)
    const resume = page.getByRole('button', { name: 'Resume following' })
    await resume.waitFor()
    await resume.click()
    await inSight()
    await page.getByRole('button', { name: 'Pause' }).click()
  })
})

scene('find shows n of m, goes on and back, and marks the places', async () => {
  await onPage(callPath('plain'), async (page) => {
    await shown(page)
    await page.keyboard.press('/')
    await page.keyboard.type('NUMBER is')
    const many = sampleSentences.filter(({ text }) => /number is/i.test(text)).length
    assert.ok(many > 1)
    const count = page.locator('.find .count')
    const sees = (text: string) => count.getByText(text, { exact: true }).waitFor()
    await sees(`1 of ${many}`)
    await page.keyboard.press('Enter')
    await sees(`2 of ${many}`)
    await page.keyboard.press('Shift+Enter')
    await sees(`1 of ${many}`)
    await until(
      page,
      `CSS.highlights.get('found').size === ${many} && CSS.highlights.get('found-now').size === 1`,
    )
    await page.keyboard.press('Escape')
    await until(page, "CSS.highlights.get('found').size === 0")
  })
})

scene(
  'a redacted call is sent without personal data until that is asked for, and again afterwards',
  async () => {
    const secrets = ['Karen Miller', 'Daniel Parker', 'four nine one seven']
    for (const secret of secrets)
      assert.ok(
        sampleSentences.some(({ text }) => text.includes(secret)),
        secret,
      )
    const sent: Promise<{ url: string; body: string }>[] = []
    await onPage('/', async (page) => {
      const keep = (response: Response) => {
        const url = response.url()
        if (/\/(v2|x\/v1)\/(?!Media)/.test(url) && !url.includes('/x/v1/Media/'))
          sent.push(
            response.text().then(
              (body) => ({ url, body }),
              () => ({ url, body: '' }),
            ),
          )
      }
      page.on('response', keep)
      await page.goto(callPath('redacted'))
      await page.getByText('My name is [Name].').first().waitFor()
      await page.getByRole('button', { name: 'JSON' }).click()
      await page.getByText('"participants"').waitFor()
      await page.getByRole('button', { name: 'Close' }).click()
      await page.waitForLoadState('networkidle')
      const first = await Promise.all(sent.splice(0))
      assert.ok(first.some(({ url }) => /Sentences\?Redacted=true/.test(url)))
      for (const { url, body } of first) for (const one of secrets) assert.ok(!body.includes(one), url)

      await page.getByRole('switch', { name: 'Redacted' }).click()
      await page.getByRole('button', { name: 'Keep redacted' }).click()
      assert.equal(sent.length, 0, 'asking sends nothing')
      await page.keyboard.press('r')
      await page.getByRole('button', { name: 'Show personal data' }).click()
      await page.getByText('Karen Miller').first().waitFor()
      await page.waitForLoadState('networkidle')
      assert.ok((await Promise.all(sent.splice(0))).some(({ body }) => body.includes('Daniel Parker')))

      await page.getByRole('switch', { name: 'Redacted' }).click()
      await page.getByText('My name is [Name].').first().waitFor()
      await page.waitForLoadState('networkidle')
      for (const { url, body } of await Promise.all(sent))
        for (const one of secrets) assert.ok(!body.includes(one), url)
      // What was read before goes when its other view has come, each part by itself.
      const left = async () => {
        const whole = await page.content()
        return secrets.filter((one) => whole.includes(one))
      }
      await eventually(async () => (await left()).length === 0, 'nothing is left in the page')
    })
    const audio = requested.filter(
      (url) => url.includes('/x/v1/Media/') && url.includes(stage.calls.redacted.sid),
    )
    assert.match(audio[0]!, /\/redacted\//)
  },
)

scene('a key that may only read redacted data is not offered more', async () => {
  const { body: key } = await stage.server.request<{ sid: string; secret: string }>('POST', '/x/v1/Keys', {
    Scope: 'redacted-only',
  })
  const context = await stage.context.browser()!.newContext({ baseURL: stage.server.baseUrl })
  try {
    assert.equal((await context.request.post('/x/v1/Session', { data: key })).status(), 201)
    const page = await context.newPage()
    await page.goto(callPath('redacted'))
    await page.getByText('My name is [Name].').first().waitFor()
    await page.getByRole('switch', { name: 'Redacted', disabled: true }).waitFor()
  } finally {
    await context.close()
  }
})

scene('operators: the answers, and a click on the evidence goes there', async () => {
  await onPage(callPath('plain'), async (page) => {
    const panel = page.locator('.panel', { has: page.getByRole('heading', { name: 'Operators' }) })
    for (const text of ['positive', '81 % sure', 'Found', 'The customer was charged twice'])
      await panel.getByText(text).first().waitFor()
    await panel.getByRole('button', { name: /Hello\./ }).click()
    await page.locator('.row[data-now]', { hasText: 'Hello.' }).waitFor()
    await page.getByRole('heading', { name: 'Talk time' }).waitFor()
  })
})

scene(
  'sentences that the recogniser was not sure of are told by words, below a threshold that can be moved',
  async () => {
    await onPage(callPath('plain'), async (page) => {
      await page.locator('.row[data-unsure]').getByText('31 %').waitFor()
      assert.equal(await page.locator('.row[data-unsure]').count(), 1)
      await page.getByLabel(/^Underline sentences/).fill('0.95')
      await page.locator('.row[data-unsure]').nth(5).waitFor()
      await page.getByLabel(/^Underline sentences/).fill('0.1')
      await page.locator('.row[data-unsure]').first().waitFor({ state: 'detached' })
    })
  },
)

scene(
  'every key does what the list of keys says, but not in a field, with a modifier, or when switched off',
  async () => {
    await onPage(callPath('plain'), async (page) => {
      await shown(page)
      const press = (key: string) => page.keyboard.press(key)
      await press('l')
      await at(page, '0:10')
      await press('j')
      await at(page, '0:00')
      await press('ArrowRight')
      await at(page, '0:05')
      await press('ArrowLeft')
      await at(page, '0:00')
      await press('ArrowDown')
      await press('ArrowDown')
      await page.locator('.row[data-now]', { hasText: sampleSentences[1]!.text }).waitFor()
      await press('ArrowUp')
      await page.locator('.row[data-now]', { hasText: sampleSentences[0]!.text }).waitFor()
      await press('.')
      await page.locator('[data-now]', { hasText: /^you$/ }).waitFor()
      await press(',')
      await page.locator('[data-now]', { hasText: /^Thank$/ }).waitFor()
      const speed = (wanted: string) =>
        eventually(
          async () => (await page.getByLabel('Speed').inputValue()) === wanted,
          `the speed is ${wanted}`,
        )
      await press(']')
      await speed('1.25')
      await press('[')
      await speed('1')
      await press('f')
      await page.locator('button[aria-pressed=false]', { hasText: 'Follow' }).waitFor()
      await press('1')
      await page.locator('[aria-label="Hear only Agent"][aria-pressed=true]').waitFor()
      await press('1')
      await press('m')
      await page.locator('[aria-label="Mute Customer"][aria-pressed=true]').waitFor()
      await press('m')
      await press(' ')
      await page.getByRole('button', { name: 'Pause' }).waitFor()
      await press('k')
      await page.getByRole('button', { name: 'Play', exact: true }).waitFor()
      await press('?')
      await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
      await press('Escape')
      await press('/')
      await page.keyboard.type('l?')
      assert.equal(await page.getByLabel('Find in this transcript').inputValue(), 'l?')
      await press('Escape')
      const before = await clock(page).innerText()
      await press('Control+l')
      await page.getByTitle('Account and appearance').click()
      await page.getByRole('checkbox', { name: 'Keyboard shortcuts' }).uncheck()
      await page.locator('h1').click()
      await press('l')
      await press('?')
      assert.equal(await page.getByRole('dialog').count(), 0)
      assert.equal(await clock(page).innerText(), before)
      await page.getByTitle('Account and appearance').click()
      await page.getByRole('checkbox', { name: 'Keyboard shortcuts' }).check()
    })
  },
)

scene('words can be reached and chosen by keyboard alone', async () => {
  await onPage(callPath('plain'), async (page) => {
    await shown(page)
    await page.locator('.words > [tabindex="0"]').focus()
    await page.keyboard.press('.')
    await page.keyboard.press('.')
    await until(page, "document.activeElement.textContent === 'for'")
    await page.keyboard.press('Enter')
    await page.locator('[data-now]', { hasText: /^for$/ }).waitFor()
    assert.equal(await page.locator('.words > [tabindex="0"]').count(), 1)
  })
})

scene('exports are files of the view that is shown', async () => {
  await onPage(callPath('redacted'), async (page) => {
    await page.getByText('Export').click()
    for (const ending of ['srt', 'vtt', 'txt', 'json']) {
      const link = page.locator(`a[download$=".${ending}"]`)
      const download = page.waitForEvent('download')
      await link.click()
      const text = await new Promise<string>((resolve, reject) => {
        download
          .then((one) => one.createReadStream())
          .then(async (stream) => {
            let all = ''
            for await (const chunk of stream) all += chunk
            resolve(all)
          }, reject)
      })
      assert.match(text, /\[Name\]/, ending)
      assert.ok(!text.includes('Karen Miller'))
      if (ending === 'srt') assert.match(text, /^1\r?\n00:00:00,500 --> /)
      if (ending === 'vtt') assert.match(text, /^WEBVTT/)
    }
  })
})

scene('for programs: the answers behind the page, and how the SDK gets them', async () => {
  await onPage(callPath('plain'), async (page) => {
    await page.getByRole('button', { name: 'JSON' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(`"sid": "${stage.calls.plain.sid}"`).waitFor()
    await dialog.getByLabel('Sentences').check()
    await dialog.getByText('sentence_index').first().waitFor()
    assert.match(await dialog.locator('pre').first().innerText(), /sentences\.list\(/)
  })
})

scene('a Service: settings are saved, operators attached and detached', async () => {
  const path = '/v2/Services/support'
  const fetchService = async () =>
    (
      await stage.server.request<{
        sid: string
        friendly_name: string
        read_only_attached_operator_sids: string[]
      }>('GET', path)
    ).body
  const { sid } = await fetchService()
  await onPage(`/services/${sid}`, async (page) => {
    await page.getByLabel('Name for people').fill('Support')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { level: 1, name: 'Support', exact: true }).waitFor()
    await page.getByRole('status').getByText('Saved.').waitFor()
    assert.equal((await fetchService()).friendly_name, 'Support')
    const sentiment = page.getByRole('checkbox', { name: /Sentiment Analysis/ })
    await sentiment.click()
    await until(page, "document.querySelector('.operators input:checked')")
    const attached = async () => (await fetchService()).read_only_attached_operator_sids.length
    await eventually(async () => (await attached()) === 1, 'one operator is attached')
    await sentiment.click()
    await until(page, "!document.querySelector('.operators input:checked')")
  })
})

scene('an operator of one’s own can be written, and a bad one is explained', async () => {
  await onPage('/operators', async (page) => {
    await page.getByRole('button', { name: 'New operator' }).click()
    await page.getByLabel('Name').fill('Refund')
    await page.getByLabel('Configuration').fill('{')
    await page.getByRole('button', { name: 'Save' }).click()
    await page
      .getByRole('alert')
      .getByText(/no JSON/)
      .waitFor()
    await page
      .getByLabel('Configuration')
      .fill('{"phrase_sets": [{"name": "Refund", "phrases": ["refund"]}]}')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Edit Refund' }).waitFor()
  })
})

scene('dark follows the system, and the choice of the reader before it', async () => {
  await onPage('/search', async (page) => {
    const background = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor')
    await page.emulateMedia({ colorScheme: 'light' })
    const light = await background()
    await page.emulateMedia({ colorScheme: 'dark' })
    const is = (wanted: 'light' | 'another') =>
      eventually(
        async () => ((await background()) === light) === (wanted === 'light'),
        `the colour is ${wanted}`,
      )
    await is('another')
    await page.getByTitle('Account and appearance').click()
    await page.getByLabel('Appearance').selectOption('light')
    await is('light')
    await page.reload()
    await page.getByRole('heading', { name: 'Search' }).waitFor()
    await is('light')
    await page.getByTitle('Account and appearance').click()
    await page.getByLabel('Appearance').selectOption('system')
  })
})

scene('signing in and out: wrong credentials are told; a link signs in once', async () => {
  const context = await stage.context.browser()!.newContext({ baseURL: stage.server.baseUrl })
  context.setDefaultTimeout(PATIENCE_MS)
  try {
    const page = await context.newPage()
    await page.goto('/')
    assert.deepEqual(await violations(page), [])
    await page.getByLabel('Account or key SID').fill(stage.server.accountSid)
    await page.getByLabel('Auth token or key secret').fill('wrong')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('alert').getByText('do not fit').waitFor()
    await page.getByLabel('Auth token or key secret').fill(stage.server.authToken)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'Transcripts' }).waitFor()
    const readable = await page.evaluate<string>('document.cookie + JSON.stringify(localStorage)')
    assert.doesNotMatch(readable, /verbatim_session|fedcba/)
    await page.reload()
    await page.getByTitle('Account and appearance').click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    const { body } = await stage.server.request<{ url: string }>('POST', '/x/v1/SessionLinks', {
      TranscriptSid: stage.calls.plain.sid,
    })
    await page.goto(body.url)
    await page.locator('.words').first().waitFor()
    assert.equal(page.url().includes('link='), false)
    await page.getByTitle('Account and appearance').click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    // Not before it is done: a page that is left takes its requests along.
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await page.goto('about:blank')
    await page.goto(body.url)
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  } finally {
    await context.close()
  }
})

scene('nothing was ever asked of another server', () => {
  assert.ok(requested.length > 50)
  assert.deepEqual(
    requested.filter((url) => !url.startsWith(`${stage.server.baseUrl}/`) && !url.startsWith('blob:')),
    [],
  )
})
