// Every line of the conformance checklist (contract section 21).
import type { Check } from './check.ts'
import { createChecks } from './create.ts'
import { errorChecks } from './errors.ts'
import { operatorChecks } from './operators.ts'
import { pagingChecks } from './paging.ts'
import { redactionChecks } from './redaction.ts'
import { representationChecks } from './representation.ts'
import { routingChecks } from './routing.ts'
import { sdkChecks } from './sdk.ts'
import { serviceChecks } from './services.ts'
import { webhookChecks } from './webhook.ts'

/** In the order in which they are tried. */
export const allChecks: readonly Check[] = [
  ...routingChecks,
  ...representationChecks,
  ...pagingChecks,
  ...createChecks,
  ...redactionChecks,
  ...serviceChecks,
  ...operatorChecks,
  ...webhookChecks,
  ...errorChecks,
  ...sdkChecks,
]
