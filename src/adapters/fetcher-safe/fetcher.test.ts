import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createSafeFetcher } from './fetcher.ts'

const base = { allow: [], attempts: 3, urlCredentials: false }

test('check accepts public http(s) URLs, credentials and names it cannot resolve', () => {
  const { check } = createSafeFetcher(base)
  for (const url of [
    'http://media.example/call.wav',
    'https://media.example:443/call.wav?X-Amz-Signature=1',
    'https://user:password@media.example/call.wav',
    'http://1.1.1.1/',
    'http://[2606:4700:4700::1111]/',
    'http://private-or-not.internal/',
  ]) {
    check(url)
  }
})

test('check refuses with mediaUrlInvalid and quotes nothing of the URL', () => {
  const { check } = createSafeFetcher(base)
  for (const url of [
    '',
    'hidden',
    'ftp://hidden/',
    'http://u:hidden@10.0.0.1/?hidden',
    'http://hidden.example:81/',
  ]) {
    assert.throws(
      () => check(url),
      (error: Error & { key: string; code: number; status: number }) =>
        error.key === 'mediaUrlInvalid' &&
        error.code === 95005 &&
        error.status === 400 &&
        !`${error.message}${error.stack}`.includes('hidden'),
    )
  }
})

test('a malformed allow list is refused at creation', () => {
  assert.throws(
    () => createSafeFetcher({ ...base, allow: ['10.0.0.0/99'] }),
    /NETWORK_ALLOW: "10\.0\.0\.0\/99"/,
  )
})
