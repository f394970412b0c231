// Words for digits and numbers as they are said, and words that recognisers write in place of digits.

const digits = 'zero one two three four five six seven eight nine'.split(' ')
const teens = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ')
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')

/** Single digits by word. "o" and "oh" count only beside other digits. */
export const digitWords = new Map<string, string>([
  ...digits.map((word, value): [string, string] => [word, String(value)]),
  ['oh', '0'],
  ['o', '0'],
  ['nought', '0'],
  ['naught', '0'],
  ['nil', '0'],
  ['niner', '9'],
])

/** 10 to 19. */
export const teenWords = new Map(teens.map((word, i) => [word, String(10 + i)]))

/** 20 to 90 in tens. */
export const tensWords = new Map<string, string>([
  ...tens.map((word, i): [string, string] => [word, String(20 + 10 * i)]),
  ['fourty', '40'],
])

/** Words written for a digit that sounds alike; believed only between digits. */
export const slipWords = new Map(
  Object.entries({
    or: '4',
    for: '4',
    fore: '4',
    to: '2',
    too: '2',
    ate: '8',
    won: '1',
    tree: '3',
    free: '3',
    sex: '6',
    sicks: '6',
    fife: '5',
    nein: '9',
  }),
)

const ordinals =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth ' +
  'sixteenth seventeenth eighteenth nineteenth twentieth'

/** Ordinals 1 to 20 and "thirtieth". */
export const ordinalWords = new Map<string, number>([
  ...ordinals.split(' ').map((word, i): [string, number] => [word, i + 1]),
  ['thirtieth', 30],
])
