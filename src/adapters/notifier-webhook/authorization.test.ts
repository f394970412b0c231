// Answers to challenges: the examples of RFC 7616 and RFC 2617, and what servers make of the syntax.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answerChallenge, credentialsOf } from './authorization.ts'
import { parseChallenges } from './challenge.ts'

const mufasa = { user: 'Mufasa', password: 'Circle of Life' }
const request = { method: 'GET', uri: '/dir/index.html', body: '' }
const responseIn = (header: string | null) => parseChallenges(header ?? '')[0]?.parameters

test('credentials are taken out of the address, decoded', () => {
  assert.deepEqual(credentialsOf('https://us%40er:p%3Ass@example.com/'), { user: 'us@er', password: 'p:ss' })
  assert.deepEqual(credentialsOf('https://user@example.com/'), { user: 'user', password: '' })
  assert.deepEqual(credentialsOf('https://user:100%25%zz@example.com/')?.password, '100%25%zz')
  assert.equal(credentialsOf('https://example.com/?user:password@'), null)
})

for (const [algorithm, response] of [
  ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
  ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
] as const) {
  test(`the ${algorithm} example of RFC 7616 is reproduced`, () => {
    const header = `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`
    const cnonce = 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ'
    const answer = responseIn(answerChallenge(header, mufasa, { ...request, cnonce }))
    assert.deepEqual(answer, {
      username: 'Mufasa',
      realm: 'http-auth@example.org',
      nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v',
      uri: '/dir/index.html',
      response,
      algorithm,
      opaque: 'FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS',
      qop: 'auth',
      nc: '00000001',
      cnonce,
    })
  })
}

test('the example of RFC 2617 is reproduced', () => {
  const header =
    'Digest realm="testrealm@host.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093"'
  const asked = { ...request, cnonce: '0a4f113b' }
  const answer = answerChallenge(header, { user: 'Mufasa', password: 'Circle Of Life' }, asked)
  assert.equal(responseIn(answer)?.response, '6629fae49393a05397450978507c4ef1')
})

test('without qop the old form is used; auth-int covers the body; -sess covers both nonces', () => {
  const answers = ['', ', qop="auth-int"', ', algorithm=MD5-sess, qop=auth'].map((rest) =>
    responseIn(answerChallenge(`Digest realm="r", nonce="n"${rest}`, mufasa, { ...request, cnonce: 'c' })),
  )
  assert.deepEqual([answers[0]?.qop, answers[0]?.cnonce, answers[0]?.nc], [undefined, undefined, undefined])
  assert.equal(answers[1]?.qop, 'auth-int')
  assert.equal(answers[2]?.algorithm, 'MD5-sess')
  assert.equal(new Set(answers.map((one) => one?.response)).size, 3)
  const other = { ...request, body: 'other', cnonce: 'c' }
  const changed = answerChallenge('Digest realm="r", nonce="n", qop="auth-int"', mufasa, other)
  assert.notEqual(responseIn(changed)?.response, answers[1]?.response)
})

const asked = { ...request, cnonce: 'c' }
const basic = `Basic ${btoa('Mufasa:Circle of Life')}`
for (const [header, answer] of [
  ['Basic realm="x"', basic],
  ['basic', basic],
  ['Negotiate, Basic realm="a, b=\\"c\\"", charset="UTF-8"', basic],
  ['Digest realm="r", nonce="n", algorithm=SHA3, Basic realm="x"', basic],
  ['Digest realm="r", nonce="n", qop="unheard-of", Basic realm="x"', basic],
  ['Bearer realm="x"', null],
  ['Digest realm="r", nonce="n", algorithm=SHA3', null],
  ['', null],
  ['"""', null],
] as const) {
  test(`${header || 'an empty challenge'} is answered with ${answer ?? 'nothing'}`, () => {
    assert.equal(answerChallenge(header, mufasa, asked), answer)
  })
}

test('Digest is preferred wherever it stands', () => {
  for (const header of [
    'Basic realm="x", Digest realm="r", nonce="n"',
    'Digest realm="r", nonce="n", Basic',
  ]) {
    assert.match(answerChallenge(header, mufasa, asked) ?? '', /^Digest /)
  }
})

test('names and passwords with quotes, colons and other letters reach Basic as UTF-8', () => {
  const header = answerChallenge('Basic realm="x"', { user: 'ü"ser', password: 'p:ä' }, asked)
  assert.equal(Buffer.from(header!.slice(6), 'base64').toString('utf8'), 'ü"ser:p:ä')
})
