// What `verbatim doctor` shows of the settings, and which of them it takes as flags.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from '../config.ts'
import { doctorCommand, shownSettings } from './doctor.ts'
import { settingsIn } from './setting-flags.ts'

test('of the address of a database only the password is hidden', () => {
  const shown = (DATABASE_URL: string) => shownSettings(readConfig({ DATABASE_URL })).DATABASE_URL
  assert.equal(
    shown('postgres://vera:s%40cret@db.example.com:5433/calls?sslmode=require'),
    'postgres://vera:********@db.example.com:5433/calls?sslmode=require',
  )
  assert.equal(
    shown('postgres://db.example.com/calls?password=s'),
    'postgres://db.example.com/calls?password=********',
  )
  assert.equal(shown('postgres://db.example.com/calls'), 'postgres://db.example.com/calls')
})

test('secrets that are set are hidden, and those that are not say so', () => {
  const shown = (headers: string) =>
    shownSettings(readConfig({ OTEL_EXPORTER_OTLP_HEADERS: headers, LLM_API_KEY: 'key' }))
  assert.equal(shown('').OTEL_EXPORTER_OTLP_HEADERS, null)
  assert.equal(shown('x-key=abc').OTEL_EXPORTER_OTLP_HEADERS, '********')
  assert.equal(shown('').LLM_API_KEY, '********')
  assert.equal(shown('').DATA_KEY, null)
})

test('every setting is an option, as it is of the server', () => {
  const command = doctorCommand()
  command
    .action(() => undefined)
    .parse(['--port', '8080', '--json', '--network-allow', '10.0.0.0/8'], { from: 'user' })
  assert.deepEqual(settingsIn(command.opts()), { PORT: '8080', NETWORK_ALLOW: '10.0.0.0/8' })
})
