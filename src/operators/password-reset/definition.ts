// How people speak of a password that has to be reset.
import type { PhraseGrammar } from '../phrase-operator/grammar.ts'

/** What has a lock, a code or a reset of its own. */
const otherLocks = [
  '(apartment|house|car|keys|flat|truck|van|building|room|garage|door|gate|lockbox|"lock box"|badge|elevator|parking|locker|cupboard|barn|shed)',
  '(thermostat|oven|alarm|breaker|meter|clock|"sim"|"ink"|heating|boiler|limit|preferences|"factory"|pdf|document|"zip"|"usb")',
  '(promo*|voucher|coupon|discount|gift card|tracking|delivery|deliveries|parcel|package|barcode|points|booking reference)',
  '(router|modem|wifi|"wi fi"|hotspot) ...4 (reset|"restart"|name)',
  '(reset|"restart") ...4 (router|modem|wifi|"wi fi"|hotspot|box|signal|connection|phone|greeting)',
]

/** A password that works, is not wanted, or is only talked about. */
const noTrouble = [
  '(not|never) (share|give|tell|ask|disclose|need|send|write) ...5 {secret}',
  '(no need|not need|not have|not want|not going|not like) to ...1 (reset|change|update|remember|create) ...3 {key}',
  '(not|never) (forget|forgotten|lost|lose) ...2 {key}',
  '! know my {secret}',
  '{key} (is|are|is all) (fine|okay|ok|good)',
  '<!("not") {key} (that)? ("works"|"worked"|"is working"|"are working") !(yesterday|before|on|until|last|for)',
  '("not"|"nothing" wrong with|"no" (problem|problems|issue|issues|trouble) with) (the|my|a|your)? {key}',
  '("changed"|"reset"|"updated"|"change"|"got") (my|the|your|a|to)? (new)? {key} ...8 (in now|fine now|"works"|"worked"|"is working"|working (great|fine|now|well)|"so that" is not|thanks|thank)',
  '"how" ("often"|"many") ...8 {secret}|"how" "long" (do|does|should|must|can|is) (a|my|the|your)? {secret} (have|be|last|need)',
  '(is it|it is|is that) (safe|okay|ok|secure|wise) to ...6 {secret}',
  '(somebody|someone|they|email|caller|stranger|text|man|guy|letter) ...6 ("asked"|"asking"|"asks"|"wanted") ...6 {secret}',
  '("gave"|"given"|"told"|"shared"|"tell"|"share") ...2 {secret} (to|with)|(scam|scammer|phishing)',
  '(wifi|"wi fi"|hotspot|router|network) {secret} ...6 (on|sticker|label|box|back|guest|visitor|cafe|hotel)',
  '{secret} (so|so that) (only|nobody|no one|just)|(set up|want|like) ...3 {secret} so ...4 (only|nobody|no one)',
  '"verbal"|(put|set|add|place|have|having) a {secret} (on|with|for) ...4 (account|policy|file|profile|extra|security|case)',
  '(when|"will i"|"has my"|"did my"|"how long") ...6 ("pin"|"pins") ...8 (mail|arrive|come|post|deliver|sent|get|new card)|("pin"|"pin letter") ...4 (not|never) ...3 (arrive|come|turned up|shown up)|("pin"|"pins") (be)? (mailed|posted|sent|delivered) to|card ...8 ("pin") (letter)? ...4 (mail|arrive|come|yet)',
  '"will" i (get|receive|have) ...3 ("pin")',
  '(keep|same|"new card") ...4 ("pin"|"pins")|("pin") ...3 "new card"',
  '(need|have to|require|want) {whose}? {secret} to (download|book|order|join|buy|pay|enter|view|read)',
  '(regist*|sign up|signing up|sign me up|second|extra|another|separate|additional) ...6 {logon}|{logon} for (my|the|our|his|her) (wife|husband|mother|mom|mum|assistant|son|daughter|new)',
]

/** Why else one can not get in. */
const otherCauses = [
  '(site|website|"web site"|"page"|server|servers|internet|network|system|app|portal) ...5 ("down"|crash*|slow|offline|maintenance|loading|freez*|load|"not responding"|blank)',
  '(internet|server|servers|network|power|electricity|broadband|line) (is|was|are|has been|went|being) ...2 "out"',
  '(server error|internal error|"error 500"|outage|no internet|"lights on")',
  '(fraud|suspicious|payment|paid|unpaid|overdue|owe|"bill"|funds|transaction|abroad|travel*|balance|overdrawn|stolen|"fee")',
  '(meeting|zoom|class|webinar|webinars|course|"game")',
]

/** What PasswordReset looks for. */
export const passwordReset: PhraseGrammar = {
  probability: 0.93,
  missedProbability: 0.06,
  slots: {
    secret:
      'password|passcode|"pass code"|"pass codes"|"pass word"|"pass words"|passphrase|"pass phrase"|"pin" !(in|pad|pads|keypad|terminal|machine|drop|cushion|number on the back|letter)|"pins"|"p i n" !(pad|pads|keypad|terminal|machine)|"pin number"|"pin code"|"security code" !(on|of|from)|"secret word"|"security word"|"security answer"|"security answers"|"security question"|"security questions"|credential*|"access code"|"memorable word"|"memorable information"|("login"|"log in"|"sign in"|"logon") ("details"|"info"|"information"|"data")',
    // Nouns only with a word before them that tells: "log in" alone is what people do.
    logon:
      '("login"|"log in"|"logon"|"log on"|"sign in"|"sign on"|"user name"|"username"|"user names"|"usernames"|"user id"|"online id") !(page|screen|button|site|website|link|section|desk|form|box|tab|email|bonus|fee|history|for my|for the)',
    mine: 'my|your|his|her|their|our|the|that|forgotten|forgot|lost',
    own: '{mine} {kind}? {kind}? {logon}',
    whose: 'my|the|a|your|that|his|her|their|our|this|an|any',
    kind: '"old"|"new"|"online"|"banking"|"account"|"app"|"email"|"voicemail"|"portal"|"login"|"current"|"temporary"|"temp"|"website"|"computer"|"windows"|"network"|"debit card"|"credit card"|"card"|"online banking"|"user"|"account"|"forgotten"|"internet banking"|"vpn"|"netbanking"|"net banking"|"mobile"|"work"|"laptop"|"apple id"|"itunes"|"gmail"|"profile"|"outlook"|"telephone banking"|"one time"|"security"|"atm"|"four digit"',
    thing: '{whose}? {kind}? {kind}? {secret}|{own}',
    // A password, or a login that is somebody's.
    key: '{secret}|{own}',
    account:
      'account|accounts|app|application|portal|"online"|website|web site|site|system|profile|email|"e mail"|mail|"online banking"|banking|netbanking|computer|laptop|dashboard|page|software|program|vpn|network|login|server|mobile app|platform|internet banking|web page|workstation|timesheet|payroll',
    cannot:
      '(can|could|will|would|do|"did"|am|is) not (be|seem to|able to|even|let me|allow me to|let me to|able|manage to|possibly|currently|now|get to)?|unable to|not able to|having (trouble|problems|issues|difficulty|difficulties|a hard time|a problem|an issue)|trouble|problem|problems|struggling to|"cannot"|fail to|failing to|never|(have|has|had) not been able to',
    trouble:
      '"wrong"|problem|problems|trouble|issue|issues|expire|expired|hint|clue|hacked|stuck|weird|"keeps"|forgot|forget|forgotten|error|fail|failed|locked|blocked|disabled|reject|useless|resend|struggle|struggling|confused|mess|unable|lost|broken|reset',
    wrong:
      'invalid|incorrect|"wrong"|expired|expire|rejected|"not valid"|"not correct"|"not recognized"|"not recognised"|"no good"|"not right"|"not matching"|"bad"|compromised|outdated|"old"|failing|"failed"',
  },
  rules: [
    {
      by: 'anyone',
      patterns: [
        // reset my password
        '! ("reset"|"resetting"|"resets"|"re set"|"recover"|"recovering"|"retrieve"|"retrieving"|"restore"|"renew"|"replace"|"redo"|"unlock"|"reissue"|"regenerate") (up)? (for you|you|me|us|out)? {thing} !(protected|manager)',
        '! <!("did"|"when you") ("change"|"changing"|"changed"|"update"|"updating"|"create"|"creating"|"set up"|"setting up"|"generate"|"issue"|"make"|"choose"|"pick"|"set your"|"setting your"|"set my"|"setting my"|"set a") (up)? (for you|you|me|us|out)? {whose}? {kind}? {kind}? {secret} !(protected|manager|with you|last year)',
        '! ("change"|"changing"|"changed"|"update"|"updating"|"set up"|"redo"|"redoing") {own} !(display|picture|photo|avatar|image)',
        '! ("reset"|"resetting"|"re set") ...3 {key}',
        '! {thing} (to be|be|get|needs to be|need to be|needs|to get|have to be|has to be|is|has been|was|link|needs a|for me|for you|being)? (been|be)? ("reset"|"resetting"|"resets"|"re set"|"recovery"|"changed"|"unlocked"|"renewal"|"assistance"|"change") !("of address"|"last year")',
        '! (new|fresh|temporary|temp|another|different|replacement|forgotten|forgot|default|"one time"|better|stronger) (set of)? {kind}? {kind}? {secret} !(manager)',
        '(start|begin|set) (over|again|fresh) with {thing}',
        '! (new|different|replacement|temporary) (set of)? {kind}? {logon} (because|since|as|please|details|to get|$|the old|my old|mine|the one)',
        // I forgot my password
        '! (forget|forgot|forgotten|lose|lost|misplaced|mislaid|blank on|blanked on|blanking on|lost track of|threw away|thrown away) (about)? (what)? {thing}',
        '! (lost|threw away|misplaced|mislaid|binned|can not find) ...6 (with|where) ...4 {thing}',
        '(not|never|hardly|"no idea"|cannot|trouble|struggling|trying to) ...6 (remember|recall|recollect|"think of"|"work out"|"figure out"|"come up with") (of)? ...4 {key} !("manager")',
        '(not|never|hardly) ...2 (know|have|find|"got") (what|of|a clue|an idea|any idea)? ...3 {secret} !(manager|protected|to (book|pay|download))',
        '(not|never|hardly) ...2 (know|find|"got") (what)? {own}',
        '(no idea|no clue|not sure|not a clue|not the (foggiest|faintest|slightest)|"beats me") (what|of)? ...5 {key} (is|was|$|i|for|might|could|should|even)?',
        '{key} ...5 (not|never|"no idea"|"no clue") ...2 (remember|recall|know|set up|working|work|match|recognize|recognise|accept|accepted|valid|right|correct|arrive|accepting|taking|go through|going through|recognized|recognised|function|take|doing anything|cut it|stick|sticking|it was|what it)',
        '{key} ...4 ("no idea"|"no clue"|"not a clue"|"clueless"|"not the foggiest") ($|what|which|where)',
        '(not|never|forgot|forgotten) ...1 (remember|recall|know|think)? "how" ...2 (log|sign) (back)? (in|on) !(to)',
        '(not|never) ...1 (remember|recall|know|think of) ...8 (for (the|my) {key}|as (my|the|a) {key})',
        '{key} ...3 (has|have|went|gone|slipped|escaped|escapes|flew|left) ...4 (me|my|mind|head|blank|expired|brain)',
        '(mind|brain|memory|head) ...5 (blank|fog|empty|gone|sieve) ...12 ({key}|account|in)',
        '{secret} ...8 ("threw"|"thrown"|"tossed"|"binned"|"shredded"|"lost") (it|that|the)',
        '{key} ...12 ("no idea"|"no clue") (what|which)|{key} ...10 not let (me|us) !(down)',
        '{key} ...10 ("does"|"do"|"did"|"will"|"would"|"has"|"is") not (work|working|take|function|go through|match|stick) !(so|because)|{key} ...8 (stopped|quit) working',
        '{key} ...15 cannot get (back)? in !(touch|contact|the)',
        '{key} ...10 (tells|telling|says|saying|said|reads) (me|that|it)? ...3 {wrong}',
        '{account} (says|saying|shows|showing) ...3 locked',
        '(get|getting) back (in|into|onto|on) (to)? (my|the|our|his|her) {kind}? {account}',
        '{key} ...4 (run|ran|timed|lapsed|went) (out|dead|bad|stale|invalid)',
        // wrong password
        '! {thing} (that i|i|we|she|he|keeps|it|is|was|has|are|were|comes up|coming|says|being|just|got|getting|coming back|coming up|now|no longer)? (enter|entered|typed|use|have|set|is|was|been|being|as|coming up as|not)? ...2 {wrong}',
        '! ({wrong}) {kind}? {secret}',
        '! (invalid|incorrect|"wrong"|unknown|unrecognized|unrecognised|"not recognized"|"not recognised"|bad|failed) {kind}? ({logon}|"user"|"log on")',
        '{secret} ...6 (need|want|get|give|send|make|set|have) ...2 (new|fresh|different|another) one',
        '(padlock|lock) (on|symbol) ...8 (password|attempts|guess|tries|wrong)|(guess|guessed|guessing) (my|the) {secret}',
        '(shut|barred|blocked|frozen|kept|thrown) out (of)? ...6 ({account}|{secret})|{secret} ...8 (shut|barred|blocked|frozen|thrown) (me)? out',
        '(not|never|stop*|refuse*|reject*|will not|keeps rejecting|declin*) ...3 (accept|recognize|recognise|take|like|accepting|taking|recognizing|read|rejecting|let) ...3 {thing}',
        '(reject|refus|declin|den|deny|denied|rejects|refuses|declines) {thing}',
        '{key} (is|are|was)? (being)? (not|"no longer"|"stopped"|"isn\'t"|rejected|refused|denied|declined|expired) !(the (problem|issue|trouble)|in my)',
        '{own} (is|are|was|has|have|got|keeps)? (been|now|being|getting)? (disabled|suspended|deactivated|blocked|locked|frozen|dead|broken|blacklisted|revoked)',
        '{secret} (is|are|was|has|have|got)? (been|now|being)? (disabled|suspended|deactivated|blocked|locked|frozen|dead|useless|broken)',
        '{wrong} ...3 {key} (i mean|$)',
        '("put"|"putting"|"enter"|"entering"|"typing"|"type"|"using"|"use"|"trying"|"try"|"key"|"keying"|"punch"|"punching") (in)? {thing} ...6 (goes back|nothing|loop|back to|not|wrong|error|rejects|denied|kicks|blank|spinning|shaking|says|clears|asks again|again and again)',
        '{key} ...3 (hacked|stolen|compromised|leaked|breached|exposed)',
        '(somebody|someone|hacker|they|he|she|daughter|son|husband|wife|ex) (has|have)? ("changed"|"reset"|"guessed"|"got"|"stole"|"knows") {thing}',
        '(log|logged|signed|kicked|timed|logs|signs) (me|us|you) out ...6 (not|cannot|never) ...3 (in|on|into)',
        '(tried|tries|try|attempts) ...5 (locked|"blocked") !(door|car|the door|gate)',
        '(forget|forgot|forgotten|lost) (all)? (my|the)? (log in|login|sign in|account)? (info|information|details|credentials) (to|for|$|and|so|on)',
        'not ...1 get (back)? ("in"|"into") (forgot|again|anymore|online|with my|using|to (my|the) (account|app|portal|profile|email))',
        '(recover|recovering|retrieve|regain) (my|the|your|an) (account|login|profile|access)',
        '(email|link|text|message) to reset (it|that|them)',
        'not (give|giving|send|sending|get|getting|receive|receiving) ...3 code to (log|sign|get) (back)? (in|on|into)',
        '(email|phone|number|inbox) ...5 "reset" it',
        '! unlocked (you|him|her|your (account|profile|login|user|access))',
        '(use|used|run|ran|using) (up|out) ...3 (tries|attempts|chances|goes|guesses)',
        '("sign in"|"log in"|"login"|"sign on"|"log on") ...4 (boots|kicks|throws|logs|signs|kicking|throwing|booting) (me|you|us) (back)? (out|off)',
        'not have (my|the|his|her|their) {kind}? ("login"|"pin"|"username"|"user id") !(yet|handy|with me|to hand)',
        '! (clear|remove|lift|release|take off|taken off|cleared|lifted) ...2 lock (on|from|off) ...2 (account|login|profile|user)',
        '! (hit|click|press|tap|select|choose|use|try|clicked|clicking|hitting|pressing|pressed|tapped) (on|the)? (the|where it says)? ("forgot"|"forgotten"|"reset my password"|"reset password"|"lost password"|"trouble logging in"|"trouble signing in")',
        '(temporary|temp) (one|password|code|pin) ...12 (log in|change it|sign in|change that|replace it)',
        '("new"|"temporary") {kind}? {secret} ...6 (let|lets|works|work|try|log|sign)',
        '{secret} ...6 not (find|locate|get it|get in)',
        // reset link
        '(reset|recovery|"forgot password"|"forgot your password"|"forgotten password") (link|email|e mail|code|text|button|page|instructions|message|option|token)',
        'verification (code|link|email|text|message) ...6 (log|sign|get) (back)? (in|on|into)',
        '("forgot"|"forgotten"|"lost") (my|your|the)? ("password"|"pin"|"passcode"|"login"|"username")',
        '(link|email|text|code|instructions|steps) ...5 (to|for|and|where|so) (you can)? ("reset"|"create"|"change"|"set"|"choose"|"recover"|"update"|"setting"|"changing"|"choosing"|"creating"|"make"|"making") ...3 {key}',
        '{key} (reset|recovery) (request|link|email|tool|page|form|option|process|portal|code|please|$|for|on|done)',
        // locked out
        'locked (me|us|him|her|them|myself|ourselves|himself|herself)? out !(of (the|my|our) (car|house))',
        '(locks|lock|locking) (me|us) out !(of the (car|house))',
        '! {account} (is|was|got|has been|has|been|have been|gets|keeps getting|keeps|says it is|being)? (been|temporarily|now)? ("locked"|"blocked"|"locked up"|"frozen"|"deactivated"|"disabled") (after|because|due|from|since|out|again|for too|too many|i tried|and i|when|by|on me|as)',
        '! <!("how") (unlock|unlocking|unlocked) (my|your|the|his|her|a|this|our)? {kind}? (account|login|profile|user|user id|username|online access|access|id)',
        '(too many) ...1 (attempts|tries|goes|times|failed|incorrect|wrong|logins|login|unsuccessful)',
        '(#|several|multiple|many|failed|unsuccessful|incorrect) (failed|incorrect|wrong|unsuccessful|login|log in|sign in|password)? (login|log in|sign in|password)? attempts',
        '("let"|get|getting) (me|us|him|her|you) "back" "in" ("to"|$|please|now)|("let"|get|getting) (me|us|him|her|you) "back" into ...3 {account}',
      ],
      unless: [...otherLocks, ...noTrouble],
      unlessInSentence: otherCauses,
    },
    {
      by: 'anyone',
      probability: 0.8,
      patterns: [
        // I can't log in
        '{cannot} ...2 ("log"|"login"|"sign"|"logging"|"signing"|"log in"|"logon"|"logged"|"signed") (back)? (in|on|into|onto|$|to|with) !(desk|sheet|book)',
        '{cannot} ...1 ("get"|"getting"|"access"|"accessing"|"enter"|"open"|"reach") (back)? (in|into|to|inside|on|onto)? (to)? (my|the|your|our|his|her|this)? {kind}? {account} !(building|number)',
        '(not|never) let (me|us|him|her) (back)? ("in"|"log in"|"sign in"|"log on"|"login"|"into my account"|"access")',
        '(sign in|log in|sign on|log on) ...4 ("will not"|"would not"|"refuses"|"wont") ...1 (have it|let me|work|take it|go|go through|budge)',
        '(stuck|stopped|trapped|blocked) (on|at) (the|your|this) ("login"|"log in"|"sign in"|password) (page|screen|prompt|step)?',
        '(reject|refuse|decline|deny|not accept|not take|not recognize) ...2 (what|everything|whatever|every|anything) ...2 (type|enter|put|try|key)',
        '(kicked|kicks|kick|throws|throwing|booted|boots) (me|us)? ...2 (out|off) ...5 (log*|sign*|{account}|{secret})',
        '(tried|trying|try) (all|every|different|several|multiple|a bunch of|a few) ...4 (combination|combinations|{secret}|passwords)',
        '(tried|guess|guessed|guessing|typed|entered|typing|entering|keyed|put) ...5 {key} ...5 (wrong|not|times|attempts|"incorrect"|locked|nothing)',
        '(asking|asks|wants|prompts|prompting|prompted) (me)? (for)? (a|my|the)? {kind}? {secret} ...4 (never|not|forgot|forgotten)',
        '(confirm|second|re enter|retype|reenter|repeat|type) ...2 (new)? "password" (box|field|again|twice|below|there|in the)',
        '(characters|letters) ...5 (number|capital|symbol|special) ...8 {secret}',
        '(log*|sign*|get|getting|got) ("in"|"on"|"into") ...5 (says|saying|error) ...3 ({wrong}|locked|invalid)',
        'access (denied|is denied) ...4 (account|online|log*|portal)',
        '(reset|recover|restore|regain) (my|your|the|their) (account|access|login|online access|profile|user)',
        'help ...3 (logging|log|signing|sign|getting) (back)? (in|into|on) (to)? (my|the|your)? {kind}? {account}',
      ],
      unless: [
        ...otherLocks,
        ...noTrouble,
        '{cannot} ...6 card (number|numbers|details|reader|machine|slot)',
        '(log|sign|logged|signed|get) (me)? (in|on) (fine|okay|ok|without)',
        '{cannot} ...2 "open" ...8 (update|updated)',
      ],
      unlessInSentence: otherCauses,
    },
    {
      by: 'customer',
      probability: 0.8,
      patterns: [
        '! <!("not") ("tell"|"remind"|"give"|"send"|"email"|"text") me ...2 {thing} !(is protected)',
        'what (is|"was"|are|were) my {kind}? {key}',
        'what my {kind}? {key} (is|"was"|might|could|should|would)',
        'what ...5 (for|as) (the|my|a) {secret}',
        'how (do|can|would) i ...3 (get|make|set|create|obtain) (a|my|the)? (new|another)? {kind}? {secret}',
        'not ...2 (get|receive|got) ...2 code to (log|sign|get)',
        '! (help|assist|assistance|support|sort|sorting|deal|fix|fixing) ...5 {key}',
        '! (want|need|like) ...3 (my|the|a)? {secret} (sorted|fixed|done|looked at|resent|redone)',
      ],
      unless: [...otherLocks, ...noTrouble, '("what"|"why") (do|does) ...4 for', 'wifi|"wi fi"|hotspot'],
    },
    {
      // "What would you like to reset?" – "My password."
      by: 'customer',
      probability: 0.9,
      inReplyTo: [
        '(reset|forget|forgot|forgotten|lost|locked|unlock|"wrong"|"not working") (it|that|exactly|$)',
        '(what|which) ...6 (reset|forget|lost|locked|problem|issue|trouble|"wrong"|help|do for)',
      ],
      patterns: ['^ (it is|just|only|well|to)? (reset)? (my|the) {kind}? {kind}? {key} ($|please|for|on|to)'],
      unless: [...otherLocks, ...noTrouble],
    },
    {
      // Trouble and a password in one sentence.
      by: 'customer',
      probability: 0.75,
      patterns: [
        '! ({trouble}) ...8 (password|passwords|passcode|"pass word"|"pass code"|credential*|("my"|"the"|"a") ("login"|"pin"|"sign in"|"log in"|"username") !(page|screen|button|bonus|email|desk|pad|pads|keypad|terminal|machine))',
        '! (password|passwords|passcode|"pass word"|"pass code"|credential*|("my"|"the"|"a") ("login"|"pin"|"sign in"|"log in"|"username") !(page|screen|button|bonus|email|desk|pad|pads|keypad|terminal|machine)) ...8 ({trouble})',
      ],
      unless: [
        ...otherLocks,
        ...noTrouble,
        '(wifi|"wi fi"|hotspot|fine|share|manager|"know my"|"protect"|protected|letter|hinge|netflix)',
        '(not|"no") need ...4 {secret}',
        '"do" i (need|have to|require)',
        '("where"|"how") do i (enter|type|put)',
      ],
      unlessInSentence: otherCauses,
    },
    {
      by: 'agent',
      probability: 0.75,
      patterns: [
        '! (trouble|problem|problems|issue|issues|forgot|forgotten|difficulty) ...5 ({key}|"log in"|"logging in"|"login"|"signing in"|"logging on")',
        '! (password|passcode|"login") ...5 (trouble|problem|problems|issue|issues|forgot|forgotten|difficulty)',
        '! (trigger|send|do|start|initiate|request|push|force|perform|process|issue|put through|run) (you|out|through)? (a|the|that)? (another|quick|new)? reset (link|for you|from|on my|on your account|email|now|and|$)',
        '! (wipe|clear|remove|delete) (the|your|that)? old {secret}',
      ],
      unless: [
        ...otherLocks,
        ...noTrouble,
        '(modem|router|thermostat|box|device|meter|breaker|phone|tv|system|signal|factory)',
      ],
    },
    {
      by: 'agent',
      probability: 0.93,
      isOffer: true,
      patterns: [
        '(would you like|do you want|shall i|should i|want me to|may i|can i|like me to) ...4 (reset|change|unlock|update) ...3 ({key}|account)',
      ],
      unless: [...otherLocks, '(modem|router|address|plan|"account number"|email|details)'],
    },
  ],
}
