// The log of webhooks in a real browser, with a receiver: what was answered, and sending an event once more.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { eventually } from '../../src/testing/eventually.ts'
import { startWebhookReceiver } from '../../src/testing/webhook-receiver.ts'
import { noBrowser } from './chromium.ts'
import { setStage, signIn } from './stage.ts'

test(
  'an event is sent once more, to where the Service says now, and the attempt appears in the log',
  {
    skip: noBrowser ?? false,
  },
  async () => {
    const receiver = await startWebhookReceiver()
    after(() => receiver.close())
    const overrides = { WORKERS: '1', ASR_MODEL: 'moonshine-tiny', NETWORK_ALLOW: '127.0.0.1' }
    const stage = await setStage({ after }, overrides)
    await signIn(stage)
    const page = await stage.open('/webhooks')
    await page.getByText('500 (95200)').waitFor()
    const replay = page.getByRole('button', { name: /^Replay/ })
    await replay.click()
    // The Service has no webhook yet, and the page says so.
    await page.getByRole('alert').getByText('20409').waitFor()
    assert.equal(receiver.received.length, 0)
    stage.complaints.splice(0)
    const { status } = await stage.server.request('POST', '/v2/Services/support', {
      WebhookUrl: receiver.url,
      WebhookHttpMethod: 'POST',
    })
    assert.equal(status, 200)
    // The page looks once, a moment later: on a busy machine the attempt may not be made by then.
    const isMade = async () => {
      const { body } = await stage.server.request<{ webhooks: unknown[] }>('GET', '/x/v1/Webhooks')
      return body.webhooks.length === 2
    }
    await page.route(/\/x\/v1\/Webhooks\?/, async (route) => {
      await eventually(isMade, 'the attempt is in the log')
      await route.continue()
    })
    await replay.click()
    await page.getByRole('status').getByText('sent once more').waitFor()
    await page.getByText('204', { exact: true }).waitFor()
    assert.equal(await page.locator('tbody tr').count(), 2)
    const [hook] = receiver.received
    assert.equal(JSON.parse(hook!.body).transcript_sid, stage.calls.redacted.sid)
    assert.deepEqual(stage.complaints, [])
  },
)
