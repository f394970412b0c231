// How people say that somebody else can not come to the phone (pattern language: docs/guide/patterns.md).
import type { CueGroup } from '../built-in/cues.ts'

const they =
  '(he|she|they|who|sir|madam|maam|boss|owner|manager|supervisor|doctor|husband|wife|mother|father|mom|mum|dad|son|daughter|brother|sister|roommate|flatmate|colleague|director|assistant|person|lady|guy|partner|boyfriend|girlfriend)'
const now =
  '(right now|now|at the moment|at present|today|currently|just now|this morning|this afternoon|this week|anymore|any more|until|till|at this time|yet)'

/** Cues of a party that can not come. From 1 on it says so by itself; lighter ones only where somebody was asked for. */
export const unavailableCues: readonly CueGroup[] = [
  {
    cue: 'not here',
    weight: 1,
    patterns: [
      `${they} (is|are|be|was|has been|have been)? ...2 not (here|home|in|around|available|at home|at work|at his desk|at her desk|at the desk|in the office|in the house|in today|at their desk|about|back|on site|with us|reachable|answering|picking up|free|able to come|able to take|at the office|present)`,
      `not (here|home|in|around|available|in the office|back|in today|at his desk|at her desk|about) ${now}`,
      '^ (is|he is|she is|they are)? not (here|home|in|around|at home) (now|today|sorry|at the moment|right now)? $',
      '(will|would) not be (in|back|here|available|home|around|in the office|at work) (until|till|before|today|tomorrow|for|this|again|on)',
      '(has|have|is) not (come|gotten|arrived|got|be) (in|back|home|here|to work) (yet|today)?',
      'not (at (his|her|their|the) (desk|office|phone|house|home|extension|station|place)|in (his|her|their|the) (office|building|house|room|country|shop)|back yet|in yet|in today|home yet|up yet|awake|on duty|working today|on shift|on site|in the (office|building))',
      '(has|have|is) not (woken|wake|got) up',
      '(can not|could not|unable to|not able to) (come|get|make it|hear|reach|run) (to)? the (phone|telephone|mobile)',
      `(can not|is unable to|is not able to) (take|answer|talk|speak|come|pick) ...3 (call|phone|now|moment|you)`,
      'not available to (speak|talk|take|come)',
      '(subscriber|person|party|customer|caller|member) ...8 not (reachable|available|answering|responding)',
      '(is|are) (currently|presently|now)? (unavailable|indisposed|unreachable)',
      `(there is|there was|got) no (answer|reply|response) (on|at|from|in) (that|his|her|the|their) (line|extension|desk|phone|office|room|end)`,
      '(is|are) not (picking up|answering) (his|her|the|their)? (phone|line|extension|desk|mobile|cell)?',
    ],
  },
  {
    cue: 'gone',
    weight: 1,
    patterns: [
      `(step|pop|nip|run|slip|duck|dash) (out|away|off|round|down|into (a|an|his|her|the|another))`,
      `(has|have|is|just|he|she|they|already|_) (just)? (left|gone|go|headed|leave) (out|home|for the day|for today|for lunch|already|early|for the evening|for the weekend|for the night|a few minutes|a minute|five|ten|an hour|about|to lunch|to the|to a|on)`,
      `(out of|away from|not in) (the|his|her|their) (office|desk|house|building|country|phone|city|town|home|shop|store)`,
      `(out of (town|station|office|country|state)|out (sick|today|for lunch|for the day|until|till|on a|at a|this week|all day|at lunch|at the moment|running|shopping|back)|away (on|until|till|from|for|this|at the moment|today|right now)|off (sick|today|until|till|for the day|this week|on leave|work)|abroad|overseas|traveling|travelling)`,
      '(you have|you|just) (just)? miss (him|her|them)',
      '(has|have|took|take|taking|got|on) (the|a|his|her|their) (whole|rest of the)? (day|morning|afternoon|week|night|evening|shift) off|day off',
      '(take|taken|head|run|drive|fly|go) (off|out|home|away) (about|for|to|already|an|a|early|this|half|earlier|just|before)',
      'call (in|out) sick',
    ],
  },
  {
    cue: 'busy',
    weight: 1,
    patterns: [
      `(in|is in|in a|at a|at an|having a|into a) ...2 (meeting|conference|appointment|interview|surgery|session|class|court|training|hearing|operation|examination|consultation|seminar|call) !(with you|link|room|number)`,
      `(on|is on|at) (a|an|his|her|their|the)? ...1 (other line|another line|another call|other call|lunch|lunch break|break|vacation|holiday|holidays|annual leave|leave|maternity leave|sick leave|paternity leave|honeymoon|business trip|trip|jury duty|rounds|tour|duty|shift|assignment|course)`,
      `(tied up|in the middle of (something|a|an)|with (a|another|the|his|her) (client|customer|patient|student|guest|visitor|caller|baby|tenant|doctor)|with someone|with somebody)`,
      `${they} (is|are) ...3 (busy|occupied|engaged|asleep|sleeping|napping|resting|driving|working|showering|unwell|ill|sick|swimming|jogging|cooking|fishing|teaching|praying|eating)`,
      `(his|her|their) (line|phone|extension) (is|are) (busy|engaged|off|switched off|dead)`,
      '(in|taking|having) (a|the|his|her) (shower|bath|bathroom|restroom|loo|nap|garden|yard|garage|barn)',
    ],
  },
  {
    cue: 'no longer',
    weight: 1,
    patterns: [
      `(not|no longer) (work|live|stay|reside|employ) (here|there|for us|with us|at this|in this|for the company|at the company) (anymore|any more|any longer)?`,
      '(no longer|not) (with us|with the company|at this company|at this office|an employee|employed|working)',
      `(has|have|he|she|they|already|_) (retire|resign|quit|move (out|away|to|back)|left (the company|us|the firm|the organization|the job|town|the country)|transfer to) !(from this)`,
      `${they} ...2 (pass away|pass on|die|decease)`,
      '(pass away|is deceased|has died|is dead|pass on last)',
      `(in the (hospital|icu|nursing home)|in (hospital|jail|prison|rehab|custody|the army|hospice)|on bed rest)`,
    ],
  },
  {
    cue: 'gone for good',
    weight: 1,
    patterns: [
      '(take|took|taken|rush|rushed|bring|brought|keeping|kept|admit|admitted|transfer|sent|put) (him|her|them)? ...2 (to|into|in|at|for) (the|a|an)? (hospital|emergency|icu|surgery|hospice|nursing home|rehab|jail|clinic|home|observation|care home|memory care|assisted living)',
      '(we|i|they|family) (just)? (lost|buried|cremated) (him|her|them|my (husband|wife|father|mother|dad|mom|mum|son|brother|sister))|(him|her) funeral|(the (good)? lord|god|cancer|covid) (took|called|has taken) (him|her)',
      '(lock|locked) up ($|last|for|in|since|again)|behind bars|doing time|(get|got|been|was|were) (let go|laid off|fired|canned|sacked|arrested|deported|drafted|evicted|transferred|promoted|relocated|called up|shipped out)',
      '(not|never) (been|lived|worked|live|work) (here|with us|around|at this (number|address|place)) (since|for|in|anymore)|(not|no one) ...3 by that name (here|anymore)? (anymore|since|now)',
      '(sold|bought) (the|this|us|his|her|their) (place|house|business|shop|company|store|farm) (to|from) (us|him|her|me|them|my)|not since (he|she|they)',
      '(he|she) and i (are|is|have|got|split|broke|divorce|separated)|(is|was) (let go|laid off|buried|deployed|stationed|deported)',
    ],
  },
  {
    cue: 'not seen',
    weight: 1,
    patterns: [
      '(not|never|nobody has|no one has|none of us have|nobody|has anyone) (even)? (see|saw|seen|laid eyes on|heard from|set eyes on|spoken to) (him|her|them|hide nor hair|mr|mrs|_ (since|today|all|in|yet|for))',
      '(no|not a|without a|not any) (sign|trace|hide nor hair|word) (of|from) (him|her|them|_)',
      '(not|no) (tell you|sure|idea|clue|the foggiest|know) (where|what time|when) ...1 (he|she|they|_) (is|are|be|get|go|went|has|will|got|might|returns|took)',
      '(your|anybody|anyones|anyone) guess (is)? (as good|where)?|no telling (when|where)|who knows (where|when)|(you and me both|join the club|get in line|so are we|us too|that makes two)',
      '(if|when|once) you (find|see|reach|catch|get|track) (him|her|them) (down)? (tell|let|ask|have|give|say)?',
      '(wait|waiting|looking|been looking|searching|look) (for|on) (him|her|them) (ourselves|myself|too|all|since|as well|here)',
      '^ (no|nope|nah|sorry|afraid|unfortunately)? (not yet|still|probably|i am afraid)? (running late|stuck (in|at)|out (at|on|to|of|for|sick|back|shopping|walking)|at (lunch|work|school|church|the|his|her)|on (vacation|leave|holiday|break|lunch|a (call|break|trip)|his|her)|off (sick|today|work)|gone|asleep|sleeping|working|in (a meeting|the|bed|school|surgery|class|court)|away|retired|dead|deceased)',
      '(line|phone|extension|number) (is)? (still|currently|always)? (engaged|busy)|better luck (at|in|with|tomorrow|later)',
      '^ (no|nope|sorry)? (should|ought to|supposed to|will) be (here|back|home|in) (any (minute|moment|time|second)|in|by|around|soon|shortly|later|at|after)',
      '(get|got|getting|there is|had) no (answer|reply|response|pick up)|(ring|rings|ringing|rang) (out|off the hook|and ring*)|(goes|went|going|go) (straight|right) to (voicemail|the machine)',
      '(his|her|their|the|mr _|_) (chair|office|desk|door|car|light|lights|coat|seat|room|truck|bed) (is|are|was)? (all)? (empty|gone|closed|shut|dark|off|locked|not (here|there|in))|(his|her|their) (line|phone|extension) (just|only|keeps)? (rings|ringing|busy)',
      'not (think|believe) (he|she|they) (is|are|has|have|will|made|came|got) !(interested|want|need)|^ (no|nope|nah|sorry)? not (until|till|before|yet|today|in|here|this|at the moment|right now|for another)',
      '("was"|"were") (just|still|only)? (here|right here|around) (a|just|earlier|this|until|not|moments|five|ten|_ minutes)',
      '(not|never) (see|spot|find) (him|her|them) (anymore|anywhere|around|right now|at|now|in)|(step|slip|wander) (away|out|off)',
    ],
  },
  {
    cue: 'hard to get',
    weight: 0.7,
    patterns: [
      '(not|never|hardly|hard to|tough to|impossible to|good luck|luck|lucky to|difficult to) ...2 (get|getting|catch|catching|reach|reaching|find|finding|get hold of|pin down|track down|raise|speak to|talk to) (hold of|ahold of|a hold of|to)? (him|her|them) !(a|the|any)',
      '(have to|should|better|might|could|can|want to|need to|best) (be)? (catch|catching|get|reach|reaching|try|trying|call|calling|ring|phone) (him|her|them) (in|at|on|after|before|later|tomorrow|tonight|when|around|during|next|monday|tuesday|wednesday|thursday|friday|this|back|between|first)',
      '(want|have|need|better|best) (to)? try (his|her|again|(the|our) (other|main) (store|branch|office|location|shop|line|clinic)|another (store|branch|office|time|day|location))',
      '(he|she|they) (will|can|would|is going to) (call|ring|phone|get back to|return) (you|your call)? (back|after|later|when|tomorrow|tonight|soon|once|as soon|$)',
      '(leave|left|forgot|forget|lost|drop|broke) (his|her|their|the) (phone|cell|mobile|cellphone) (here|at|on|in|with|home|behind)?|not have (his|her|their|a) (phone|cell|mobile)|(hold|holding|minding|got|have|watching|answering) (his|her|their|it) (phone|cell|mobile|for him|for her)? (for (him|her|them)|while|because)?',
      '(not|not to be|do not|asked not to be|no) (disturb|disturbed|interrupt|interrupted|bothered|visitors|interruptions)|not (taking|accepting|doing|do|take|accept|take any|taking any) (phone)? (calls|visitors|appointments)',
      '(they have|they|everybody|everyone|everybody has|everyone has|whole (office|family|team)|the others|all of them|staff) (all)? (has|have|is|are)? (all|already)? (gone|left|went|at|out|off|cleared out|headed|in a|on|away) ',
      '(only me|just me|nobody but me|only the _|just the _) (here|today|cleaner|babysitter|night|janitor|kids|temp|receptionist|answering|security)|"just" the (babysitter|cleaner|night|janitor|sitter|temp|housekeeper|nanny|neighbor)|nobody (is)? (here|home|in|around) (but|except|now|today|right now|at the moment|$|yet)',
    ],
  },
  {
    cue: 'a relative',
    weight: 0.5,
    patterns: [
      '(this is|i am|it is|you have got|you got) (just)? (his|her|their|mr _|mrs _|_) (wife|husband|sister|brother|son|daughter|mother|father|mom|mum|dad|assistant|secretary|roommate|neighbor|colleague|boyfriend|girlfriend|partner|nurse|caregiver|carer|aunt|uncle|cousin|niece|nephew|grandson|granddaughter|receptionist|coworker|housekeeper|babysitter) !(and i (have|need|want|am calling))',
      '(this|it) is not (him|her|he|she|them)|(answering|got|have|picked up) (his|her|their) phone',
    ],
  },
  {
    cue: 'message',
    weight: 0.7,
    patterns: [
      '(tell|let|give) (him|her|them) (know|who|that|you|a message|your|the message|something|anything)|pass (something|anything|it|that|a message) (on|along)|who (can|shall|should|may|do) i (say|tell (him|her|them)) (called|is calling|call|rang|phoned)|(your|a|the) (number|name) (for|so) (him|her|them|he|she|they)',
      '(have|get) (him|her|them) (to)? (ring|call|phone|return|buzz|text|get back)',
      '(take|pass|pass on|leave|give|relay) (you)? (a|any|your|the|him a|her a|them a|on a|along a) (message|note) (for|to)? (him|her|them)?',
    ],
  },
  {
    cue: 'call again',
    weight: 0.4,
    patterns: [
      '(may|can|could|might) i (ask|know|tell) ...2 (who|whom) ...3 (calling|call|speaking)',
      `(call|ring|phone|get|come|try|reach) (him|her|them|again|back|later) (back)? (later|tonight|tomorrow|after|around|in|at|this|on|next|when|once|another|monday|tuesday|wednesday|thursday|friday)`,
      `(have|let|ask|tell|get) (him|her|them|_) (to)? (call|ring|phone|get back to|know|return) (you|your call|that you)`,
      `(he|she|they) (will|would|should|is|are|might|comes|come|gets|get|is going to|usually) ...2 (be)? (back|home|return|in|here|free|available) (at|around|by|in|on|after|until|tomorrow|monday|tuesday|wednesday|thursday|friday|next|later|soon|from|about|this|any)`,
      'when (will|is|does|would|do) (he|she|they) (be|get|expect|come|back)',
      '(expect|expecting) (him|her|them) (back|in|home|to return)?',
      '(try|call|ring) (his|her|their) (cell|mobile|cellphone|office|direct line|extension)',
      '(best|good|better) time to (reach|catch|call|get) (him|her|them)',
    ],
  },
  {
    cue: 'elsewhere',
    weight: 0.6,
    patterns: [
      `${they} (is|are|has|have)? ...2 (at|in|on|down at|over at|out at|off to|gone to) (the|a|his|her|their)? (work|school|college|church|practice|gym|store|shop|shops|market|pub|doctor|dentist|hospital|office|bank|lab|field|farm|site|warehouse|plane|flight|road|airport|university|nursery|daycare|club|court|beach|lake|garden|mall|library|bathroom|basement|garage|job)`,
      `${they} (is|are)? ...1 (mowing|walking|putting|changing|feeding|bathing|fixing|picking|dropping|collecting|getting|taking|having|doing|washing|running|playing|riding|shopping|helping|seeing|serving|attending|visiting|finishing|loading|cutting|talking|speaking|delivering|milking|dressing|golfing|hiking|training|running|jogging|away|out|gone|abroad|asleep|sleeping)`,
      `(is|are|still|probably|he|she|they) ...2 (at|in|on|down|over|out|off|with|to) (the|a|his|her|their)? (work|school|college|church|practice|gym|store|shop|shops|market|pub|doctor|dentist|hospital|office|bank|lab|field|farm|site|warehouse|plane|flight|road|airport|university|nursery|daycare|club|court|theater|beach|lake|mosque|temple|moms|grandmas|neighbors|garden|job|uk|us|india|canada|europe)`,
      `(is|are|he|she|they) ...1 (asleep|sleeping|busy|driving|teaching|traveling|travelling|working|resting|out|away|gone|left)`,
      '(asleep|snoring|snoozing|napping|out cold|passed out|in bed|in the (shower|tub|bath|bathroom))',
      `(not|hardly) (in|here|home|around|there|available|back|free)`,
      '(working from home|day off|not working) (today|this week|on)?',
      '(do not|not) know (when|where|what time) (he|she|they)',
    ],
  },
]

/** How callers ask for somebody. */
export const askCues: readonly CueGroup[] = [
  {
    cue: 'asks for',
    weight: 1,
    patterns: [
      '(may|can|could|might|let|need|want|like|able|possible|trying|try|wanted|please|hoping|wish|supposed|chance|calling) ...4 (speak|talk|speaking|talking) (to|with) !(you|somebody about|someone about)',
      '<!(technician|he|she|it|who|which|color|item|size|they|we|i|driver) ("is"|"are") !(not|our|my|you|it|this|that|there|everything|the (part|item|package|order)|monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow) ...6 (there|home|available|in|around|in today|at home|free|about|in the office|in yet|still there)',
      '("is"|"are") (mr|mrs|ms|dr|miss) _ (_)? (there|home|available|in|around|free|about|up|able|still)',
      '(trying|try|need|want|like|calling|hoping|hope) ...2 (to)? (reach|get hold of|get ahold of|contact|catch|get in touch with|find|see) !you',
      '(looking|calling|call|asking|ask|phoning|ringing) for !(you|your|a (quote|friend)|the|some|information|help)',
      '(looking|calling|asking) for the (owner|manager|person|homeowner|lady|man|doctor|director|head|principal|supervisor)',
      '(put|connect|transfer|get) (me)? ...1 (through|on|to|with) !hold',
      '(can|could|may) i (have|get) (_ (please|in|on)|!(a|the|some|your|that|this|it|an|my|one|any|more|two|help|started) _ $)',
      '("is"|"are") _ (_)? (still)? on (shift|duty|the clock|site|call|today|break)|(hand|pass|give) (the phone|this|it|me) (over)? to (your|the|mr|mrs|him|her)',
      '(can|could|would) you (please)? (get|put|fetch|grab|bring|wake|find) !(me|it|the|a|my|us|that) _ (_)? (on|to|for|please|up|over|$)',
      '(am i|is this|are you) (speaking|talking) (to|with)',
      'is this !(a (good|bad|convenient|better) time) _',
      'time to (talk|speak) (to|with) !(you|me|us|about)',
      '(can|could|may) i (have|get) (the|your) (pastor|manager|owner|boss|doctor|chef|principal|director|supervisor|priest|rabbi|superintendent|landlord|husband|wife|mother|father|mom|dad|head _)',
      '(i have|have) (a|an) (delivery|package|appointment|interview|meeting|call) (for|with)',
      '(extension|ext) #',
      '(have|get|like) a (quick)? (word|chat) with !you',
      '(come|get|step) to the (phone|telephone)',
      '<!(technician|he|she|it|who|which|color|item|size|they|we|i|driver) ("is"|"are") !(not|our|my|you|it|this|that|there) ...3 (able|"up"|awake|handy|nearby|about|at home|at work) ($|to|yet|still|by any chance|for|at the moment|right now)',
      '("is"|"are") (anybody|anyone|somebody|someone) ...2 (in|from|at|there|available|home)',
      '(number|phone|line|cell|residence|house|home) (for|of) !(the|a|your)',
      '(number|line|phone) to (reach|call|get)',
      '(who|whoever|person|one|somebody|someone) (is|that|is the one)? (that)? (handle|handles|handling|do|does|run|runs|manage|manages|deal|deals|take|takes care|look|looks after|in charge|responsible)',
      '(returning|return) (your|mr|mrs|ms|dr|miss|_)? _ (_)? call',
      '(any chance|hoping) ...3 (there|in|around|to)',
      'where (is|can i find) !(the|my|your) _',
      '^ (hi|hello|hey|good morning|good afternoon|good evening)? ((mr|mrs|ms|miss|mister|dr|doctor) _|_ (_)? please) $',
      '("is"|"are") (mr|mrs|ms|dr|miss)? _ (_)? (at|in) (his|her|their|the) (desk|office|phone|seat)',
      '(put|connect|get) _ (_)? (on|for me)',
      '(speaking|talking) (to|with) (mr|mrs|ms|miss|dr|the)',
    ],
  },
]

/** Stand-ins that {@link replyCues} ask for: whoever the call is for, and words that end like doings. */
export const standIns = { party: 'wantedparty', doing: 'whattheydo', done: 'whattheydid' } as const

const still =
  '(is|are|was|has|have|had|be|been|got|gets|just|still|also|currently|probably|already|always|usually|actually|right|now|kind of|kinda|maybe|mostly|all|so|a bit|done|go|will|would|must|might|may|basically|literally|apparently)'
const party = `"${standIns.party}" ${still}? ${still}?`

/** What is said of whoever was asked for, in the reply: hardly any of it is said of somebody who comes. */
export const replyCues: readonly CueGroup[] = [
  {
    cue: 'of the party',
    weight: 0.6,
    patterns: [
      `${party} (over|out|off|up|down|back|away|inside|outside|still|right)? (at|in|on|under|behind|with|by|across|near|between|into|past|upstairs|downstairs|somewhere|over|aboard|off|onto|inside|outside|around|beyond|out|up|down) !($|charge|here|home|the (line|room|kitchen)|me|us|you|and|so|now|today|at home|speaker|hold|this (number|line)|the account|it|(his|her|their) way (over|here|in|down|to the phone)|about|for|what) _`,
      `"${standIns.party}" (is|are|was|has|have|had|be|just|still|always|usually|probably|got|_)? (not|just|still|been|busy|out|off|away|always|only|too busy|on|in|!(what|who|how|why|where|this|that|please|i|you|and|about) _)? "${standIns.doing}"`,
      `"${standIns.party}" (is|are|was|has|have|had|just|still|already|got|get|getting|be|been|also|all|actually)? (is|are|was|has|have|had|just|still|already|got|be|been|all|fully|completely|totally|pretty|really|quite|too)? "${standIns.done}" !(you|it)`,
      `"${standIns.party}" (is|are|has|have|had|will|can|do|does|did|could|would|might|may|should|was)? (probably|likely|really|usually|just|still|even|be|to)? (not|never|no) !(want|need|interested|mind|like|have (a|an|any|the)|the|sure|understand|speak|know (what|why|how)|for sale|sell|be (a|long|a second)|long|a|my|problem|care|believe|remember|longer interested)`,
      `"${standIns.party}" (is|are)? (only|rarely|seldom|hardly|barely|usually|mostly|normally) (in|works|work|here|comes|come|around|home|available|answers|picks|takes|does|does it|gets)`,
      `"${standIns.party}" (has|have|is|just|done|already|kind of|be|got|had|must|might|probably|may|will|to|!(what|who|how|why|where|this|that|please|i|you|and|about) _)? (has|have|be|up and|to)? (go|gone|went|leave|left|take|took|run|ran|fly|flew|flown|drive|drove|move|moved|fall|fell|quit|die|died|lose|forget|forgot|sell|sold|sleep|rest|teach|split|travel|cook|swim|eat|ate|study|pray|bathe|nap|shop|head|headed|step|bounce|resign|retire|jet|scoot|slip|dash|fled|flee|shoot|shot|rode|ride|sail|ship|dip|dipped|cut|cut out|duck|bail|check|clock|punch|knock|walk|hop|pop) !(by (the name|me)|with (you|us)|care|ahead|in|you|through|over (that|the|it)|of your|it)`,
      `"${standIns.party}" (just|still|only|always|usually|basically|mostly|pretty much)? (work|works|stay|stays|live|lives) !(here|for|from here|with (me|us|you)|at this)`,
      `"${standIns.party}" (usually|always|normally|probably|just|only|will|would|should|might|is going to|will be|to)? (be)? (get|come|start|finish|return|arrive|go|free|back|due|expected|out|done) (not)? (here|in|home|on|off|up|back|out|of)? (till|until|at|after|around|about|by|from|before|in|on|later|tomorrow|tonight|monday|tuesday|wednesday|thursday|friday|saturday|sunday|next)`,
      `${party} (a bit|a little|too|very|pretty|really)? (busy|asleep|sick|ill|dead|unwell|abroad|overseas|gone|away|late|indisposed|engaged|occupied|unavailable|drunk|grounded|deceased|buried|poorly|contagious|swamped|slammed|backed up|elsewhere|incommunicado|unreachable|hungover|sedated|unconscious|incapacitated|underwater|airborne|off|jailed|awol|mia|nowhere|missing|absent|hospitalized|housebound|bedridden|laid up|under the weather|down with)`,
      `"${standIns.party}" (is|has|have|got|had)? (_)? (got|get|have|has|had) (a|an|his|her|their|no|two|another|some|people|company|someone|somebody|the (flu|day)|church|school|class|practice|work|surgery|guests|visitors) !(question|questions|account|comment|(quick)? minute|second|moment|complaint)`,
    ],
  },
]

/** What is said where the party does come after all. */
export const comesCues: readonly CueGroup[] = [
  {
    cue: 'here',
    weight: 1,
    patterns: [
      '(he|she|they) ("is"|"are") (just)? "coming" !(home|back|in (at|on|later|tomorrow|next)|at|on|monday|tomorrow|later|from|off)',
      '(he|she|they) ("is"|"are") (right|already|sitting|standing)? ("here"|next to me|beside me|with me|in front of me) !(but|only|until|on|from|mornings|afternoons|today|not|somewhere)',
      '^ (yes|yeah|sure|yep|of course|certainly|hang on|hold on|one moment|one second) (please)? $',
      '^ (yes|yeah|sure|yep|certainly|of course)? (he|she|they) (is|are) !not (here|in|home|at home|available|free)? ($|hold|one|hang|just|let|please|who)',
      '(hang on|hold on|one moment|one second|hold the line|just a (second|minute|moment|sec)|bear with me) (please)? $',
    ],
  },
  {
    cue: 'comes',
    weight: 1,
    patterns: [
      '(let me|i will|i can|i am going to|going to|one (second|moment|sec) i will) (just|go|go and|run and|see if i can)? (get|grab|fetch|find|put|wake|call) (him|her|them|(my|the) (wife|husband|mother|father|mom|mum|dad|son|daughter|brother|sister|boss|manager|roommate|partner|supervisor|doctor|owner|director|grandma|grandpa)) !(a|to|know|your|you|the|when|back|later|in|call|ring)',
      '(here) (he|she|they) (is|comes|come|are)|here is (my|the) (wife|husband|mother|father|mom|mum|dad|son|daughter|brother|sister|boss|manager|roommate|partner|supervisor|doctor|owner|director|grandma|grandpa)|(he|she|they) (is)? (right)? (right here|"coming"|next to me|standing|sitting) !(home|back|in (at|on|tomorrow|later)|monday|tomorrow|from)',
      '(he|she|they) (has|have|is)? (just|now) (now)? ("walked"|"walking"|"come"|"came"|"got"|"gotten"|"getting"|"coming") (in|through|back|home|up)',
      '(he|she|they) (is|are) (on|heading) (his|her|their) way (over|here|in|down|to the phone|up)|(he|she|they) will be right (with you|there|over|down|out)',
      '(hang on|hold on|hold please|one moment|one second|just a second|just a minute|one sec|hold the line|just a sec) (please)? ...4 (phone|for you|telephone) $',
      '(put|pass|hand|give|transfer|connect) (you|her|him|them|the phone) (right|straight|on|over)? (to|through|on) !(hold|leave|message|voicemail|a message)',
    ],
  },
]

/** How a reply names who does what the caller asks about. */
export const namingCues: readonly CueGroup[] = [
  {
    cue: 'names',
    weight: 1,
    patterns: [
      '(that|it|you (want|need|mean)|you are looking for) (is|would be|will be)? !(he|she|not|what) _ (_)?',
    ],
  },
]

/** What somebody says who is the one that was asked for. */
export const presentCues: readonly CueGroup[] = [
  {
    cue: 'present',
    weight: 1,
    patterns: [
      '^ (yes|yeah|yep|hello|hi|huh)? (this is|it is|that is|that would be|you have got|you got|i am) (he|she|him|her|me|them) !(wife|husband|sister|brother|son|daughter|mother|father|mom|mum|dad|assistant|secretary|roommate|neighbor|friend|colleague|boss|boyfriend|girlfriend|partner|phone|office|desk|line|house|number|nurse|caregiver|carer|aunt|uncle|cousin|niece|nephew|grandson|granddaughter|receptionist|coworker)',
      '^ (yes|yeah|hello|hi)? (this is _)? speaking $|^ (yes|yeah|hello|hi)? "speaking"|(talking|speaking) (to|with) (him|her|me|the owner|the man|the lady)|(found|got|reached) (him|her|me) $',
      '^ (yes|yeah|hello|hi|hey)? (this is|it is) !(his|her|their|the|a|my|not|mr|about) _ (_)? $|^ (yes|yeah|hello|hi|hey)? (this is|it is) (mr|mrs|ms|miss|dr) _ $|^ _ (_)? speaking $|^ _ (_)? here ($|go|what|how|yes|hi|hello|who)',
      '^ (yes|yeah|yep|yup) i (am|was|did|had)',
      '^ (yes|yeah|yep|yup|you are|correct|it is|i am) (yes|hi|hello|hey|it is|i am|this is|sir|madam|maam|you are)? $',
      'i am the (owner|manager|homeowner|boss|one|account holder|supervisor|director|person|lady|man|doctor|principal|tenant|landlord)',
    ],
  },
]

/** Questions whose answer may tell of somebody absent, without a call for them. */
export const otherQuestions: readonly CueGroup[] = [
  {
    cue: 'other question',
    weight: 1,
    patterns: [
      '(who|what|which|how|when|why) (is|are|do|does|did|was|were|has|have|will) !(in|here|there|this|calling|speaking|i)',
      '("is"|"are"|"was"|"does"|"has"|"did"|"will") (your|the|he|she|that|this|it|anyone|someone|somebody) (_)? (covered|aware|on the|listed|included|occupied|insured|also|going|doing|feeling|working|living|like|need|want|still (covered|living|working|on)|sign|know|arrive|come|show)',
    ],
  },
]

/** Absence as what a caller's own wish is about: "my wife is at work so evenings are better". */
export const excuseCues: readonly CueGroup[] = [
  {
    cue: 'excuse',
    weight: 1,
    patterns: [
      'so (i|we|a|an|can|could|let|lets|evenings|mornings|afternoons|evening|weekends|what|how|why|who|it|that|this|please|the|any|after|early|late|later|is it|is there|maybe|would) !(will (tell|let|have|give|take|pass))',
      'and (i|we) (need|want|do not|am|would like|have|was|got|can not|cannot|wonder|handle|would|just (want|need))|(that is|which is) why (i|we)',
      '(can|could|shall|may|should) (we|they|it|somebody|someone|your)|(can|could|would) you !((please)? (call|try|ring|phone|hold|leave|come|tell|give|speak|care|like|mind|want|wish|prefer|wait|maybe|just))',
      '(why|when|who|where|how|what) (is|are|do|does|did|will|can|should) !(calling|this|speaking|i say|they be|(he|she) be)',
      '(i|we) (need|want|would like|am calling|was told|were told|"got"|"received"|am trying|have to|am handling|was wondering|already|called|waited)',
      '(technician|driver|plumber|electrician|courier|mechanic|repairman|mailman|cleaner|installer|engineer|nurse|delivery|package|order|builder|contractor|"your" (guy|guys|man|people|manager|supervisor|technician))',
      '(work|works|is|are|be|suit|suits) (best|better)|(that|next|most|the whole|all) (week|day|days|weekend|month) (so|can|could|is|we|i)|during the day|on (weekdays|weekends)|for the (delivery|appointment|installation|inspection|viewing)',
      '^ (yes|yeah|yep|yup) (he|she|they) (did|left|has|have|was|were|came|already|is|are)',
      'and (my|her|his|the|our|your|their) _ (is|are|will not|was|keeps|needs|has)|(it|computer|that|system) (just)? (stopped|quit|broke|will not|would not|froze|is not)',
      'i (left|called|sent|emailed|spoke|paid|mailed)|(has|have) not (called|returned|sent|gotten back)|thank* for asking|tenants|(my|the|our) _ ("was"|"were") _',
      'but i (am (authorized|the|here|on|also|able)|can (help|answer|confirm|do|handle|sign|pay|talk|speak|tell you|give you) !(him|her|them)|have)|but go ahead|i (handle|take care of|manage|pay|deal with) (the|his|her|all|our|everything)',
      '(when i|once|last time|the other day|(that)? (they|he|she) (said|told me)|the last time|if)',
    ],
  },
]

/** Words between a speaker and what they say of themselves; before a cue they are passed over. */
export const verbParts: ReadonlySet<string> = new Set(
  `am is are was were be been being have has had do does did will would shall should can could may might must not
  just still also currently presently only really actually already never ever always probably going to get got a
  bit little all both about kind of at in on out`.split(/\s+/),
)

/** Who is on the phone. */
export const firstPersons: ReadonlySet<string> = new Set(['i', 'we', 'you'])

/** Of themselves speakers can not say that they are not there, nor of things. */
export const otherSubjects: ReadonlySet<string> = new Set(
  `i we you it that this there these those which item product order package site website server system app account
  card part color size`.split(/\s+/),
)

/** Who a reply may speak of as the one who was asked for, besides the name. */
export const wantedParties: ReadonlySet<string> = new Set(
  `he she sir madam maam boss owner manager supervisor doctor husband wife mother father mom mum dad mama papa momma
  mummy daddy ma pa grandma grandpa grandmother grandfather nana son daughter brother sister roommate flatmate colleague
  director assistant lady guy partner boyfriend girlfriend uncle aunt cousin principal pastor landlord secretary
  accountant hr sales billing accounting purchasing payroll chef mister missus hubby spouse fiance gentleman dude doc`.split(
    /\s+/,
  ),
)

/** What a question for somebody is made of, besides the name. */
export const commonWords: ReadonlySet<string> = new Set(
  `a an the i we you it he she they me us my your our is are am was be been being have has had do does did will would shall
  should can could may might must not to for of in on at with from by about up and or but so please there here home
  available around free speak talk speaking talking word chat reach hold ahold get catch find see call calling called
  phone number line who whoever person somebody someone anybody anyone that this these those trying try looking hoping
  like want need put through connect today now still yet just sorry thanks thank hi hello hey good morning afternoon
  evening handles handle does runs books when where what how come able any chance moment sir madam maam mr mrs ms miss
  dr time great going if let let's one minute right house office work regarding back delivery appointment`.split(
    /\s+/,
  ),
)

/** Words that end like doings and are none, or do not keep anybody from the phone. */
export const notDone: ReadonlySet<string> = new Set(
  `need feed seed shed fred weed speed thing things nothing something anything everything morning evening bring string spring during coming standing sitting
  looking listening waiting calling speaking talking being going getting asking wondering paying expecting handling
  wanting meaning trying thinking answering king wedding
  called asked wanted needed ordered signed mentioned handled talked emailed decided liked used cancelled canceled
  received answered interested supposed worried named listed hundred indeed expected agreed approved scheduled
  confirmed excited pleased concerned allowed authorized preferred enjoyed loved hired recommended listened looked
  waited noticed realized opened started requested texted owned picked pretty`.split(/\s+/),
)
