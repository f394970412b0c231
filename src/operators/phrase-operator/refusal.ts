// Whether an answer turns down what was offered.

const OPENING = String.raw`\W*(?:(?:oh|um|uh|well|er|hmm|actually|honestly|sorry|thanks|thank you|but|look)\W+)*`
/** "No problem" and "not at all" agree. */
const NO = String.raw`(?:no|nope|nah|not)\b(?!\W+(?:problem|worries|objections?|at all|a problem|an issue)\b)`
const RATHER_NOT = String.raw`i(?:'d| would) (?:really )?(?:rather|prefer)(?: that)?(?: you)? (?:not|didn't|did not|don't|wouldn't)\b`
const DO_NOT = String.raw`(?:please )?(?:don't|do not)(?: you)? (?:bother|worry|do that|put me|send|transfer|connect)\b`
const NOT_WANTED = String.raw`i (?:don't|do not|really don't) (?:want|need|think so)\b`
const NOT_NEEDED = String.raw`(?:that|it)(?:'s not| is not| isn't| won't be| will not be) (?:necessary|needed|required)\b`
const LATER = String.raw`(?:never ?mind|forget it|i'll (?:pass|call back)|maybe (?:later|another time))\b`
const refusal = new RegExp(
  `^${OPENING}(?:${[NO, RATHER_NOT, DO_NOT, NOT_WANTED, NOT_NEEDED, LATER].join('|')})`,
  'i',
)
/** "Do you mind?" is agreed to with a no. */
const agreement = /\b(?:go (?:right )?ahead|please do|go for it|i don't mind)\b/i

/** Whether `answer`, all that is said in reply to an offer, begins by turning it down. */
export function isRefusal(answer: string): boolean {
  const text = answer.replaceAll('’', "'")
  return refusal.test(text) && !agreement.test(text)
}
