// How people speak of a password that has to be reset.
import type { PhraseGrammar } from '../phrase-operator/grammar.ts'

/** What PasswordReset looks for. */
export const passwordReset: PhraseGrammar = {
  probability: 0.93,
  missedProbability: 0.06,
  slots: {
    secret:
      'password|passcode|"pass code"|"pass codes"|"pass word"|"pass words"|passphrase|"pass phrase"|"pin" !(in|drop|cushion|number on the back)|"pins"|"p i n"|"pin number"|"pin code"|"security code" !(on|of)|"secret word"|"security word"|"security answer"|"security question"|"security questions"|credential*|"login"|"log in"|"logon"|"log on"|"login details"|"log in details"|"sign in"|"sign in details"|"sign on"|"user name"|username|"user id"|"access code"|"memorable word"|"memorable information"',
    whose: 'my|the|a|your|that|his|her|their|our|this|an|any',
    kind: '"old"|"new"|"online"|"banking"|"account"|"app"|"email"|"voicemail"|"portal"|"login"|"current"|"temporary"|"temp"|"website"|"computer"|"windows"|"network"|"debit card"|"credit card"|"card"|"online banking"|"user"|"account"|"forgotten"|"internet banking"|"vpn"|"netbanking"|"net banking"|"mobile"|"work"|"laptop"|"apple id"|"itunes"|"gmail"|"profile"|"outlook"|"telephone banking"|"one time"|"security"|"atm"|"four digit"',
    thing: '{whose}? {kind}? {kind}? {secret}',
    account:
      'account|accounts|app|application|portal|"online"|website|web site|site|system|profile|email|"e mail"|mail|"online banking"|banking|netbanking|computer|laptop|dashboard|page|software|program|vpn|network|login|server|mobile app|platform|internet banking|web page|workstation|timesheet|payroll',
    cannot:
      '(can|could|will|would|do|"did"|am|is) not (be|seem to|able to|even|let me|allow me to|let me to|able|manage to|possibly|currently|now|get to)?|unable to|not able to|having (trouble|problems|issues|difficulty|difficulties|a hard time|a problem|an issue)|trouble|problem|problems|struggling to|"cannot"|fail to|failing to|never|(have|has|had) not been able to',
    trouble:
      'not|never|"no"|"wrong"|problem|problems|trouble|issue|issues|help|lost|change|changed|expire|expired|hint|clue|remember|hacked|fix|stuck|weird|"keeps"|forgot|forget|forgotten|error|different|again|fail|failed|locked|blocked|old|reject|useless|sort|resend|struggle|struggling|confused|mess|unable',
    wrong:
      'invalid|incorrect|"wrong"|expired|expire|rejected|"not valid"|"not correct"|"not recognized"|"not recognised"|"no good"|"not right"|"not matching"|"bad"|compromised|outdated|"old"|failing|"failed"',
  },
  rules: [
    {
      by: 'anyone',
      patterns: [
        // reset my password
        '! ("reset"|"resetting"|"resets"|"re set"|"change"|"changing"|"changed"|"update"|"updating"|"recover"|"recovering"|"retrieve"|"retrieving"|"restore"|"create"|"creating"|"renew"|"replace"|"redo"|"unlock"|"set up"|"setting up"|"reissue"|"regenerate"|"generate"|"issue"|"make"|"choose"|"pick") (up)? (for you|you|me|us|out)? {thing} !(protected|manager)',
        '! ("reset"|"resetting"|"re set") ...3 {secret}',
        '! {thing} (to be|be|get|needs to be|need to be|needs|to get|have to be|has to be|is|has been|was|link|needs a|for me|for you|being)? (been|be)? ("reset"|"resetting"|"resets"|"re set"|"recovery"|"changed"|"unlocked"|"renewal"|"assistance"|"change") !("of address"|"last year")',
        '! (new|fresh|temporary|temp|another|different|replacement|forgotten|forgot|default|"one time"|better|stronger) (set of)? {kind}? {kind}? {secret} !(manager)',
        // I forgot my password
        '! (forget|forgot|forgotten|lose|lost|misplaced|mislaid|blank on|blanked on|blanking on|lost track of) (about)? (what)? {thing}',
        '(not|never|hardly|"no idea"|cannot|trouble|struggling|trying to) ...6 (remember|recall|know|think|find|recollect|"got") (of)? ...4 {thing} !("manager")',
        '{secret} ...5 (not|never) ...2 (remember|recall|know|set up|working|work|match|recognize|recognise|accept|accepted|valid|right|correct|arrive|accepting|taking|go through|going through|recognized|recognised|function|take)',
        '{secret} ...3 (has|have|went|gone|slipped|escaped|escapes) ...3 (me|my|mind|head|blank|expired)',
        '(no idea|no clue|not sure|not a clue) (what)? ...3 {secret} (is|was|$|i|for)',
        // wrong password
        '! {thing} (that i|i|we|she|he|keeps|it|is|was|has|are|were|comes up|coming|says|being|just|got|getting|coming back|coming up|now|no longer)? (enter|entered|typed|use|have|set|is|was|been|being|as|coming up as|not)? ...2 {wrong}',
        '! ({wrong}) {kind}? {secret}',
        '(not|never|stop*|refuse*|reject*|will not|keeps rejecting|declin*) ...3 (accept|recognize|recognise|take|like|accepting|taking|recognizing|read|rejecting|let) ...3 {thing}',
        '(reject|refus|declin|den|deny|denied|rejects|refuses|declines) {thing}',
        '{secret} (is|are|was)? (being)? (not|"no longer"|"stopped"|"isn\'t"|rejected|refused|denied|declined|expired)',
        '{wrong} ...3 {secret} (i mean|$)',
        '("put"|"putting"|"enter"|"entering"|"typing"|"type"|"using"|"use"|"trying"|"try"|"key"|"keying"|"punch"|"punching") (in)? {thing} ...6 (goes back|nothing|loop|back to|not|wrong|error|rejects|denied|kicks|blank|spinning|shaking|says)',
        '{secret} ...3 (hacked|stolen|compromised|leaked|breached|exposed)',
        '(somebody|someone|hacker|they|he|she|daughter|son|husband|wife) (has|have)? ("changed"|"reset"|"guessed"|"got"|"stole") {thing}',
        '(log|logged|signed|kicked|timed|logs|signs) (me|us|you) out ...6 (not|cannot|never) ...3 (in|on|into)',
        '(tried|tries|try|attempts) ...5 (locked|"blocked") !(door|car|the door|gate)',
        '(forget|forgot|forgotten|lost) (all)? (my|the)? (log in|login|sign in|account)? (info|information|details|credentials) (to|for|$|and|so|on)',
        'not ...1 get (back)? ("in"|"into") (forgot|again|anymore|online|with my|using|to (my|the) (account|app|portal|profile|email))',
        '(recover|recovering|retrieve|regain) (my|the|your|an) (account|login|profile|access)',
        '(email|link|text|message) to reset (it|that|them)',
        'not (give|giving|send|sending|get|getting|receive|receiving) ...3 code to (log|sign|get) (back)? (in|on|into)',
        '(email|phone|number|inbox) ...5 "reset" it !(modem)',
        '! unlocked (you|him|her|your (account|profile|login))',
        '(use|used|run|ran|using) (up|out) ...3 (tries|attempts|chances|goes|guesses)',
        '("sign in"|"log in"|"login"|"sign on"|"log on") ...4 (boots|kicks|throws|logs|signs|kicking|throwing|booting) (me|you|us) (back)? (out|off)',
        'not have (my|the|a|his|her|any|their)? {kind}? ("login"|password|"pin"|credential*|username|passcode)',
        '! (clear|remove|lift|release|take off|taken off|cleared|lifted) ...2 lock (on|from|off) ...2 (account|login|profile|card)',
        '! (hit|click|press|tap|select|choose|use|try|clicked|clicking) (on|the)? (the|where it says)? ("forgot"|"forgotten"|"reset my password"|"reset password"|"lost password"|"trouble logging in"|"trouble signing in")',
        '(temporary|temp) (one|password|code|pin) ...12 (log in|change it|sign in|change that|replace it)',
        '("new"|"temporary") {kind}? {secret} ...6 (let|lets|works|work|try|log|sign)',
        '{secret} ...6 not (find|locate|get it|get in)',
        // reset link
        '(reset|recovery|"forgot password"|"forgot your password"|"forgotten password"|verification) (link|email|e mail|code|text|button|page|instructions|message|option|token) !(for the modem)',
        '("forgot"|"forgotten"|"lost") (my|your|the)? ("password"|"pin"|"passcode"|"login"|"username")',
        '(link|email|text|code|instructions) ...4 (to|for|and) ("reset"|"create"|"change"|"set"|"choose"|"recover"|"update") ...3 {secret}',
        '{secret} (reset|recovery) (request|link|email|tool|page|form|option|process|portal|code|please|$|for|on|done)',
        // locked out
        'locked (me|us|him|her|them|myself|ourselves|himself|herself)? out (of)? (of)? ({whose}? {kind}? {account}|it|$|again|i|because|and|after|when|so|now|since|please|on|by|for|trying|online|completely)',
        '(locks|lock|locking) (me|us) out !(of the (car|house))',
        '! {account} (is|was|got|has been|has|been|have been|gets|keeps getting|keeps|says it is|being)? (been|temporarily|now)? ("locked"|"blocked"|"locked up"|"frozen") (after|because|due|from|since|out|again|for too|too many|i tried|and i|when|by|on me|as)',
        '! <!("how") (unlock|unlocking|unlocked) (my|your|the|his|her|a|this|our)? {kind}? (account|login|profile|user|user id|username|online access|access|id)',
        '(too many) ...1 (attempts|tries|goes|times|failed|incorrect|wrong|logins|login|unsuccessful)',
        '(#|several|multiple|many|failed|unsuccessful|incorrect) (failed|incorrect|wrong|unsuccessful|login|log in|sign in|password)? (login|log in|sign in|password)? attempts',
      ],
      unless: [
        '(apartment|house|car|keys|flat|truck|van|office building|room|garage)',
        '(router|modem|wifi|"wi fi"|thermostat|oven|alarm panel|breaker|meter|clock) ...3 (reset|"restart")',
        '(set up|create|make|register|setting up|get) (a|an|my)? (new|separate|online)? (login|username|user id|account) for',
        '(reset|"restart") ...4 (router|modem|wifi|"wi fi"|thermostat|oven|alarm panel|breaker|meter|clock)',
        '(not|never) (share|give|tell|ask|disclose|need) ...5 {secret}',
        '(no need|not need|not have) to (reset|change|update|remember|create) ...3 {secret}',
        '(not|never) (forget|forgotten|lost|lose) ...2 {secret}',
        '! know my {secret}',
        '{secret} (is|are) (fine|working|okay|ok)',
      ],
    },
    {
      by: 'anyone',
      probability: 0.8,
      patterns: [
        // I can't log in
        '{cannot} ...1 ("log"|"login"|"sign"|"logging"|"signing"|"log in"|"logon") (back)? (in|on|into|onto|$|to|with)',
        '{cannot} ...1 ("get"|"getting"|"access"|"accessing"|"enter"|"open"|"reach") (back)? (in|into|to|inside|on|onto)? (to)? (my|the|your|our|his|her|this)? {kind}? {account} !(building|number)',
        '(not|never) let (me|us|him|her) (back)? ("in"|"log in"|"sign in"|"log on"|"login"|"into my account"|"access")',
        '(reject|refuse|decline|deny|not accept|not take|not recognize) ...2 (what|everything|whatever|every|anything) ...2 (type|enter|put|try|key)',
        '(kicked|kicks|kick|throws|throwing|booted|boots) (me|us)? ...2 (out|off) ...5 (log*|sign*|{account}|{secret})',
        '(tried|trying|try) (all|every|different|several|multiple|a bunch of|a few) ...4 (combination|combinations|{secret}|passwords)',
        '(tried|guess|guessed|guessing|typed|entered|typing|entering|keyed) ...5 {secret} ...5 (wrong|not|times|attempts|"incorrect"|locked|nothing)',
        '(asking|asks|wants|prompts|prompting|prompted) (me)? (for)? (a|my|the)? {kind}? {secret} ...4 (never|not|forgot|forgotten)',
        '(confirm|second|re enter|retype|reenter|repeat|type) ...2 (new)? "password" (box|field|again|twice|below|there|in the)',
        '(characters|letters) ...5 (number|capital|symbol|special) ...8 {secret}',
        '(log*|sign*|get|getting|got) ("in"|"on"|"into") ...5 (says|saying|error) ...3 ({wrong}|locked|invalid)',
        'access (denied|is denied) ...4 (account|online|log*|portal)',
        '(reset|recover|restore|regain) (my|your|the|their) (account|access|login|online access|profile|user)',
        'help ...3 (logging|log|signing|sign|getting) (back)? (in|into|on) (to)? (my|the|your)? {kind}? {account}',
      ],
      unless: [
        '(apartment|house|car|keys|flat|truck|van|building|room|garage|meeting|zoom)',
        '(because|since|but) ...4 (site|website|system|server|app|servers) ("is"|"are"|"was") (down|crashing|slow|under)',
        '{secret} (is|are) (fine|working|okay|ok)',
      ],
    },
    {
      by: 'customer',
      probability: 0.8,
      patterns: [
        '("tell"|"remind"|"give"|"send"|"email"|"text") me ...2 {thing} !(is protected)',
        'what (is|"was") my {kind}? {secret}',
        'what my {kind}? {secret} (is|"was")',
        'how (do|can|would) i ...3 (get|make|set|create|obtain) (a|my|the)? (new|another)? {kind}? {secret}',
        'not ...2 (get|receive|got) ...2 code to (log|sign|get)',
      ],
      unless: ['("what"|"why") (do|does) ...4 for'],
    },
    {
      // Trouble and a password in one sentence.
      by: 'customer',
      probability: 0.75,
      patterns: [
        '({trouble}) ...8 (password|passwords|passcode|"pass word"|credential*|"my login"|"my pin"|"the pin"|"a pin"|"my sign in"|"my log in")',
        '(password|passwords|passcode|"pass word"|credential*|"my login"|"my pin"|"the pin"|"a pin"|"my sign in"|"my log in") ...8 ({trouble})',
      ],
      unless: [
        '(wifi|"wi fi"|fine|share|manager|"know my"|"protect"|"set a"|protected|letter|hinge)',
        '(not|"no") need ...4 {secret}',
        '"do" i (need|have to|require)',
        '("where"|"how") do i (enter|type|put)',
      ],
    },
    {
      by: 'agent',
      probability: 0.75,
      patterns: [
        '(trouble|problem|problems|issue|issues|forgot|forgotten|difficulty) ...5 (password|passcode|"log in"|"logging in"|"login")',
        '(password|passcode|"login") ...5 (trouble|problem|problems|issue|issues|forgot|forgotten|difficulty)',
        '! (trigger|send|do|start|initiate|request|push|force|perform|process|issue|put through|run) (you|out|through)? (a|the|that)? (another|quick|new)? reset (link|for you|from|on my|on your account|email|now|and|$)',
        '! (wipe|clear|remove|delete) (the|your|that)? old {secret}',
      ],
      unless: ['(modem|router|thermostat|box|device|meter|breaker|phone|tv|system|signal|factory)'],
    },
    {
      by: 'agent',
      probability: 0.93,
      isOffer: true,
      patterns: [
        '(would you like|do you want|shall i|should i|want me to|may i|can i|like me to) ...4 (reset|change|unlock|update) ...3 ({secret}|account)',
      ],
      unless: ['(modem|router|address|plan|"account number")'],
    },
  ],
}
