// A few words of mood in other languages than English: beginnings of words, without regard to negation. A rough guide.

interface MoodWords {
  complaints: readonly string[]
  praises: readonly string[]
}

const list = (text: string) => text.trim().split(/\s+/)

const wordsByLanguage: Record<string, MoodWords> = {
  de: {
    complaints: list(
      'unverschämt furchtbar schrecklich katastroph enttäusch ärger verärgert wütend sauer beschwer frechheit unmöglich inakzeptab schlecht betrug abzocke kündig mist skandal unzufrieden nervt peinlich schlimm',
    ),
    praises: list(
      'super wunderbar toll großartig hervorragend ausgezeichnet perfekt klasse begeistert zufrieden freundlich erleichtert fantastisch prima hilfsbereit spitze',
    ),
  },
  es: {
    complaints: list(
      'terrible horrible pésim molest enojad enfadad furios frustra decepcion indignad inaceptable queja reclam estafa vergüenza ridícul harto harta fatal injust robo asco ladron malísim',
    ),
    praises: list(
      'excelente maravill fantástic genial perfect encanta encantad increíble estupend content feliz satisfech agradezco amabilísim buenísim magnífic alivio',
    ),
  },
  fr: {
    complaints: list(
      'inadmissible scandaleu horrible terrible déçu décevant furieu colère énerv frustr honte honteu arnaque inacceptable ras-le-bol marre catastroph nul nulle plainte insupportable pénible voleur',
    ),
    praises: list(
      'super génial excellent parfait formidable ravi merveilleu content satisfait magnifique fantastique soulag adorable impeccable incroyable',
    ),
  },
  it: {
    complaints: list(
      'terribile orribile pessim delus arrabbiat furios frustra vergogn inaccettabile reclamo truffa assurd stuf ridicol schifo disastr scandal ladri',
    ),
    praises: list(
      'ottim eccellente meraviglios fantastic perfett bravissim content felice soddisfatt gentilissim splendid sollievo magnific',
    ),
  },
  nl: {
    complaints: list(
      'belachelijk verschrikkelijk vreselijk teleurgesteld boos woedend gefrustreerd klacht schandalig onacceptabel oplichting waardeloos slecht ontevreden zat',
    ),
    praises: list(
      'geweldig fantastisch uitstekend perfect prachtig tevreden blij opgelucht super heerlijk fijn',
    ),
  },
  pt: {
    complaints: list(
      'terrível horrível péssim chatead irritad furios frustra decepcion inaceitável reclama absurd vergonha ridícul golpe indignad raiva cansad roubo nervos',
    ),
    praises: list(
      'excelente maravilh fantástic ótim perfeit adorei adoro incrível content feliz satisfeit aliviad show parabéns',
    ),
  },
}

const made = new Map<string, { complaints: RegExp; praises: RegExp } | null>()

/** How many words of mood `text` has, each way; none in languages without a list. `languageCode` is like de-DE. */
export function countMoodWords(text: string, languageCode: string): { positive: number; negative: number } {
  const language = languageCode.slice(0, 2).toLowerCase()
  const known = made.get(language)
  const patterns = known === undefined ? patternsOf(language) : known
  made.set(language, patterns)
  if (!patterns) return { positive: 0, negative: 0 }
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0
  return { positive: count(patterns.praises), negative: count(patterns.complaints) }
}

function patternsOf(language: string) {
  const words = wordsByLanguage[language]
  if (!words) return null
  const beginning = (some: readonly string[]) => new RegExp(`(?<!\\p{L})(?:${some.join('|')})`, 'giu')
  return { complaints: beginning(words.complaints), praises: beginning(words.praises) }
}
