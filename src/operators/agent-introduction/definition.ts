// How agents introduce themselves.
import type { PhraseGrammar } from '../phrase-operator/grammar.ts'

/** What AgentIntroduction looks for. Names stand there as "knownname" and "maybename" (name-words.ts). */
export const agentIntroduction: PhraseGrammar = {
  probability: 0.95,
  missedProbability: 0.05,
  slots: {
    title:
      '"mr"|"mrs"|"miss"|"ms"|"doctor"|"dr"|"officer"|"agent"|"nurse"|"sergeant"|"detective"|"captain"|"professor"|"sister"',
    known: '{title}? "knownname" ("knownname"|"maybename")?',
    name: '{title}? ("knownname"|"maybename") ("knownname"|"maybename")?|{title} !(office|clinic|practice|number|id) _',
    // What can stand after "is" or "with" and is no name.
    noName:
      'a|an|the|this|that|these|those|my|your|our|his|her|their|its|it|in|on|at|of|for|to|from|with|by|about|regarding|concerning|not|no|so|very|really|just|also|only|all|any|some|how|what|why|when|where|who|which|if|as|i|we|you|he|she|they|us|me|and|or|but|because|going|is|be|correct|right|good|great|fine|okay|ok|yes|wrong|important|under|spelled|listed|still|already|now|here|there|someone|somebody|anyone|everyone|one|two|three|first|last|too|more|less|another|customer|billing|support|sales|service|technical|tech|ready|monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|tomorrow|urgent|happening|actually|basically|exactly|where|perfect|awesome|calling|speaking|like|spelt|pronounced|blank|missing|different|same|registered|confidential|regards|behalf|please|clear|done|fast|slow|slowly|loud|quickly|him|them|directly|again',
    open: '"how"|"what can"|"what is going"|"i will"|"i am"|"and"|"thank"|"thanks"|"who am"|"may i"|"can i"|"your"|"speaking"|"here"|"calling"|"from"|"with"|"over"|"at"|"on"|"again"|"in"|$|"where"|"am i"|"is this"|"how are"|"just"|"today"|"what"|"could i"|"do"|"i have"|"we"|"this"|"i would"|"the"|"a"|"i was"|"are you"|"to whom"|"i"|"returning"|"good"|"with"|"did"|"who"|"so"|"you"|"my"|"our"|"yes"|"how is"|"help"',
    hello:
      '"hello"|"hi"|"hey"|"morning"|"afternoon"|"evening"|"sir"|"madam"|"ma\'am"|"mam"|"day"|"greetings"|^|"yes"|"yeah"|"holding"|"calling"|"namaste"|"there"|"so"|"good"|"oh"|"ok"|"okay"',
    job: 'agent|representative|rep|advisor|adviser|technician|host|specialist|nurse|consultant|assistant|operator|concierge|associate|coordinator|expert|officer|manager|counselor|clerk|guide|engineer|contact|person|interpreter|case manager|account manager|relationship manager|claims (handler|adjuster)|adjuster|loan officer|travel agent|planner|broker|banker|pharmacist|receptionist|recruiter',
    desk: '"support"|"desk"|"billing"|"sales"|"service"|"services"|"reception"|"reservations"|"bookings"|"department"|"office"|"accounts"|"claims"|"line"|"care"|"center"|"centre"|"bank"|"insurance"|"energy"|"gas"|"electric"|"plumbing"|"roofing"|"company"|"team"|"hospital"|"clinic"|"surgery"|"pharmacy"|"hotel"|"dispatch"|"collections"|"repairs"|"enquiries"|"inquiries"|"returns"|"orders"|"admissions"|"motors"|"solutions"|"wireless"|"communications"|"airlines"|"airways"|"travel"|"mortgage"|"mortgages"|"financial"|"group"|"systems"|"helpdesk"|"helpline"|"hotline"|"heating"|"security"|"store"|"shop"|"dental"|"health"|"federal"|"union"|"relations"|"retention"|"hr"|"legal"|"law"|"firm"|"maybename"',
  },
  rules: [
    {
      by: 'agent',
      patterns: [
        // my name is …
        '<!(if|"that") "my" (first|full|own|good)? name (is|would be|"was") (actually|also|agent|just|again)? !{noName} _',
        '(^|"the"|hello|hi|hey) name is {name}',
        '{hello} name !(is|on|of|for|and) {name}',
        '<!("if"|"spell") "my" (first|full)? name {name}',
        // this is … ("!(!x)" is where x follows, which is no part of the match)
        '<!("who"|"what"|"if"|"because"|"is") "this is" {known} !(!({open}))',
        '<!("who"|"what"|"if"|"is") "this is" {known} $',
        '"this is" {title} !(office|clinic|practice) _ !(office|clinic|practice|line|account|order|policy|house|file)',
        '"this is" !{noName} !(automated|regarding) _ (!{noName} _)? !("the next") ("calling" (you|from|with|on|about|in|regarding|again|back)|"from" _|"here" (from|at|with)|"over at"|"with" !(regard|respect|reference|my|your) _|"on behalf of"|"speaking")',
        '"this is" "maybename" ("maybename"|"knownname")? (and|from|with|here|calling|speaking|"at"|i|how|your)',
        // I am …
        '("i am"|"am") (just|only|also)? {name} !(!(and|from|with|here|calling|your|i|a|the|at|one|how|in|on|by|for|over|$|who|part|speaking|today|what|so|thank|nice|pleasure))',
        '("i am"|"i m") !{noName} _ (!{noName} _)? "from" (the|our)? _? _? (customer (care|service|support)|team|department|bank|office|support|desk|care|company|sales)',
        'i am (the|your) {job} (today|for today|here)? (and)? (my name is|name)? {name}',
        '<!("because"|"when"|"if"|"that") "it" "is" {known} (again)? (here|from|calling|at|with|over|speaking|$)',
        '"it is" !{noName} _ (here|calling|speaking) (from|at|with|$|again|how)',
        // … speaking, … here
        '<!("is"|"are"|"with"|"to"|"am") {name} ("speaking"|"here") !(with me|is|too|today with|on the account)',
        '<!("is"|"are"|"have"|"see"|"with"|"am") ^ _? _? _? {name} "here"',
        // you are speaking with …
        '<!("am"|who|"if") (you|"your"|now) (are|have been|have|will be|is|are now|got)? (now|currently|just)? ("speaking"|"talking"|"chatting"|"dealing"|"on"|"live") (here)? (with|to) (me)? (today)? (my name is)? !{noName} _',
        '<!("want"|who) (you|"your") (are|have|have been|will be|got)? (now|been)? (through|put through|connected|come through|gotten) (to|with) {name}',
        '(you|"your") (have|have got|got|are)? (reached|"got"|got through to|gotten|reaching|come through to) {name}',
        '{hello} "myself" !{noName} _',
        // call me …
        '(you (can|may)|everyone|everybody|people|they|please|just|to) ("call me"|"calls me"|"call me by") {name}',
        '(i go by|i am called|known as|name tag says|i get called|i am known) {name}',
        '(calling|hello|hi|hey|holding|waiting|choosing|welcome|line|desk|support|department|morning|afternoon|evening) (_)? (_)? (_)? "this is" {known} !(account|order)',
        '"you" (have|got) {known} (on the line|here|speaking|on the phone)',
        '<!("hi"|"hello"|"to"|"with"|"is"|"thanks") {known} (speaking|at your service) !(with|to|about)',
        '(hello|hi|hey|so|yeah|yes|morning|afternoon|evening|^) "it" "is" (only|just)? (me)? {known} (your|the|again|from|in|with|over|at|here|calling|i)',
        '<!("hi"|"hello"|"to"|"with"|"is"|"thanks"|"and"|"mr") {known} (from|with|at|over at|in) (the|your|our)? _? _? _? (speaking|here|"how can i"|"can i help"|"may i"|"what can i"|"how may i")',
        '<!("is"|"to"|"mr"|"mrs"|"with") ("there"|"yes"|"afternoon"|"morning"|"evening"|"day"|^) {known} calling (from|with|on behalf|about|regarding)',
        '(it is|this is)? (only|just)? "me" (again)? {known} !(can|could)',
        '("this is"|"i am") (your|the)? {job} {known}',
        '("name of"|"by the name of"|"goes by") {name}',
        '"this is" "your" _ (_)? {known}',
        '("my name is"|"my name") {title} _',
        '("your"|"the") {job} (today|for today|this morning|this afternoon|this evening|for this call|on this call|tonight)? (is|will be|would be|name is)? (called|named)? {known} (and i|today|how|here|speaking|$)',
        '"your" {job} (today|for today|for this call|this evening|on the line|this morning) (is|will be) !{noName} _',
        '(taking care of|assisting|helping|serving) you (today)? (is|will be) {name}',
        'introduce myself',
        '"me" {known} (from|calling|at|with)',
      ],
      unless: [
        '(your|his|her|their|the (customer|caller|patient|account holder)) name is',
        '"automated"',
        '(voicemail|voice mail|mailbox|leave a message)',
      ],
    },
    {
      by: 'agent',
      probability: 0.9,
      firstLines: 3,
      patterns: [
        // Support desk, Nina, how can I help?
        '<!("thanks"|"mr"|"mrs"|"you") {desk} {known} ($|how|here|speaking|what|can i|may i|where|at your service|good)',
        '^ (good (morning|afternoon|evening|day))? !(hi|hello|hey|thank|okay|yes|so) _ (_)? {known} (speaking|"how can i"|"how may i"|"what can i"|"can i help"|"how could i")',
        '^ {known} ("how can i"|"how may i"|"what can i"|"at your service"|"can i help")',
        '^ {known} (from|at|with|over at|calling|in) ({desk}|the|your|our|_ {desk})',
        '(hi|hello|hey|hey there|hi there|morning|afternoon|evening) {known} (from|at|over at|calling|"with") (the|your|our|_)',
        '^ {title} _ (from|at|with|here) !(you|me)',
        '(thank you for calling|thanks for calling|welcome to) ...4 {known} (speaking|here|how|what|$)',
        '<!("to"|"with"|"by"|"and"|"is"|"was"|"mr"|"spoke"|"hi"|"hello"|"from"|"ask"|"call"|"contact"|"for" {known}) {known} from (the|your|our)? _? _? $',
        '(with|from) ...3 {desk} "my name" {known}',
      ],
      unless: [
        '(am i|are you|is this|is that|may i speak|can i speak|looking for|speak to|speak with) ...3 {known}',
        '(thank|thanks) (you|for (calling|holding|waiting)) {known} $',
      ],
    },
  ],
}
