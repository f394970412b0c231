// The shape check on small sources with one planted fault each.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findFaults, limits, spread } from './check-shape.ts'
import { measure } from './shape.ts'

const head = '// What it is.\n'
const filler = (lines: number) => '  work()\n'.repeat(lines)

function faultsOf(text: string, path = 'src/x.ts'): string[] {
  return findFaults([measure(path, text)])
}

test('a spread takes the nearest rank, and is zero of nothing', () => {
  const sizes = Array.from({ length: 20 }, (_, i) => 20 - i)
  assert.deepEqual(spread(sizes), { p50: 10, p90: 18, max: 20 })
  assert.deepEqual(spread([]), { p50: 0, p90: 0, max: 0 })
})

test('sound code has no fault', () => {
  const text = `${head}/** Adds. */\nexport function add(a: number, b: number) {\n  return a + b\n}\n`
  assert.deepEqual(faultsOf(text), [])
})

test('functions of every kind are measured, under the name they are known by', () => {
  const text = `${head}const arrow = () => 1\nclass Room {\n  constructor() {}\n  get size() {\n    return 1\n  }\n}\ncall(function () {})\n`
  const found = measure('src/x.ts', text).functions.map(({ where, lines }) => `${where} ${lines}`)
  assert.deepEqual(found, [
    'src/x.ts:2 arrow 1',
    'src/x.ts:4 constructor 1',
    'src/x.ts:5 size 3',
    'src/x.ts:9 (anonymous) 1',
  ])
})

test('a function over the hard limit is named, and one of exactly the limit is not', () => {
  const exactly = `${head}function f() {\n${filler(limits.function.max - 2)}}\n`
  const short = 'function g() {}\n'.repeat(9)
  assert.deepEqual(faultsOf(exactly + short), [])
  const over = `${head}function f() {\n${filler(limits.function.max - 1)}}\n`
  assert.deepEqual(faultsOf(over + short), [`src/x.ts:2 f: ${limits.function.max + 1} lines`])
})

test('a file over the hard limit is named, be it a test or not', () => {
  const small = Array.from({ length: 10 }, (_, i) => measure(`src/${i}.ts`, head))
  const long = head + 'work()\n'.repeat(limits.file.max)
  for (const path of ['src/x.ts', 'src/x.test.ts']) {
    const faults = findFaults([...small, measure(path, long)])
    assert.deepEqual(faults, [`${path}: ${limits.file.max + 1} lines`])
  }
})

test('middle values over the limit are faults', () => {
  const middling = `${head}function f() {\n${filler(101)}}\n`
  assert.deepEqual(faultsOf(middling), [
    'files: p50 is 104 lines, more than 100',
    'functions: p50 is 103 lines, more than 10',
    'functions: p90 is 103 lines, more than 30',
    'src/x.ts:2 f: 103 lines',
  ])
})

test('more than three parameters are a fault, and `this` is none', () => {
  const text = `${head}function f(this: X, a: A, b: B, c: C) {}\nfunction g(a: A, b: B, c: C, d: D) {}\n`
  assert.deepEqual(faultsOf(text), ['src/x.ts:3 g: 4 parameters'])
})

test('each export without a doc comment directly before it is listed', () => {
  const text = [
    '// Head.',
    'export const a = 1',
    '// no doc comment',
    'export type B = 1',
    '/** Too far away. */',
    '',
    'export interface C {}',
    '/** Fine. */',
    'export class D {}',
    'export function e() {}',
    'class Inner {}',
  ].join('\n')
  const names = ['2 a', '4 B', '7 C', '10 e']
  assert.deepEqual(
    faultsOf(text),
    names.map((name) => `src/x.ts:${name}: no doc comment`),
  )
  assert.deepEqual(faultsOf(text, 'src/x.test.ts'), [])
})

test('one doc comment serves all overloads of a function', () => {
  const text = `${head}/** Reads. */\nexport function f(a: 1): 1\nexport function f(a: 2): 2\nexport function f(a: number) {\n  return a\n}\n`
  assert.deepEqual(faultsOf(text), [])
})

test('a file whose first line is no comment lacks its head', () => {
  assert.deepEqual(faultsOf(`\n${head}`), ['src/x.ts: no head comment'])
})
