// `verbatim operators push`: custom operators as code, brought to the server.
import { isDeepStrictEqual } from 'node:util'
import { type Api, type ApiOptions, withApi } from '../api.ts'
import { CommandError, exitCodes } from '../exit.ts'
import { listAll } from '../list-all.ts'
import { print } from '../print.ts'
import type { RunnableOperator } from './judge.ts'
import { readOperatorFolders } from './operator-folder.ts'

interface OperatorJson {
  sid: string
  friendly_name: string
  operator_type: string
  config: unknown
}

/** What became of one operator. */
export interface Pushed {
  action: 'created' | 'updated' | 'unchanged'
  sid: string
  friendly_name: string
}

const PATH = '/v2/Operators/Custom'

/** Makes the custom operators of `folder`, or updates those of the same friendly name where they differ. All are read
 * and checked before the first is sent.
 * @throws CommandError */
export async function pushFolder(folder: string, options: ApiOptions & { json?: boolean }): Promise<void> {
  const operators = readOperatorFolders(folder)
    .map(({ operator }) => operator)
    .filter(({ sid }) => sid === null)
  if (operators.length === 0)
    throw new CommandError(`there is no operator.json in ${folder}`, exitCodes.usage)
  const names = operators.map(({ friendlyName }) => friendlyName)
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined) throw new CommandError(`two folders define "${twice}"`, exitCodes.failed)
  const pushed = await withApi(options, (api) => pushOperators(api, operators))
  print(pushed, options, (all) =>
    all.map(({ action, sid, friendly_name }) => `${action}  ${sid}  ${friendly_name}`),
  )
}

/** Makes or updates operators over the API; nothing is sent unless all of them can be.
 * @throws CommandError failed */
export async function pushOperators(api: Api, operators: readonly RunnableOperator[]): Promise<Pushed[]> {
  const stored = await listAll<OperatorJson>(api, PATH, 'operators')
  const pairs = operators.map((operator) => ({ operator, known: knownOf(operator, stored) }))
  const done: Pushed[] = []
  for (const { operator, known } of pairs) done.push(await push(api, operator, known))
  return done
}

/** The stored operator of the same name.
 * @throws CommandError failed when there are several, or it is of another type */
function knownOf({ friendlyName, operatorType }: RunnableOperator, stored: readonly OperatorJson[]) {
  const [known, another] = stored.filter(({ friendly_name }) => friendly_name === friendlyName)
  const wrong = (reason: string) => new CommandError(`"${friendlyName}": ${reason}`, exitCodes.failed)
  if (another) throw wrong('the server has several operators of that name')
  if (known && known.operator_type !== operatorType) {
    throw wrong(`the server has one of type ${known.operator_type}, and a type can not be changed`)
  }
  return known
}

async function push(
  api: Api,
  { friendlyName, operatorType, config }: RunnableOperator,
  known: OperatorJson | undefined,
): Promise<Pushed> {
  const form = { FriendlyName: friendlyName, Config: JSON.stringify(config) }
  const friendly_name = friendlyName
  if (!known) {
    const { sid } = await api.request<OperatorJson>('POST', PATH, { ...form, OperatorType: operatorType })
    return { action: 'created', sid, friendly_name }
  }
  const { sid } = known
  if (isDeepStrictEqual(known.config, config)) return { action: 'unchanged', sid, friendly_name }
  await api.request('POST', `${PATH}/${sid}`, form)
  return { action: 'updated', sid, friendly_name }
}
