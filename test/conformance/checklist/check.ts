// One line of the conformance checklist (contract section 21) as a test that can also be shown to fail.
import type { Distortion } from './distorting-proxy.ts'
import type { Subject } from './subject.ts'

/** A line of the checklist. */
export interface Check {
  /** Its number in the contract. */
  number: number
  title: string
  run(subject: Subject): Promise<void>
  /** What a server would do that does not keep this promise: with its answers bent like this, `run` must reject. */
  broken: Distortion
}
