// Words right before a name. Each pattern ends where the name begins and is matched against `nearbyBefore`.

/** How much the words before it say for a name: nothing, that one may stand here, that a person is meant, that the
 * name is given. */
export type NameCue = 'none' | 'open' | 'person' | 'asked'

/** Relatives and others that one has. */
export const kin =
  'wife|husband|spouse|partner|fiance|fiancee|girlfriend|boyfriend|son|daughter|child|kid|baby|mother|father|mom|mum|dad|mama|papa|parent|brother|sister|sibling|' +
  'grandmother|grandfather|grandma|grandpa|grandson|granddaughter|aunt|uncle|cousin|niece|nephew|stepson|stepdaughter|stepmother|stepfather|' +
  'mother in law|father in law|sister in law|brother in law|son in law|daughter in law|neighbor|neighbour|roommate|housemate|flatmate|friend|buddy|' +
  'colleague|coworker|co worker|boss|manager|supervisor|assistant|secretary|associate|technician|agent|rep|representative|lawyer|attorney|accountant|' +
  'super|superintendent|caseworker|case worker|social worker|plumber|tutor|vet|veterinarian|pastor|priest|principal|professor|contractor|inspector|adjuster|realtor|broker|banker|' +
  'groomer|sitter|babysitter|pharmacist|hygienist|counselor|advisor|adviser|midwife|caretaker|aide|guardian|trustee|executor|classmate|foreman|janitor|doorman|barber|mechanic|' +
  'electrician|handyman|cleaner|gardener|driver|receptionist|instructor|surgeon|pediatrician|orthodontist|chiropractor|godmother|godfather|fiancé|fiancée|stepbrother|stepsister|' +
  'mentor|host|hostess|apprentice|intern|stylist|trainer|bridesmaid|bride|groom|chaplain|rabbi|imam|deacon|' +
  'doctor|dentist|therapist|nurse|teacher|coach|landlord|tenant|nanny|caregiver|ex wife|ex husband|ex'
const kinList = `(?:${kin})`
const lead =
  "(?:yes |yeah |sure |okay |ok |uh |um |oh |hi |hello |well |user |agent |customer |it 's |that 's |that is |it is |this is |, |: |[.?] )*"

const whoAsked =
  "(?:who|whom)(?: am i| are we| do i have| do we have| might i be| may i say is| should i say is)(?: the pleasure(?: of)?)?(?: speaking| talking| dealing| chatting| calling)?(?: with| to)?(?: today| now| please)?|who (?:is|'s)(?: this| it| that| there)?(?: calling| speaking| on the line| on the phone)?(?: please| today)?"
/** Where a name is given in so many words: "my name is", "last name", "under the name of". */
export const asked = new RegExp(
  ` (?:(?:names?|surname) (?:, )?(?:which )?(?!of the game )(?:(?:on|in|for|of|under) (?:it |(?:the|my|this|that|your) (?:[^ ]+ ){1,2}))?(?:again |please |, please )?(?:'s|is|was|would be|should be|:|=|,|\\?|\\. |¶|. user :|\\? user :)|` +
    `name (?:[^¶]{0,30} )?¶|(?:first|last|middle|maiden|family|given|full|legal|sur|nick) name|surname|(?:${whoAsked}) (?:\\?|¶)|(?:change|changed|correct|corrected|update|updated) (?:it |that |my name |the name )?to|` +
    `pronounced(?: like)?|(?:registered|account|booked|booking|reservation|policy|card|listed|filed|appointment|order|prescription) (?:is |was |'s |it 's )?(?:under|to|in)(?: the name(?: of)?)?|(?:it 's|that 's|it is|is|be|probably|maybe|filed|put it|look|listed) under(?: the name(?: of)?)?|under the name(?: of)?|in the name of|goes by|go by|made out to|payable to|belongs to|` +
    `(?:beneficiary|cardholder|account holder|policyholder|contact|contact person|owner|signer|recipient|caller|patient|holder|buyer|seller|insured|applicant|borrower|guarantor|passenger|emergency contact)(?: name)? (?:is|was|:|would be)|` +
    `name to|attention|attn|named(?: (?:him|her))?|spelled|signed) ${lead}$`,
)

/** Titles. */
export const titles = new Set(
  'mr mrs ms miss mister missus dr doctor prof professor sir madam rev reverend officer sergeant captain judge senator nurse detective deputy'.split(
    ' ',
  ),
)

/** A relative or colleague, right before the name. */
export const kinCue = new RegExp(
  ` (?:my|his|her|your|their|our) (?:late |ex |older |younger |new |old )*${kinList}(?: is| was)? $`,
)

/** Where a person is meant, but other words may stand as well. */
export const person = new RegExp(
  ` (?:(?:my|his|her|your|their|our|the|a) (?:late |ex |older |younger |eldest |oldest |youngest |new |old |best |good |great |little |big )*${kinList}(?: (?:'s )?(?:name )?(?:is|was|'s|,|named|called|:)| name ,)?|` +
    '(?:speak|speaking|spoke|spoken|talk|talking|talked|chat|chatting|chatted|connect you|connected|transfer you|transferred|transferring you|put you through|put me through|meet|meeting|met|work|worked|working|follow up|following up|deal|dealing|dealt|check|appointment|consultation|session|staying|lives?|living) (?:to|with|over to)|' +
    'ask for|asking for|asked for|looking for|(?:a|the|your|his|her|any|another|got) (?:call|voicemail|message|text|letter|note|referral) from|(?:call|calls|called) me|called|directed by|written by|produced by|composed by|sung by|played by|signed by|authored by|painted by|performed by|starring|featuring|feat|introduced by|helped by|assisted by|sent by|approved by|' +
    'great (?:grandmother|grandfather|grandma|grandpa)(?: was| is)?(?: called| named)?|technician|representative|agent|supervisor|manager|attorney|counselor|specialist|dear|congratulations|regards ?,?|sincerely ?,?|cheers ?,?|your agent is|' +
    'mailed (?:it |that |this )?to|sent (?:it |that |this )?to|give (?:it |that |this )?to|gave (?:it |that |this )?to|addressed to|attached to|invite|invited|remind|reminded) $',
)

/** Where the speaker names himself or somebody is greeted: true names only. */
export const selfOrGreeting =
  / (?:this is|this 's|i'm|i am|im|it is|it 's|that 's|that is|here is|here 's|hi|hello|hey|thanks|thank you|thank you so much|thank you very much|welcome|welcome back|bye|goodbye|good morning|good afternoon|good evening|sorry|okay|ok|alright|all right|sure|yes|no|well|right|great|perfect|listen|look|please|from|for|by|with|to|and|or|but|so|now|, |. |told|tell|told me|asked|because|if|when|that|about|with my|cc|oh|than|as in|is|was|name 's)(?: ,)? $/

/** Where an unknown word after {@link selfOrGreeting} is a name as well, when it has a capital. */
export const capitalCounts =
  / (?:this is|i'm|i am|hi|hello|hey|thanks|thank you|welcome back|okay|ok|alright|sure|good morning|good afternoon|good evening|bye|goodbye)(?: ,)? $/

/** Parts of surnames that begin small. */
export const particles = new Set(
  'van von de der den del della la le di da dos das du bin ibn al el ter ten mac mc saint st o ben abu zu af'.split(
    ' ',
  ),
)

/** Words that are no name, however they are written. */
export const neverNames = new Set(
  `i i'm i've i'd i'll me my mine myself you your yours he him his she her hers it its we us our they them their who whom
  whose which what when where why how a an the this that these those there here not no yes yeah yep nope ok okay sure
  please thanks thank hello hi hey bye goodbye sorry well right great perfect good fine nice just only also too very so
  and or but if because then than as at by for from in into of off on onto out over to under up down with without within
  about after before again against all any anyone anything everyone everything nobody none some someone something each
  both few more most other another such own same is am are was were be been being have has had having do does did doing
  done don't doesn't didn't isn't aren't wasn't weren't can't cannot won't wouldn't couldn't shouldn't can could will
  would shall should may might must ought need want like let let's get got give gave go going gone went come came coming
  make made take took see saw look looking know knew think thought say said tell told ask asked call called calling
  speak speaking talk talking help helping wait waiting hold holding try trying use using work working pay paid paying
  buy bought send sent show put keep kept leave left find found feel felt become start stop set run move live believe
  happen happened provide include continue learn change lead understand watch follow create open close walk win offer
  remember love consider appear expect serve build stay fall cut reach remain suggest raise pass sell require report
  decide pull one two three four five six seven eight nine ten first second third last next new old long little high
  different small large big early late young important public bad able account order number name address phone email
  card bank company customer service support team sales billing technical department manager agent sir madam maam ma'am
  mr mrs ms miss dr today tomorrow yesterday now later soon always never sometimes maybe actually really probably still
  already yet even ever enough almost however though although while until since during between through per via
  fax mobile cell desk tel phone certainly absolutely definitely exactly correct wrong true false unfortunately basically honestly obviously anyway
  whatever whenever wherever monday tuesday wednesday thursday friday saturday sunday january february march april
  june july august september october november december dot com www http https user bot spell spelled spelling listen
  welcome once twice ready happy glad afraid interested frustrated upset confused calling interested aware positive
  available unable trying hoping wondering having born moving traveling travelling visiting using located based there's
  that's it's what's he's she's we're they're you're we've you've they've we'll you'll they'll`.split(/\s+/),
)
