// Short forms and what they stand for, so that "don't" and "do not" are the same words.

const whole: Record<string, string> = {
  cannot: 'can not',
  "can't": 'can not',
  "won't": 'will not',
  "shan't": 'shall not',
  "ain't": 'is not',
  "let's": 'let us',
  "y'all": 'you all',
  gonna: 'going to',
  wanna: 'want to',
  gotta: 'got to',
  lemme: 'let me',
  gimme: 'give me',
  dunno: 'do not know',
  im: 'i am',
  ive: 'i have',
  youre: 'you are',
  theyre: 'they are',
}

/** What recognisers write without the apostrophe; only forms that are no words of their own. */
const bareNegations = /^(do|does|did|is|are|was|were|have|has|had|would|could|should|ca|wo)nt$/

const endings: [RegExp, string][] = [
  [/n't$/, ' not'],
  [/'m$/, ' am'],
  [/'re$/, ' are'],
  [/'ve$/, ' have'],
  [/'ll$/, ' will'],
  [/'d$/, ' would'],
  [/(?<=^(it|he|she|that|this|what|who|where|there|here|how|when))'s$/, ' is'],
  [/'s$/, ''],
]

/** The full words of `word`, which is in lower case with straight apostrophes; usually just itself. */
export function expandContraction(word: string): string[] {
  const text = Object.hasOwn(whole, word) ? whole[word]! : expandEnding(word)
  return text.replaceAll("'", '').split(' ')
}

function expandEnding(word: string): string {
  const bare = bareNegations.exec(word)?.[1]
  if (bare) return `${{ ca: 'can', wo: 'will' }[bare] ?? bare} not`
  const ending = word.includes("'") ? endings.find(([pattern]) => pattern.test(word)) : undefined
  return ending ? word.replace(...ending) : word
}
