// A Dockerfile as a list of what it does. Knows its lines, not what they mean.

/** One line, those that it goes on in included: `word` in capitals, `rest` as it stands. */
export interface Instruction {
  word: string
  rest: string
}

/** A stage: what it is made from, its name, what it does. */
export interface Stage {
  from: string
  name: string | null
  instructions: Instruction[]
}

/** Reads the stages in order. */
export function readStages(text: string): Stage[] {
  const stages: Stage[] = []
  for (const instruction of readInstructions(text)) {
    if (instruction.word === 'FROM') {
      const [from = '', , name = null] = instruction.rest.split(/\s+/)
      stages.push({ from, name, instructions: [] })
    } else {
      stages.at(-1)?.instructions.push(instruction)
    }
  }
  return stages
}

function readInstructions(text: string): Instruction[] {
  const lines = text.split('\n').filter((line) => !/^\s*#/.test(line) && line.trim() !== '')
  const whole = lines.join('\n').replaceAll(/\\\n\s*/g, ' ')
  return whole.split('\n').map((line) => {
    const [, word = '', rest = ''] = /^\s*(\S+)\s+(.*)$/.exec(line) ?? []
    return { word: word.toUpperCase(), rest: rest.trim() }
  })
}

/** What follows `word` in a stage, in order. */
export function allOf({ instructions }: Stage, word: string): string[] {
  return instructions.filter((one) => one.word === word).map(({ rest }) => rest)
}

/** Names and values that ENV sets. */
export function environmentOf(stage: Stage): Map<string, string> {
  const pairs = allOf(stage, 'ENV').flatMap((rest) => [...rest.matchAll(/([A-Z_]+)=(\S*)/g)])
  return new Map(pairs.map(([, name, value]) => [name!, value!]))
}

/** The words of a command in the form with brackets; options in front of it are passed over. */
export function wordsOf(rest: string | undefined): string[] {
  const list = /\[.*\]$/.exec(rest ?? '')
  return list ? (JSON.parse(list[0]) as string[]) : []
}
