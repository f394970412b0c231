// What people see while they wait: on a terminal, elsewhere, and when they asked for quiet.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createProgressDisplay } from './progress-display.ts'

function stream(isTTY: boolean, hasColors = false) {
  let text = ''
  return {
    isTTY,
    columns: 40,
    hasColors: () => hasColors,
    write: (part: string) => {
      text += part
    },
    text: () => text,
  }
}

test('without a terminal there is a plain line for each stage, and none for each step', () => {
  const plain = stream(false)
  const display = createProgressDisplay(plain, { total: 1, quiet: false })
  for (const share of [0.15, 0.2, 0.5]) display.update('a.wav', { stage: 'recognise', share })
  display.update('a.wav', { stage: 'redact', share: 0.9 })
  display.finish('a.wav', 'a.wav: done')
  assert.equal(plain.text(), 'a.wav: transcribing\na.wav: redacting\na.wav: done\n')
})

test('on a terminal one line changes in place, no longer than it is wide, and is gone in the end', () => {
  const terminal = stream(true)
  const display = createProgressDisplay(terminal, { total: 1, quiet: false })
  display.update('a.wav', { stage: 'recognise', share: 0.5 })
  const shown = terminal.text()
  assert.equal(shown, `\r\x1b[K${'━'.repeat(10)}${'─'.repeat(10)}  a.wav  transcribi`)
  display.finish('a.wav', 'a.wav: done')
  assert.equal(terminal.text(), `${shown}\r\x1b[Ka.wav: done\n`)
})

test('a terminal that does not know its width is taken for one of 80 columns', () => {
  const terminal = { ...stream(true), columns: 0 }
  createProgressDisplay(terminal, { total: 1, quiet: false }).update('a.wav', { stage: 'decode', share: 0.5 })
  assert.match(terminal.text(), /━{10}─{10} {2}a\.wav {2}decoding {2}50 %$/)
})

test('colours are used only where the terminal has them (NO_COLOR)', () => {
  for (const has of [true, false]) {
    const terminal = stream(true, has)
    const display = createProgressDisplay(terminal, { total: 1, quiet: false })
    display.update('a.wav', { stage: 'decode', share: 0 })
    assert.equal(terminal.text().includes('\x1b[2m'), has)
  }
})

test('with several files the line says how many are done', () => {
  const terminal = { ...stream(true), columns: 200 }
  const display = createProgressDisplay(terminal, { total: 3, quiet: false })
  display.update('a.wav', { stage: 'recognise', share: 0.5 })
  display.finish('a.wav', null)
  display.update('b.wav', { stage: 'decode', share: 0.02 })
  display.update('c.wav', { stage: 'segment', share: 0.1 })
  const last = terminal.text().split('\r\x1b[K').at(-1)
  assert.equal(last, '1/3 · b.wav  decoding  2 % · c.wav  finding speech  10 %')
})

test('when it is quiet only what is said outright is shown', () => {
  const terminal = stream(true)
  const display = createProgressDisplay(terminal, { total: 1, quiet: true })
  display.update('a.wav', { stage: 'decode', share: 0 })
  display.finish('a.wav', 'a.wav: done')
  display.say('a.wav: failed')
  assert.equal(terminal.text(), 'a.wav: failed\n')
})
