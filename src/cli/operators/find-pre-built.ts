// Pre-built operators by what people call them.
import type { Operator } from '../../domain/operator.ts'
import { preBuiltOperators } from '../../domain/operator-catalogue.ts'
import { CommandError, exitCodes } from '../exit.ts'

/** The pre-built operator of this operator type, friendly name or sid, whatever its case and spaces; "all" are all.
 * @throws CommandError usage, naming what there is */
export function findPreBuilt(name: string): readonly Operator[] {
  const wanted = plain(name)
  if (wanted === 'all') return preBuiltOperators
  const found = preBuiltOperators.filter(({ operatorType, friendlyName, sid }) =>
    [operatorType, friendlyName, sid].some((one) => plain(one) === wanted),
  )
  if (found.length > 0) return found
  const names = preBuiltOperators.map(({ operatorType }) => operatorType).join(', ')
  throw new CommandError(`'${name}' is no pre-built operator; there are ${names}`, exitCodes.usage)
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]/g, '')
}
