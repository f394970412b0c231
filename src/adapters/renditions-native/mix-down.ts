// Two channels into one.

/** The average of two equally long channels, which can not clip; `target` may be one of them. */
export function mixDown(first: Int16Array, second: Int16Array, target: Int16Array): Int16Array {
  // Half a step rounds up.
  for (let index = 0; index < target.length; index++)
    target[index] = (first[index]! + second[index]! + 1) >> 1
  return target
}
