// Names that are spelled when asked for: short ones ("N G"), and long ones that go on after the listener read a piece
// back. Without the question a row of so few letters is a size, a state or a plan.
import { isAside } from '../asides.ts'
import { spelledRunAt } from '../spelled-run.ts'
import { type Answer, maskedType, type Turn, turnsAway } from './turn.ts'

/** Most turns from the question, or the last piece of its answer, to the next piece. */
const MOST_TURNS = 6
/** Most words of a question that only names what it wants. */
const MOST_TOPIC_WORDS = 5

const topic =
  / (?:(?:your|his|her|their|the|that|first|last|middle|family|maiden|full|given) names?|surnames?|last names?|spell(?:ed|ing)?|names? (?:is|please)) /
const asking = / (?:what|how|who|can|could|may|need|have|get|give|tell|confirm|spell|please|and|your) /
/** Names of what is no person, and letters of something else. */
const otherTopic =
  / (?:company|business|product|model|brand|street|city|town|state|email|mail|user|user name|username|website|domain|plan|file|code|device|order|pet|school|bank) /
const beside = new Set(
  (
    "it it's 's is that that's my the a name names last first middle sur surname spelled spelt spells yes yeah yep no right " +
    'correct sure okay ok so well uh um and then oh sorry got mm hm hmm mhm huh uhhuh great perfect thanks thank you go on ahead ' +
    'just actually with as in letters please capital dash hyphen apostrophe again next'
  ).split(' '),
)

interface OpenName {
  asker: number
  last: number
  spelled: boolean
}

/** The spelled rows of `turns` that answer a question for a name, read back or not. */
export function answeredSpellings(turns: readonly Turn[]): Answer[] {
  const answers: Answer[] = []
  let open: OpenName | null = null
  turns.forEach((turn, at) => {
    if (open && at - open.last > MOST_TURNS) open = null
    const least: number = open?.spelled ? 1 : 2
    const rows = open ? rowsAlone(turn, least) : null
    if (open && rows && rows.length > 0) {
      for (const row of rows) answers.push({ ...row, turn: at, type: 'NAME' })
      open.last = at
      open.spelled = true
      return
    }
    if (asksForName(turn)) open = { asker: turn.channel, last: at, spelled: false }
    else if (open && rows) open.last = at
    else if (open && turn.channel === open.asker && !isAside(turn.text)) open = null
  })
  return answers
}

function asksForName(turn: Turn): boolean {
  const { said, text, lexemes } = turn
  const match = topic.exec(said)
  if (!match || otherTopic.test(said) || turnsAway(turn, match.index + match[0].length)) return false
  return text.includes('?') || asking.test(said) || lexemes.length <= MOST_TOPIC_WORDS
}

/** The rows of a turn of which the rest says nothing or is a name already; null when it says something. */
function rowsAlone(turn: Turn, least: number): { from: number; to: number }[] | null {
  const rows: { from: number; to: number }[] = []
  const { lexemes } = turn
  let named = false
  for (let at = 0; at < lexemes.length; at++) {
    const run = spelledRunAt(lexemes, at)
    const type = maskedType(turn, at)
    if (run && run.letters.length >= least) {
      rows.push({ from: run.from, to: run.to })
      at = run.to
    } else if (type === 'NAME') named = true
    else if (type !== null || !beside.has(lexemes[at]!.key)) return null
  }
  return rows.length > 0 || named ? rows : null
}
