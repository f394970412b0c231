import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createSlots } from './slots.ts'

const never = new AbortController().signal

test('a slot given back goes to the one in line, not to a newcomer', async () => {
  const slots = createSlots(1)
  const order: string[] = []
  const take = async (name: string) => {
    const give = await slots.take(never)
    order.push(name)
    return give
  }
  const first = await take('first')
  const waiting = take('waiting')
  first()
  const newcomer = take('newcomer')
  ;(await waiting)()
  ;(await newcomer)()
  assert.deepEqual(order, ['first', 'waiting', 'newcomer'])
})

test('no more slots are out than there are, however they are taken and given back', async () => {
  const slots = createSlots(2)
  let out = 0
  let most = 0
  const use = async (turns: number) => {
    const give = await slots.take(never)
    most = Math.max(most, ++out)
    for (let turn = 0; turn < turns; turn++) await null
    out--
    give()
  }
  await Promise.all(Array.from({ length: 50 }, (_, index) => use(index % 4)))
  assert.equal(most, 2)
})

test('whoever leaves the line is not handed a slot', async () => {
  const slots = createSlots(1)
  const controller = new AbortController()
  const first = await slots.take(never)
  const left = slots.take(controller.signal)
  const next = slots.take(never)
  controller.abort(new Error('left'))
  await assert.rejects(left, /left/)
  first()
  ;(await next)()
})

test('an abort after the slot was handed over changes nothing', async () => {
  const slots = createSlots(1)
  const controller = new AbortController()
  const first = await slots.take(never)
  const second = slots.take(controller.signal)
  first()
  controller.abort(new Error('late'))
  const give = await second
  const third = slots.take(never)
  give()
  ;(await third)()
})
