// `verbatim operators test`: cases against operators, those of the product and custom ones alike.
import { type JudgedCase, runCases } from '../../operators/run-cases.ts'
import { precisionOf, recallOf, sumTallies } from '../../operators/score.ts'
import { CommandError, exitCodes } from '../exit.ts'
import { print } from '../print.ts'
import { type Judge, openJudge } from './judge.ts'
import { type OperatorFolder, readOperatorFolders } from './operator-folder.ts'

interface OperatorReport {
  operator: string
  folder: string
  passed: number
  failed: number
  /** Shares 0..1. */
  recall: number
  precision: number
  failures: { name: string; message: string }[]
}

interface Report {
  passed: number
  failed: number
  operators: OperatorReport[]
}

/** Runs all cases in `folder` and prints what failed; the process ends with 1 when something did.
 * @throws CommandError */
export async function testFolder(
  folder: string,
  options: { json?: boolean; local?: boolean },
): Promise<void> {
  const folders = readOperatorFolders(folder)
  if (folders.every(({ cases }) => cases === null)) {
    throw new CommandError(`there is no cases.json in ${folder}`, exitCodes.usage)
  }
  const judge = await openJudge(options)
  const operators: OperatorReport[] = []
  for (const one of folders) if (one.cases) operators.push(await testOne(one, judge))
  const count = (key: 'passed' | 'failed') => operators.reduce((sum, one) => sum + one[key], 0)
  const report: Report = { passed: count('passed'), failed: count('failed'), operators }
  print(report, options, toLines)
  if (report.failed > 0) process.exitCode = exitCodes.failed
}

async function testOne({ path, operator, cases }: OperatorFolder, judge: Judge): Promise<OperatorReport> {
  const judged = await runCases(
    cases?.cases ?? [],
    async (conversation) => (await judge(operator, conversation)).outcome,
  )
  const failures = judged.flatMap(toFailure)
  const sum = sumTallies(judged.map(({ tally }) => tally))
  return {
    operator: operator.friendlyName,
    folder: path,
    passed: judged.length - failures.length,
    failed: failures.length,
    recall: recallOf(sum),
    precision: precisionOf(sum),
    failures,
  }
}

function toFailure({ name, wrong }: JudgedCase): { name: string; message: string }[] {
  return wrong === null ? [] : [{ name, message: wrong }]
}

function toLines({ passed, failed, operators }: Report): string[] {
  return [
    ...operators.flatMap(({ operator, failures, ...one }) => [
      `${operator}: ${one.passed} passed, ${one.failed} failed, recall ${percent(one.recall)}, precision ${percent(one.precision)}`,
      ...failures.map(({ name, message }) => `  failed: ${name}: ${message}`),
    ]),
    `${passed} passed, ${failed} failed`,
  ]
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
