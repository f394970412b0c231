// Damages files in the ways that transport, storage and malice do; the same seed gives the same damage. Only for
// tests.

/** Numbers from 0 to below `limit`, always the same for one seed. */
export type Dice = (limit: number) => number

/** A small linear congruential generator (Park and Miller). */
export function createDice(seed: number): Dice {
  let state = (seed % 2_147_483_646) + 1
  return (limit) => {
    state = (state * 48_271) % 2_147_483_647
    return state % Math.max(1, limit)
  }
}

const kinds: ((file: Buffer, dice: Dice) => Buffer)[] = [
  truncated,
  bitFlipped,
  ruinedStart,
  cutMiddle,
  noisy,
  doubled,
]
const evilNumbers = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fff_ffff, 0xffff_ffff]

/** A copy of `file` with one kind of damage. */
export function mutated(file: Buffer, dice: Dice): Buffer {
  return kinds[dice(kinds.length)]!(Buffer.from(file), dice)
}

function truncated(file: Buffer, dice: Dice): Buffer {
  return file.subarray(0, dice(file.length))
}

function bitFlipped(file: Buffer, dice: Dice): Buffer {
  for (let count = 1 + dice(20); count > 0; count--) file[dice(file.length)]! ^= 1 << dice(8)
  return file
}

/** A field in the first bytes with a value at the edge of its range. */
function ruinedStart(file: Buffer, dice: Dice): Buffer {
  const value = evilNumbers[dice(evilNumbers.length)]!
  const offset = dice(Math.min(200, file.length - 4))
  if (dice(2)) file.writeUInt32LE(value, offset)
  else file.writeUInt16LE(value & 0xffff, offset)
  return file
}

function cutMiddle(file: Buffer, dice: Dice): Buffer {
  const start = dice(file.length)
  return Buffer.concat([file.subarray(0, start), file.subarray(start + dice(file.length - start))])
}

function noisy(file: Buffer, dice: Dice): Buffer {
  const start = dice(file.length)
  const end = Math.min(file.length, start + 1 + dice(file.length))
  for (let index = start; index < end; index++) if (dice(10) === 0) file[index] = dice(256)
  return file
}

/** A stretch of it once more in another place. */
function doubled(file: Buffer, dice: Dice): Buffer {
  const start = dice(file.length)
  const part = file.subarray(start, start + 1 + dice(file.length - start))
  const at = dice(file.length)
  return Buffer.concat([file.subarray(0, at), part, file.subarray(at)])
}
