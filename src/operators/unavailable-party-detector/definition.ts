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
      `(step|pop|nip|run|slip|duck|dash) (out|away|off|round|down)`,
      `(has|have|is|just|he|she|they|already|_) (just)? (left|gone|go|headed|leave) (out|home|for the day|for today|for lunch|already|early|for the evening|for the weekend|for the night|a few minutes|a minute|five|ten|an hour|about|to lunch|to the|to a|on)`,
      `(out of|away from|not in) (the|his|her|their) (office|desk|house|building|country|phone|city|town|home|shop|store)`,
      `(out of (town|station|office|country|state)|out (sick|today|for lunch|for the day|until|till|on a|at a|this week|all day|at lunch|at the moment|running|shopping|back)|away (on|until|till|from|for|this|at the moment|today|right now)|off (sick|today|until|till|for the day|this week|on leave|work)|abroad|overseas|traveling|travelling)`,
      '(you have|you|just) (just)? miss (him|her|them)',
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
    cue: 'message',
    weight: 0.7,
    patterns: [
      '(take|pass|pass on|leave|give|relay) (you)? (a|any|your|the|him a|her a|them a|on a|along a) (message|note) (for|to)? (him|her|them)?',
    ],
  },
  {
    cue: 'call again',
    weight: 0.4,
    patterns: [
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
      `(not|hardly) (in|here|home|around|there|available|back|free)`,
      '(working from home|day off|not working) (today|this week|on)?',
      '(do not|not) know (when|where|what time) (he|she|they)',
      '(may|can|could|might) i (ask|know|tell) ...2 (who|whom) ...3 (calling|call|speaking)',
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
      '("is"|"are") ...4 (there|home|available|in|around|in today|at home|free|about|in the office|in yet|still there)',
      '(trying|try|need|want|like|calling|hoping|hope) ...2 (to)? (reach|get hold of|get ahold of|contact|catch|get in touch with|find|see) !you',
      '(looking|calling|call|asking|ask|phoning|ringing) for !(you|your|a (quote|friend)|the|some|information|help)',
      '(looking|calling|asking) for the (owner|manager|person|homeowner|lady|man|doctor|director|head|principal|supervisor)',
      '(put|connect|transfer|get) (me)? ...1 (through|on|to|with) !hold',
      '(can|could|may) i (have|get) _ (please|in|on)',
      '(can|could|would) you (get|put|fetch) _ (on|to|for|please)',
      '(am i|is this|are you) (speaking|talking) (to|with)',
      'is this _',
      '(i have|have) (a|an) (delivery|package|appointment|interview|meeting|call) (for|with)',
      '(extension|ext) #',
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
