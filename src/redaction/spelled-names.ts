// Names that are only spelled: "last name S O W E L L", "that is K-O-W-A".
import type { Finding } from './finding.ts'
import { spelledEnd } from './name-extent.ts'
import { nearbyBefore } from './nearby.ts'
import type { Passage } from './passage.ts'

const cue =
  / (?:names?|surname|spelled|spelt|spell|spelling|spells)(?: (?:is|'s|it|that|as|,|:|it 's|that 's|would be|¶|\?|\.|and|[^ ]+))* $/

/** The spelled names of `passage`. */
export function findSpelledNames(passage: Passage): Finding[] {
  const findings: Finding[] = []
  for (let at = 0; at < passage.lexemes.length; at++) {
    const end = /^[a-z]$/.test(passage.lexemes[at]!.key) ? spelledEnd(passage.lexemes, at) : null
    if (end === null) continue
    if (cue.test(nearbyBefore(passage, at))) findings.push({ from: at, to: end, type: 'NAME' })
    at = end
  }
  return findings
}
