// Twilio's request signature: the documented vectors, and what the official SDK accepts.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import webhooks from 'twilio/lib/webhooks/webhooks.js'
import { plainUrl, signUrl, withBodyHash } from './signature.ts'

const authToken = '12345'
const body = '{"CallSid":"CA1234567890ABCDE","Caller":"+12349013030"}'
const hash = '5ccde7145dfb8f56479710896586cb9d5911809d83afbe34627818790db0aec9'

test('the body hash of the documentation is reproduced and added to the query', () => {
  assert.equal(
    withBodyHash('https://example.com/myapp', body),
    `https://example.com/myapp?bodySHA256=${hash}`,
  )
  assert.equal(
    withBodyHash('https://example.com/myapp?token=x&a=%20', body),
    `https://example.com/myapp?token=x&a=%20&bodySHA256=${hash}`,
  )
})

test('the signatures of the documentation are reproduced', () => {
  const signed = `https://example.com/myapp?bodySHA256=${hash}`
  assert.equal(signUrl(authToken, signed), 'hPXmLwIy3Fgqv1i9KPmH/HhQ6zo=')
  // The documented form post: the signed text is the address with its sorted fields behind it.
  const fields = { CallSid: 'CA1234567890ABCDE', From: '+14158675310', Digits: '1234', To: '+18005551212' }
  const sorted = Object.entries({ ...fields, Caller: '+14158675310' }).sort(([a], [b]) => (a < b ? -1 : 1))
  const text = `https://example.com/myapp.php?foo=1&bar=2${sorted.flat().join('')}`
  assert.equal(signUrl(authToken, text), 'L/OH5YylLD5NRKLltdqwSvS0BnU=')
})

const sent: [url: string, plain: string][] = [
  ['https://example.com/hook', 'https://example.com/hook'],
  ['https://example.com/hook#rc=2&rt=500', 'https://example.com/hook'],
  ['https://example.com/hook?a=1#rc=2', 'https://example.com/hook?a=1'],
  ['https://user:pa%3Ass@example.com/hook', 'https://example.com/hook'],
  ['https://user:p@ss@example.com/hook', 'https://example.com/hook'],
  ['https://user@example.com/hook?to=a@b', 'https://example.com/hook?to=a@b'],
  ['https://example.com:8443/hook', 'https://example.com:8443/hook'],
  ['https://example.com', 'https://example.com/'],
  ['https://example.com?token=x', 'https://example.com/?token=x'],
  ['HTTPS://EXAMPLE.com/Hook', 'https://example.com/Hook'],
  ['https://example.com/é?x=ä b', 'https://example.com/%C3%A9?x=%C3%A4%20b'],
  ['https://example.com/a%2Fb?x=%2F&y=&&z', 'https://example.com/a%2Fb?x=%2F&y=&&z'],
  ['http://[::1]:8080/hook', 'http://[::1]:8080/hook'],
]
for (const [url, plain] of sent) {
  test(`${url} is sent and signed as ${plain}`, () => assert.equal(plainUrl(url), plain))
}

test('the official validators accept what is signed, and nothing after one changed byte', () => {
  for (const [url] of sent) {
    const target = withBodyHash(plainUrl(url), body)
    const signature = signUrl(authToken, target)
    assert.ok(webhooks.validateRequestWithBody(authToken, signature, target, body), target)
    assert.equal(webhooks.validateRequestWithBody(authToken, signature, target, `${body} `), false)
    assert.equal(webhooks.validateRequestWithBody('12346', signature, target, body), false)
    assert.equal(webhooks.validateRequestWithBody(authToken, signature, `${target}0`, body), false)
    const get = plainUrl(url)
    assert.ok(webhooks.validateRequest(authToken, signUrl(authToken, get), get, {}), get)
  }
})
