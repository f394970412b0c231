// `verbatim operators run`: one conversation, one operator, its result as the API would show it.
import { readFileSync } from 'node:fs'
import { VerbatimError } from '../../domain/errors.ts'
import type { OperatorSid, TranscriptSid } from '../../domain/sid.ts'
import { readConversation } from '../../operators/conversation-json.ts'
import type { Answered } from '../../operators/run-operator.ts'
import { presentResult } from '../../resources/operator-results/present.ts'
import { CommandError, exitCodes } from '../exit.ts'
import { print } from '../print.ts'
import { findPreBuilt } from './find-pre-built.ts'
import { openJudge, type RunnableOperator } from './judge.ts'
import { isOperatorFolder, readOperatorFolders } from './operator-folder.ts'

/** Prints the result of operator `name` on the conversation in `file` (- is stdin); of "all" a list.
 * @throws CommandError usage; VerbatimError when the operator fails */
export async function runOn(name: string, file: string, options: { local?: boolean }): Promise<void> {
  const operators = operatorsOf(name)
  const conversation = conversationIn(file)
  const judge = await openJudge(options)
  const results: unknown[] = []
  for (const [position, operator] of operators.entries()) {
    const answered = await judge(operator, conversation)
    if (answered.modelFailure)
      process.stderr.write(`verbatim: ${answered.modelFailure.message}; ${standIn}\n`)
    results.push(present(operator, answered, position))
  }
  const [only] = results
  print(name.toLowerCase() === 'all' ? results : only, { json: true }, () => [])
}

const standIn = 'the local engine answered instead'

function operatorsOf(name: string): readonly RunnableOperator[] {
  return isOperatorFolder(name)
    ? readOperatorFolders(name).map(({ operator }) => operator)
    : findPreBuilt(name)
}

/** @throws CommandError usage */
function conversationIn(file: string) {
  const name = file === '-' ? 'stdin' : file
  try {
    // The number is the descriptor of stdin.
    return readConversation(JSON.parse(readFileSync(file === '-' ? 0 : file, 'utf8')))
  } catch (error) {
    const reason = error instanceof SyntaxError ? 'is not valid JSON' : (error as Error).message
    const known = error instanceof SyntaxError || error instanceof VerbatimError
    throw new CommandError(known ? `${name}: ${reason}` : reason, exitCodes.usage)
  }
}

/** Nothing is stored, so there is no transcript and no address. */
function present(operator: RunnableOperator, { outcome }: Answered, position: number): object {
  const result = presentResult(
    {
      operatorSid: operator.sid ?? ('' as OperatorSid),
      name: operator.friendlyName,
      position,
      outcome,
      redacted: null,
    },
    { transcriptSid: '' as TranscriptSid, redacted: false, base: '' },
  )
  return { ...result, operator_sid: operator.sid, transcript_sid: null, url: null }
}
