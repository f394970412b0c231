// Words that tell English from other languages in a few words, where a statistical detector guesses.

const list = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** The commonest words of English conversation; of a real one they are two thirds. */
export const englishWords = list(`
  the a an and or but if so because as than then that this these those there here what which who whom whose when where
  why how of to in on at by for with from about into over after before up down out off again just only also too very
  really not no yes yeah yep nope okay ok right well oh hello hi hey bye goodbye please thank thanks sorry sure fine
  good great i you he she it we they me him her us them my your his its our their mine yours myself yourself
  am is are was were be been being do does did doing done have has had having will would shall should can could may
  might must go going gone went get getting got let give gave take took make made know knew think thought say said
  tell told ask see saw look looking want wanted need needed like help call called calling try trying come came work
  working use using pay paid send sent put keep find found feel leave left mean talk speak wait hold check change
  i'm i've i'll i'd you're you've you'll you'd he's she's it's it'll we're we've we'll they're they've that's there's
  what's who's how's let's don't doesn't didn't isn't aren't wasn't weren't can't couldn't won't wouldn't haven't
  hasn't hadn't shouldn't gonna wanna gotta cause 'cause em
  one two three four five six seven eight nine ten eleven twelve zero hundred thousand twenty thirty forty fifty sixty
  seventy eighty ninety first second third half
  day days today tomorrow yesterday week month year time morning afternoon evening night minute minutes hour monday
  tuesday wednesday thursday friday saturday sunday last next now later still already yet ever never always back
  some any many much more most other another same new old all both every each few little lot something anything
  nothing everything someone anyone nobody everyone people man woman sir ma'am madam mister mr mrs miss
  number account name address phone email card bill money order service line customer company office appointment
  problem issue question information message date date's price payment bank insurance delivery package store home
  house way thing things bit able welcome possible available wrong happy free much long big small best better bad
  down online website app code password address zip street test manager care support agent department press
`)

const foreign = [
  // Spanish
  `hola sí gracias buenos buenas días tardes noches qué cómo está usted quiero puede por para con una los las del mi su
   pero muy bueno señor señora aquí ahora cuánto dónde cuándo cuenta es el yo español habla hablo bien claro
   adiós estoy tengo tiene ya también`,
  // French
  `bonjour oui merci je vous nous est les des une et pas mais très bien suis avec pour dans sur monsieur madame allô
   c'est s'il voulez parlez français votre mon ma au revoir`,
  // German
  `hallo guten tag ja nein danke bitte ich sie wir ist nicht und der das ein eine mit für auf können möchte haben
   mein ihr wie sprechen deutsch tschüss wiedersehen genau`,
  // Portuguese
  `olá bom boa tarde noite obrigado obrigada não sim eu você meu minha por uma com está quero posso fala tudo senhor`,
  // Italian
  `ciao buongiorno pronto grazie sì sono vorrei per con che della il non è signora parla prego`,
  // Dutch, Scandinavian, Polish
  `goedemorgen dank ik het een niet mijn heb kan u hej tack jag det är inte goddag tak jeg ikke og dzień dobry tak nie
   proszę dziękuję`,
  // Romanised Hindi, Tagalog, Haitian, Turkish, Vietnamese
  `namaste haan nahi kya hai mera aap main ji theek po opo salamat kamusta ako ang ng mga bonjou mwen merhaba evet
   hayır teşekkürler xin chào vâng không cảm ơn`,
]

/** Common words of other languages that are no English ones. */
export const foreignWords: ReadonlySet<string> = new Set(
  foreign.flatMap((words) => [...list(words)]).filter((word) => !englishWords.has(word)),
)

/** A menu may offer another language; that makes no call foreign. */
export const languageOffer =
  /\b(?:para (?:espa[nñ]ol|continuar)|oprima|marque (?:el )?|pour (?:le )?fran[cç]ais)\b/i

/** What share of common words tells; measured on calls of our own: English ones have 0.52 and more, over 30 words 0.6
 * and more, and what an English recogniser makes of Spanish 0.47. */
export const shares = {
  /** A line below it is foreign, and one with a foreign word below the next. */
  foreign: 0.2,
  mixed: 0.45,
  /** A long call below it was English only to the recogniser. */
  misheard: 0.5,
}

/** Few words say little: names and numbers are in no list. */
export const fewestWords = { foreignLine: 6, line: 3, misheardCall: 30 }
