// What answering machines say, and what people say to them (pattern language: docs/guide/patterns.md).
import type { CueGroup } from '../built-in/cues.ts'

const tone = '(tone~|tones|beep|beeps|bleep|pips|pip|signal|chime)'
const message =
  '(message|messages|voicemail|voicemessage|name|names|number|numbers|info|information|detail|memo|digits)'
const person =
  '(person|party|subscriber|customer|number|user|caller|member|mobile|cellular|phone|extension|party~)'
const cannot =
  '(can not|could not|unable to|not able to|is not able to|not available to|unavailable to|not here to)'

/** Cues of a machine that answers. From 1 on the greeting stands alone; lighter ones need company. */
export const greetingCues: readonly CueGroup[] = [
  {
    cue: 'tone',
    weight: 1.2,
    patterns: [
      `(after|at|until|following|upon|on|wait for|hear|behind) (the|that|a)? (sound of the|short|long)? ${tone}`,
      `wait ...3 (beep|tone)`,
      `the (beep|tone) (and|then|to) (leave|speak|record|talk|say)`,
    ],
  },
  {
    cue: 'record',
    weight: 1.2,
    patterns: [
      '(record|re record|rerecord) (your|a|you|the|my|this) (voice|short|brief|detail|new)? message',
      '(start|begin|stop|finish|done|end) (recording|speaking|talking) ...6 (press|hang|tone|beep|hash|pound)',
      'you may (hang up|begin speaking|begin recording|start recording)',
      '(press|hit|push) (#|one|pound|hash|star|the) ...3 (more options|further options|delivery options|listen to your message|send your message|re-record|rerecord|leave)',
      'to leave (a|your) (voice|callback|call back|detailed)? (message|number|voicemail|voice mail) ...4 (press|say|stay|wait|hold)',
      'to (page|send a fax|send a numeric)',
      '(not|never) (record|left) a message',
      '(satisfied with|happy with|to (send|review|erase|cancel|listen to|save|deliver)|continue recording) (your|the|this) message',
      '(your|the) message (has been|was|is) (sent|saved|delivered|recorded|too short)',
    ],
  },
  {
    cue: 'box',
    weight: 1,
    patterns: [
      '<!(my|our|your|another) (mailbox|mail box|voicemail|voice mail|voicemail box|voice mailbox|inbox|message box) ...7 (full|not been set up|not set up|not yet set up|not been initialized|not been activated|not been setup|not accept|can not accept)',
      '(voicemail|voice mail|mailbox|mail box|voice mailbox|answer* machine|answer* service|answerphone|answer phone|message service|messaging service) (of|for|belonging to)',
      '(reach|got|get|got through to|get through to) ...5 (voicemail|voice mail|mailbox|mail box|voicemail box|voice mailbox|answer* machine|answer* service|answerphone|answer phone|message service)',
      'welcome to ...4 (messaging service|message service|voicemail|voice mail|mailbox|answerphone|answer phone|voice messaging|answering service)',
      '(forward|transfer|divert|redirect|send) to ...3 (voice~|voicemail|voice mail|voice messag*|automat* voice|automat* messag*|message service|messaging service)',
      '(not|never) ...2 (set up|setup|activate|initialize) (a|their|his|her|the)? ...2 (voicemail|voice mail|mailbox)',
      `can not (accept|take|receive|record) (any|new|more|further|your)? (new|more|further)? message`,
      'automat* (voice messag*|voice message system|answer* machine|answer* system|voicemail)',
      'this is ...3 (voicemail|voice mail|answering machine|answer phone|answerphone)',
    ],
  },
  {
    cue: 'leave',
    weight: 1,
    patterns: [
      `(please|kindly|and|so|just|but|or|then|now|do) (please|kindly|just|do)? leave (me|us|a|an|your|you|the|it|any)? ...4 ${message}`,
      `^ leave (me|us|a|an|your|you|the|it|any)? ...4 ${message}`,
      `if you (would like to|want to|like to|wish to|could|can|will|would|care to)? (please|just|kindly)? leave ...5 ${message}`,
      `you (can|may) (also|always|either)? leave (me|us|a|an|your) ...4 ${message}`,
      `<!(want|like|wish|i|he|she|they|could|can) leave ...5 ${message} ...12 (get back|call you back|call you|ring you|ring back|call back|return|contact you|reach out|be in touch|respond|as soon as|phone you|get to you|catch you)`,
      `(phone|call|away|home|answer|available|now|moment|here|busy|in|out|desk|line|it is _|this is _) leave (me|us|a|an|your|you|the|it) ...3 ${message}`,
      '(drop|pop|shoot|send|give) (me|us|your) ...5 (name|number|message|text) ...4 (down|after|and i|and we|and ill)',
      'leave it (at|after|here)',
      `${cannot} ...8 leave ...4 ${message}`,
    ],
  },
  {
    cue: 'unable',
    weight: 0.6,
    patterns: [
      `${cannot} (come|get|make it|answer|take|pick|respond|receive|accept|attend) ...5 (phone|call|calls|up|person|you|to it|telephone)`,
      `${cannot} (answer|pick up)`,
      `can not (get|come|make it|run) to (the|my|our) (phone|telephone|mobile|cell)`,
      '(not|is not) (answering|available|here|home|in|around) ...3 (to take your call|take your call|right now|at the moment|at this time|now|just now|currently|today)',
      `${person} ...8 (is|are) (currently|presently)? not (available|answering|picking|able|responding)`,
      `${person} ...8 (is|are) (currently|presently)? unavailable`,
      '(i|we) (have|had|am sorry i)? just? miss (your|you) call',
      '(away from|not at|out of) (my|the|our) (desk|phone|office|home)',
      '(on the other line|on another line|with another customer|with another caller)',
      'google (voice|subscriber)',
      'we are (close|currently closed)|office is (currently|now)? close|outside (of)? (our|normal|regular)? (business|office|opening|working) hours',
    ],
  },
  {
    cue: 'reached',
    weight: 0.5,
    patterns: [
      'you (have|are)? (reach|got|got through to|get through to|called) (the|!(any|some|a|an|it|me|my|our|your|to|all|that|this|through|up|in|on) _)',
      '(person|party|customer|number|subscriber) you (are|have|were|are trying to) (call|dial|try|trying|reach)',
      'hi (it is|this is|you have reached) ...3 leave',
      'not here right now',
    ],
  },
  {
    cue: 'promise',
    weight: 0.5,
    patterns: [
      '(i|we|he|she|someone|somebody|one of us) (will|shall)? (be sure to|try to|try and)? (get|call|ring|phone|come|text|hit|holler) (right|straight)? (back to you|you back|back at you|you right back|back)',
      '(i|we|he|she|someone|somebody|_) (will)? (be sure to|try to)? return (your|the) (call|message)',
      'as soon as (i|we|he|she|possible|they)',
      'at (my|our) earliest',
    ],
  },
  {
    cue: 'humour',
    weight: 0.9,
    patterns: [
      'you know (what to do|the drill|the deal|how this works|the routine)',
      '(do (your|the) thing|hit me (up)? (with|on) (a)? (text|message)|just text|tell me who you are)',
      'make it (quick|good|short|snappy)',
      '(just|so|please|or) (text|message|email|whatsapp) me (instead|if|bye|$)',
      'no one ...6 to (take|answer) your call',
      '(speak|talk|say) ...5 (following|after|at) (the|that)',
      'sing me something|talk to the (machine|beep)|this is (not me|a machine|a recording|the machine)',
    ],
  },
  {
    cue: 'unheard',
    weight: 0.5,
    patterns: [
      '(never|not|do not|hardly ever|rarely) (check|listen to) (this|my|these|it|them|voicemail|voicemails|messages)',
    ],
  },
]

/** Cues of someone who talks to a machine. */
export const messageCues: readonly CueGroup[] = [
  {
    cue: 'message for',
    weight: 1.2,
    patterns: [
      '(this is|this|it is) (a|an|just a|my|the)? ...2 (message|voicemail|voice mail) (is|be)? for',
      '(hi|hello) (a|this) message for',
      '(leave|leaving) (you|this|him|her|them) (a|this|another)? ...2 (message|voicemail|voice mail|vm)',
      'sorry (i|we|to) (have|keep|just)? miss you',
      '(calling|trying) to (reach|get hold of|get ahold of|contact) you ...8 (call|ring) (me|us)',
      '(ugh|great|oh) ...2 (voicemail|voice mail|machine) (again)?',
      '(got|getting|hit|went to|going to|goes to|straight to|its|it is|just) (the|his|her|your|their|a|my)? ...1 (voicemail|voice mail|machine|answering machine|answer machine)',
    ],
  },
  {
    cue: 'call back',
    weight: 0.7,
    patterns: [
      '(please|kindly|can you|could you|so|just|and|to|or) ...3 (call|ring|phone|text) (me|us) (back)? (back|at|on|when|if|as|any|whenever|later|tomorrow|today|once|asap|please)?',
      '(call|ring|phone|text|hit) (me|us) back',
      '(call|ring|phone|text|buzz) (me|us) (when|whenever|back|at|on|any time|anytime|if|asap|tomorrow|later|tonight|once|before|after|as soon)',
      '(no need to (call|ring|phone) back|(call|ring|phone) back (if|unless|when|at|on|before|to))',
      '(give|shoot|drop) (me|us) (a|your) (quick)? (call|ring|buzz|shout|bell|text|line)',
      'return (my|our|this|the) call',
      '(reach|call|contact|get) (me|us|back to me|back to us) (back)? (at|on)',
    ],
  },
  {
    cue: 'number',
    weight: 0.6,
    patterns: [
      '(my|our|the|callback) (direct|call back|callback|phone|cell|office|toll free)? number (here|again|once again)? is',
      '(again|once more) (that is|the number|that number|my number|my name|it is)',
      '(at|on) # # # # # #',
      'our (office|business)? hours are',
      '(reference|case|file|claim) number',
    ],
  },
  {
    cue: 'when you can',
    weight: 0.7,
    patterns: [
      '(at|when|whenever) (it is)? (your|you have)? ...2 (convenience|convenient)',
      '(when|whenever|once|as soon as) you (get|have|receive|hear) (a|this|the|some|my|it) (chance|message|moment|minute|time|second|voicemail)?',
      'as soon as (possible|you can)|when you can',
      '(look forward|looking forward) to (hear|hearing|speak|speaking|talk|talking)',
      '(talk|speak) (to|with) you (soon|later|then)',
      '(i|we) will (try|call|try calling|ring) (you|again|back|you back|you again) (again|later|tomorrow|back|another)?',
    ],
  },
  {
    cue: 'farewell',
    weight: 0.4,
    patterns: [
      '(goodbye|good bye|bye|bye bye|cheers|take care|thank you|thanks|thanks again|thank you so much|talk soon) $',
      '(give|call) you (a|another) (shout|call|ring|try)',
    ],
  },
  {
    cue: 'calling to',
    weight: 0.4,
    patterns: [
      '(just|am|i am|we are|was) (calling|ringing|phoning|following|checking|returning|reaching|touching) ...2 (to|about|regarding|with|because|up|in|your|for|from|out|base)',
      '(calling|ringing|phoning) (from|with|about|regarding|to|on behalf of|for|in regards)',
      '(this is|it is|my name is) ...4 (from|with|at|calling)',
    ],
  },
]
