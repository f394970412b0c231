// An Operator on the wire (contract section 2): one shape under three collections, each with its own url.
import { type Static, Type } from 'typebox'
import { type Operator, operatorAvailabilities } from '../../domain/operator.ts'
import type { AccountSid } from '../../domain/sid.ts'
import { formatDate } from '../../http/dates.ts'
import { always, component, dateSchema, nullable, sidSchema, urlSchema } from '../../http/schemas.ts'

/** Which collection an operator is looked at through, as its path says. */
export type Collection = 'Operators' | 'Operators/Custom' | 'Operators/PreBuilt'

const componentNames: Record<Collection, string> = {
  Operators: 'operator',
  'Operators/Custom': 'custom_operator',
  'Operators/PreBuilt': 'prebuilt_operator',
}

/** Schema of the availability words in a collection; pre-built operators are never `deprecated`. */
export function availabilitySchema(collection: Collection) {
  const words = operatorAvailabilities.filter(
    (word) => collection !== 'Operators/PreBuilt' || word !== 'deprecated',
  )
  return component(`${componentNames[collection]}_enum_availability`, Type.Enum(words, { type: 'string' }))
}

/** Schema of an Operator answer, in the contract's order of properties. */
export function operatorSchema(collection: Collection) {
  return component(
    `intelligence.v2.${componentNames[collection]}`,
    Type.Object({
      account_sid: always(sidSchema('account')),
      sid: always(sidSchema('operator')),
      friendly_name: always(Type.String({ description: 'A name for people, at most 64 characters.' })),
      description: nullable(Type.String()),
      author: always(Type.String({ description: '`Twilio` for pre-built operators, else your account.' })),
      operator_type: always(Type.String({ description: 'Name of its operator type.' })),
      version: Type.Integer({ default: 0, description: 'Grows by one with each update.' }),
      availability: availabilitySchema(collection),
      config: Type.Unsafe<object | null>({
        nullable: true,
        description: 'What a custom operator was configured with; null for pre-built ones.',
      }),
      date_created: always(dateSchema),
      date_updated: always(dateSchema),
      url: always(urlSchema),
    }),
  )
}

/** For whom and through which collection an operator is shown. `base` is the server's address. */
export interface OperatorView {
  collection: Collection
  account: AccountSid
  base: string
}

/** The JSON of an operator. A pre-built one carries the asking account. */
export function presentOperator(
  operator: Operator,
  { collection, account, base }: OperatorView,
): Static<ReturnType<typeof operatorSchema>> {
  return {
    account_sid: operator.accountSid ?? account,
    sid: operator.sid,
    friendly_name: operator.friendlyName,
    description: operator.description,
    author: operator.accountSid ?? 'Twilio',
    operator_type: operator.operatorType,
    version: operator.version,
    availability: operator.availability,
    config: operator.config,
    date_created: formatDate(operator.dateCreated),
    date_updated: formatDate(operator.dateUpdated),
    url: `${base}/v2/${collection}/${operator.sid}`,
  }
}
