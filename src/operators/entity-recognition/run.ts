// Entity Recognition: people, places, organizations, goods, dates and quantities. People and places are the personal
// data that was found anyway; the rest is found by words and forms.
import type { Line } from '../../domain/conversation.ts'
import type { Evidence } from '../../domain/operator-result.ts'
import type { PersonalDataSpan, PersonalDataType } from '../../domain/sentence.ts'
import type { BuiltInOperator } from '../built-in-operator.ts'
import { findDates } from './dates.ts'
import { findGoods } from './goods.ts'
import { findOrganizations } from './organizations.ts'
import { findPlaces } from './places.ts'
import { findQuantities, type Passage } from './quantities.ts'

type EntityClass = 'Person' | 'Location' | 'Organization' | 'Consumer_good' | 'Date' | 'Quantity'

const classOfType: Partial<Record<PersonalDataType, EntityClass>> = {
  NAME: 'Person',
  CITY: 'Location',
  COUNTRY: 'Location',
  ADDRESS: 'Location',
  DATE: 'Date',
  DOB: 'Date',
}

interface Entity extends Passage {
  entityClass: EntityClass
}

/** How sure a find of any kind is, and that nothing was overlooked. */
const foundProbability = 0.85
const missedProbability = 0.15

/** Finds entities line by line; of overlapping ones the longest stays. */
export const runEntityRecognition: BuiltInOperator = ({ conversation, personalData }) => {
  const evidence = conversation.lines.flatMap((line, at) =>
    entitiesIn(line.text, personalData[at] ?? []).map((entity) => evidenceOf(entity, line)),
  )
  const match = evidence.length > 0
  const probability = match ? foundProbability : missedProbability
  return { kind: 'extraction', match, probability, extracts: collect(evidence), evidence }
}

function entitiesIn(text: string, spans: readonly PersonalDataSpan[]): Entity[] {
  const personal = spans.flatMap(({ start, end, type }) => {
    const entityClass = classOfType[type]
    return entityClass ? [{ start, end, entityClass }] : []
  })
  // Digits of a card or a phone number are no quantities.
  const isPrivate = (passage: Passage) =>
    spans.some((span) => !classOfType[span.type] && span.start < passage.end && passage.start < span.end)
  const found = (entityClass: EntityClass, passages: readonly Passage[]) =>
    passages.filter((passage) => !isPrivate(passage)).map((passage) => ({ ...passage, entityClass }))
  const isPlace = ({ entityClass }: Entity) => entityClass === 'Location'
  // "From Chicago" is a place though firms are cued like that; "Nike" is a firm though it may be a name.
  return longest([
    ...personal.filter(isPlace),
    ...found('Organization', findOrganizations(text)),
    ...personal.filter((entity) => !isPlace(entity)),
    ...found('Location', findPlaces(text)),
    ...found('Consumer_good', findGoods(text)),
    ...found('Date', findDates(text)),
    ...found('Quantity', findQuantities(text)),
  ])
}

/** Of overlapping entities the longest, then the first of the list; in order of place. */
function longest(entities: readonly Entity[]): Entity[] {
  const ranked = entities.toSorted((a, b) => b.end - b.start - (a.end - a.start))
  const kept: Entity[] = []
  for (const entity of ranked) {
    if (kept.every((other) => entity.end <= other.start || entity.start >= other.end)) kept.push(entity)
  }
  return kept.sort((a, b) => a.start - b.start)
}

function evidenceOf({ start, end, entityClass }: Entity, line: Line): Evidence {
  const { sid, index, channel, startMs, endMs, text } = line
  return {
    sentenceSid: sid,
    sentenceIndex: index,
    channel,
    startMs,
    endMs,
    text: text.slice(start, end),
    label: entityClass,
  }
}

/** Texts by class, each once however it is capitalised. */
function collect(evidence: readonly Evidence[]): Record<string, string[]> {
  const byClass = Map.groupBy(evidence, ({ label }) => label)
  return Object.fromEntries(
    [...byClass].map(([label, some]) => [
      label,
      [...new Map(some.map(({ text }) => [text.toLowerCase(), text])).values()],
    ]),
  )
}
