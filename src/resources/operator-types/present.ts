// An OperatorType on the wire (contract section 2).
import { type Static, Type } from 'typebox'
import { catalogueDate } from '../../domain/operator-catalogue.ts'
import {
  type OperatorType,
  operatorProviders,
  outputTypes,
  typeAvailabilities,
} from '../../domain/operator-type.ts'
import { formatDate } from '../../http/dates.ts'
import { always, component, dateSchema, nullable, sidSchema, urlSchema } from '../../http/schemas.ts'

/** Schema of an OperatorType answer, in the contract's order of properties. */
export const operatorTypeSchema = component(
  'intelligence.v2.operator_type',
  Type.Object({
    name: always(Type.String({ description: 'The name by which operators refer to their type.' })),
    sid: always(sidSchema('operatorType')),
    friendly_name: always(Type.String()),
    description: nullable(Type.String()),
    docs_link: nullable(urlSchema),
    output_type: component(
      'operator_type_enum_output_type',
      Type.Enum([...outputTypes], { type: 'string', description: 'What its operators answer with.' }),
    ),
    supported_languages: always(Type.Array(Type.String())),
    provider: component(
      'operator_type_enum_provider',
      Type.Enum([...operatorProviders], { type: 'string', description: 'The class of engine behind it.' }),
    ),
    availability: component(
      'operator_type_enum_availability',
      Type.Enum([...typeAvailabilities], { type: 'string' }),
    ),
    configurable: always(Type.Boolean({ description: 'Whether operators of your own can be made of it.' })),
    config_schema: Type.Unsafe<object | null>({
      nullable: true,
      description: 'JSON Schema of the Config of its operators.',
    }),
    date_created: always(dateSchema),
    date_updated: always(dateSchema),
    url: always(urlSchema),
  }),
)

/** The JSON of an operator type; `base` is the server's address. */
export function presentOperatorType(type: OperatorType, base: string): Static<typeof operatorTypeSchema> {
  return {
    name: type.name,
    sid: type.sid,
    friendly_name: type.friendlyName,
    description: type.description,
    docs_link: null,
    output_type: type.outputType,
    supported_languages: [...type.supportedLanguages],
    provider: type.provider,
    availability: type.availability,
    configurable: type.configurable,
    config_schema: type.configSchema,
    date_created: formatDate(catalogueDate),
    date_updated: formatDate(catalogueDate),
    url: `${base}/v2/OperatorTypes/${type.sid}`,
  }
}
