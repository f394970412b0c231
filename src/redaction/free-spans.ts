// Adds spans to those of a text so that none overlap.
import type { AnalysedSpan } from './analyse.ts'

/** Adds `span` to `spans`, which are in order, when its place is free. A name or a town that is all within it gives way: it
 * was a part of something else. Returns whether it was added. */
export function addFree(spans: AnalysedSpan[], span: AnalysedSpan): boolean {
  const near = spans.filter(({ start, end }) => start < span.end && span.start < end)
  if (!near.every((one) => givesWay(one, span))) return false
  for (const one of near) spans.splice(spans.indexOf(one), 1)
  spans.push(span)
  spans.sort((a, b) => a.start - b.start)
  return true
}

function givesWay({ type, start, end }: AnalysedSpan, to: AnalysedSpan): boolean {
  return (type === 'NAME' || type === 'CITY') && isWider(to.type) && to.start <= start && end <= to.end
}

function isWider(type: AnalysedSpan['type']): boolean {
  return type === 'EMAIL' || type === 'ADDRESS'
}
