// What menus, announcements and wrongly dialled people say (pattern language: docs/guide/patterns.md).
import type { CueGroup } from '../built-in/cues.ts'

const key = '(#|pound|hash|star)'

/** Cues of an automatic voice that is no answering machine. From 1 on it is one. */
export const menuCues: readonly CueGroup[] = [
  {
    cue: 'press',
    weight: 1,
    patterns: [
      `<!(i|you|we|he|she|they) (press|push|dial|hit|select|enter) ${key} ...1 (for|to|if|now|on|and|or|followed)`,
      `(for|to|if) ...8 (please|just|simply)? (press|push|dial|say or press|press or say|say) ${key}`,
      `(para|marque|oprima|presione) (espanol|español|el|#|dos|uno|numero)`,
      `<!(i|you|we|he|she|they) (press|push|hit) (any|the) ...2 (key|button)`,
      '(otherwise|or) (please)? press',
      `^ (please)? (press|push) ${key} $`,
    ],
  },
  {
    cue: 'speech menu',
    weight: 1,
    patterns: [
      'you can (say|also say|tell me) ...4 (things|like|yes|no|billing|sales|support|account|representative|agent|something|or)',
      '(in a few words|in your own words|briefly) ...3 (tell|say|describe|what)',
      '(say or enter|enter or say|say or press|press or say|say or type)',
      '(please|just|or)? say (yes or no|agent|representative|operator|main menu|billing|one of the following)',
      '(say|state|tell) ...1 your (full|first)? name ...4 (and|after|at)',
      'i (am sorry)? (did not|could not) (understand|get|catch|recognize) (that|your) (response|selection|entry|input)',
      '(that is|is) (not (a|an)? valid|an? invalid) (entry|option|selection|response|extension)',
      '(main menu|previous menu|menu options|following options|following menu|menu has changed|options have changed|menu options have changed)',
      '(listen|listening) (carefully|closely) (to|as|because)',
      '(virtual|automat*|digital) (assistant|attendant|agent|phone system|telephone system|system|voice|response system)',
    ],
  },
  {
    cue: 'keypad',
    weight: 1,
    patterns: [
      '(please)? (enter|key in|punch in|type) (your|the) ...8 (followed by|then press|using|on your|pound|hash|now)',
      'followed by the (pound|hash|star|number) (key|sign)?',
      '(touch tone|keypad|telephone keypad|phone keypad|dial pad)',
      '<!(you have the|have your|is there an|what is your|what is the) (know|enter|dial) (your party|the|your|his|her|a) ...2 (extension|ext)',
      '(dial by name|company directory|name directory|staff directory|dial it (now|at any time))',
    ],
  },
  {
    cue: 'queue',
    weight: 1,
    patterns: [
      'your call is (very|really)? (important|valued)',
      '(all|our) ...5 (representative*|agent*|operator*|line*|associate*|advisor*|adviser*|executive*|specialist*|consultant*|circuits) are ...2 (busy|helping|assisting|speaking|engaged|unavailable)',
      '(answered|taken|handled) in (the)? order (it was|in which|they were|received)',
      '(stay|remain|hold) (on)? the line ...6 (next available|representative|agent|operator|answered|someone|your call|with you)',
      '(next available|first available) ...2 (representative|agent|operator|associate|advisor|adviser|executive|specialist|consultant)',
      '(estimated|approximate|average|expected) ...2 wait ...2 (time|is)',
      'you are ...2 (caller number|number|next) ...2 (in line|in the queue|in queue)',
      '(higher|high|heavy|unusually) ...3 call volume',
      '(continue|please) to? hold (for|while|and) (the next|your call|we connect|we transfer)',
    ],
  },
  {
    cue: 'recorded',
    weight: 0.4,
    patterns: [
      '(calls|call) (may|will|might|could|are|is) (be)? (record*|monitor*) ...4 (quality|training)',
      'calls (are|may be|will be) (recorded|monitored)',
    ],
  },
  {
    cue: 'announcement',
    weight: 1,
    patterns: [
      '(number|line|phone|mobile|subscriber|extension|call) ...9 (not in service|no longer in service|out of service|been disconnected|been changed|not be completed|can not be completed|switched off|turned off|not reachable|out of coverage|outside the coverage|not exist|does not exist|not been recognised|not been recognized|unallocated|temporarily unavailable|temporarily suspended|not connected|restricted)',
      '(check|verify) the number (and|before|you)',
      'try (your|the) call (again)? (later)?',
      'hang up and (try|dial)',
      '(office|business|opening|store|clinic|branch|normal) hours are',
      '(visit|go to) (us at|us on|our|the)? ...1 (website|web site|www)',
      '(this is a|this is an|an|a) (automated|recorded|prerecorded|pre recorded|computerized) (message|call|announcement|line|system|recording|service)',
      'if this is ...3 emergency ...4 (hang up|dial|call|press)',
    ],
  },
  {
    cue: 'screening',
    weight: 1,
    patterns: [
      '(call|number) is being screened',
      '(say|state|record) your name and ...6 (calling|call)',
      'see if (this|the|he|she) ...2 (person)? is available',
      '(call assist|call screening|screening service|call filter)',
    ],
  },
  {
    cue: 'welcome',
    weight: 0.3,
    patterns: ['(thank you|thanks) for (calling|holding)', 'welcome to (the)?', 'you have reached'],
  },
]

/** What people say whom nobody wanted to call, and from what the caller says it shows. From 1 on it is one. */
export const wrongNumberCues: readonly CueGroup[] = [
  {
    cue: 'wrong number',
    weight: 1,
    patterns: [
      `<!(not|send|text|mail|give|put|enter|write|is this|charge|ship|type) wrong (phone|telephone|mobile|cell)? (number|numbers|person|guy|house|extension)`,
      '(dial|call|ring|phone|got|get|have|reach) (the|a|an)? (wrong|incorrect|different|old) (number|person|one|guy|place|house|party|extension|household|business)',
      '(misdial*|mis dialed|mis dialled|wrong dial*|dialed wrong|dialled wrong|dialed incorrectly)',
      'wrong number $',
    ],
  },
  {
    cue: 'nobody of that name',
    weight: 1,
    patterns: [
      '(nobody|no one|no body|none|no person|not anyone|not anybody|not a) (here|around here|in this house|at this number|at this address|in this office)? (by|with|of|called|named|goes by|under) (that|this|the) name',
      '(nobody|no one|anybody|anyone|somebody) (here|lives here|works here)? (called|named|by the name)',
      '(there is|have|got|is|are|we have) (no|not any|not a|not an) _ (here|at this number|in this house|living here|at this address|in this office|on this number)',
      '(there is|have|has|got|is) (no|not any) (one|body|person)? ...2 (by|of|with) (that|the|this) name',
      '^ no _ (here|lives here|at this number)',
      'there (is|are) no (one)? (called|named)? _ (here|at this|in this|that i know)',
      '(do not|not|never) (know|heard of|know of|hear of) (any|anyone|anybody|a|no|who that|him|her|that person|them|that name|the name|this person|such)',
      '(who is|who) (he|she|that|this person)? (never heard|do not know)',
      '(no such|not any such) (person|name|customer|employee)',
      '(am|is|are) not (him|her|_ and i do not know|the person you|who you)',
    ],
  },
  {
    cue: 'not their number',
    weight: 1,
    patterns: [
      '(is not|not|no longer) (his|her|their|that persons|_) (number|phone|cell|line) (any more|anymore|any longer)?',
      '(just|only|recently|newly) (got|get|bought|received|picked up|have|had|changed) ...1 (this|a new|the) (number|phone|line|sim)',
      '(have|had|got|gotten|get) (this|the same|that) (number|phone|phone number|line|cell) (for|since|only|about|just|last|a)',
      '(keep|kept|always|still|constantly) (getting|get|receiving) (calls|his calls|her calls|their calls|phone calls|messages) (for|about|from people)',
      '(number|line|phone) (used to|no longer|does not) (belong|belongs)',
      '(number|line) (belong*|belonging) to (someone|somebody|a different|another|me now|us now)',
      '(must be|are|were) (looking|calling|asking|searching) for (someone|somebody|another|a different) (else|person)?',
      '(think|guess|believe|sure|mean|probably|must) ...3 (want|need|after|have me confused|confuse me|mistake me|mixed up) ...3 (someone else|somebody else|another person|someone|somebody|a different)',
      '(confuse|confusing|mistake|mistaking|mixed|mixing) (me|us) (up)? (with|for) (someone|somebody|another)',
      '(this is|it is|are) (a|an) (private|different|completely different|pizza|restaurant|personal|family|dentist|church|fax)  (residence|place|home|company|business|house|shop|number|person|cell|line|office)?',
      '(call|dial) (me|us|here) (by mistake|by accident|in error|mistakenly)',
    ],
  },
]
