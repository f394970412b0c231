// `verbatim operators list`.
import { operatorLabels, operatorTypes, preBuiltOperators } from '../../domain/operator-catalogue.ts'
import type { Api } from '../api.ts'
import { listAll } from '../list-all.ts'
import { print } from '../print.ts'

interface OperatorJson {
  sid: string
  friendly_name: string
  operator_type: string
}

/** Prints the pre-built operators: they are the same everywhere. */
export function listPreBuilt(options: { json?: boolean }): void {
  const operators = preBuiltOperators.map(({ sid, friendlyName, operatorType, description }) => {
    const type = operatorTypes.find(({ name }) => name === operatorType)
    return {
      sid,
      friendly_name: friendlyName,
      operator_type: operatorType,
      output_type: type?.outputType ?? null,
      description,
      labels: operatorLabels.get(operatorType) ?? [],
      supported_languages: type?.supportedLanguages ?? [],
    }
  })
  print(operators, options, (all) => all.map(toLine))
}

/** Prints the custom operators of the account. */
export async function listCustom(api: Api, options: { json?: boolean }): Promise<void> {
  const operators = await listAll<OperatorJson>(api, '/v2/Operators/Custom', 'operators')
  print(operators, options, (all) => all.map(toLine))
}

function toLine({ sid, operator_type, friendly_name }: OperatorJson): string {
  return `${sid}  ${operator_type.padEnd(24)}  ${friendly_name}`
}
