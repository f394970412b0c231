// How agents and announcements say that a call is recorded.
import type { PhraseGrammar } from '../phrase-operator/grammar.ts'

/** What RecordingDisclosure looks for. */
export const recordingDisclosure: PhraseGrammar = {
  probability: 0.95,
  missedProbability: 0.04,
  slots: {
    call: '"call"|"calls"|"conversation"|"conversations"|"line"|"lines"|"phone"|"phones"|"session"|"chat"|"interaction"|"interactions"|"telephone"|"discussion"|"discussions"|"voice"|"everything"|"anything"|"communication"|"communications"|"lime"|"audio"|"meeting"|"calling"|"interview"|"appointment call"|"consultation"|"webinar"|"recordings"|"information you give"|"calls being"',
    // With what recognisers make of it.
    recorded:
      '"recorded"|"recording"|"monitored"|"taped"|"corded"|"record"|"records"|"monitor"|"accorded"|"rerecorded"|"reported and monitored"|"tape recorded"|"captured"|"recordings"|"audio recorded"',
    be: 'is|are|be|may|will|can|could|might|being|get|shall|must|was being|has been being|am|always',
    purpose:
      'quality|training|compliance|coaching|assurance|monitoring|security|regulatory|verification|legal|customer service|improvement|audit|safety|protection|accuracy|record keeping|qa|service',
  },
  rules: [
    {
      by: 'agent',
      patterns: [
        '<!(if|"was") {call} (you are on|we are on|today|now|with us|with me|here|we have|to and from _? _?|from this _?|between us|you make|in and out)? {be} ...4 {recorded}',
        '{call} ...6 {be} (also|now|currently|both|always|currently being|being|be|both being|all)? (monitored|recorded|"taped"|"corded")',
        '<!(if|"was") (we|you|us|both of us|i) {be} (also|now|currently|both|all|just|always|being|be|both being)? (being|be)? (audio)? ("recorded"|"taped"|"monitored and recorded") !(as|in the system|that|your)',
        '("recorded"|"recording"|"corded"|"recorder"|"accorded"|"record it"|"taped"|"monitored"|"record a"|"according") (and (monitored|recorded))? (phone|telephone)? ("line"|"lines"|"lime"|"lane"|"lying"|"lion"|"land"|"wine"|"liner"|"mine"|"call line")',
        '(on|over|this is|is|as|using|be) (a|the|our)? (monitored|live)? (and)? ("recorded"|"recording"|"monitored"|"corded") (and (monitored|recorded))? {call}',
        '<!"was" {call} ("recorded"|"monitored") (for|and|to)',
        '^ (all|our|your|these|this)? {call} ("recorded"|"monitored")',
        // We record our calls.
        '(we|i|i will|i am|they|the company|the system|our system|company|let me|to|if i|system|bank|us|office|agency) (do|will|would|am|are|have to|need to|may|can|might|must|also|always|just|going to|required to|like to|want to)? (be|now|also|always|automatically|routinely|just|currently)? (record|"recording"|"tape"|"taping"|monitor|"record and monitor"|"monitor and record") (all|every|each|our|this|the|these|your|any|most|some|a)? (of)? (our|the|these|your|this)? (phone|telephone|incoming|inbound|outbound|customer|voice)? ({call}|this|us)',
        '(we are|i am|we will be|i will be) (now|also|just|currently)? "recording" (today|now|this|us|everything|for|you|with|the|each|$)',
        '(record|"recording") this (for|$|now|please|so|okay|by|if|because|as|right|today|just|and)',
        '(consent|agree|permission|okay|ok|alright|object|objection|mind|comfortable|happy|fine|opt out|agreeing|consenting|acknowledge|wish|prefer|accept|authori*|aware) ...4 (be|being|to|with|of|if|that) ...4 ("recorded"|"recording"|"record this"|"record the"|"record our"|"record your call") !(your (address|name))',
        '{call} (may|will|might|is|are|can)? ...2 (used|captured|kept|stored|saved|retained|listened|reviewed|recorded|corded|"the corded"|logged) ...4 for ...4 {purpose}',
        '{call} ...3 "used" (to|for) ...3 (train|training|improve|improving|coach|coaching|help us|review|quality)',
        // The recording has started.
        '("recording"|"recorder"|"tape"|"recording device") (has|have|is|will|should|just|going|now)? (now|been|just|be)? (started|begun|running|rolling|going|on|in progress|began|starts|begins|commences|start|switched on|turned on|active)',
        '<!("dvr"|show|program) (start|begin|turn on|switch on|hit|press|going to|resume|starting|turning on) ...2 ("recording"|"record now"|"the recorder"|"the recording"|"record button"|"call recording")',
        '(keep|have|make|making|retain|keeping|hold|store|create|take) (a|an|the|audio)? ("recording"|"recordings"|"audio recording"|"tape") of (this|our|the|your|all|every|each|these|calls|what)',
        '"copy" of (this|our|the|your) {call} (will|is|may)',
        '(listen|listening|listens|listened) ...3 (to|in|on) ...4 (quality|training|assurance|coaching|our call|calls)',
        '(someone|supervisor|manager|we|they|somebody|others|team) (may|might|could|will|can) (also|be)? (also|be)? (listening|listen) (in|to)',
        'for ...5 {purpose} ...5 ({recorded}|"listening in"|"being taped")',
        '("recorded"|"monitored"|"recording"|"record"|"corded"|"taping"|"taped") ...6 (for|to) ...5 {purpose} !meeting',
        '(not (want|wish|like|consent|agree)|prefer not|rather not) (to)? (be|being|to be|have _? _?) "recorded"',
        '<!("was") (this|everything|all of this|it all|"this is all") (is|will be|may be|gets) (all|also|now|currently|going to be)? (being)? ("recorded"|"taped"|"monitored and recorded"|"on tape"|"going on tape"|"on record") !(as|in the system|in your|in our (system|records))',
        '(going|be|is|goes) (down)? on tape',
        '(keep|save|saving|store|retain|archive) ...2 ("audio"|"copy"|"copies") of ...2 {call}',
        '(alright|ok|okay|fine|permission|mind|consent|problem|all right|cool) ...5 (if|that) (i|we) ("record"|"are recording"|"am recording"|"tape")',
        '(our|this|the|these|all) {call} ("records"|"record") ($|automatically|everything|all)',
        '"recording" (system|device|equipment|machine|software|facility) ...4 {call}',
        '"on" (a|the|our) "record" ("line"|"lime"|"lines")',
        '(okay|ok|permission|consent|alright|go ahead|agreement) to "record" !(a|your (name|address|new|payment|vote))',
        '"it" "is" (being|all|always|also)? (being)? ("recorded"|"taped") ($|for|by|so|and|okay|here)',
        '(on|in) our "recording"',
        'beep ...6 (recording|record|recorder)',
        '(tell|inform|know|mention|advise|disclose|remind|aware|notify|notice) ...3 ("recording"|"this recording") !(studio|department)',
        '(review|listen to|evaluate|audit|score|reviewing|listening to|hear) (this|your|our|these|some|my) {call} (for|later|after|to|$|and)',
        '(quality|training) (team|department|assurance) ...3 (review|listen|listening|hear|monitor)',
        '(this|everything|it|all of this) (is|goes|will be|going) on (the|a)? ("record"|recording) ($|you|so|okay|for)',
        '(audio|call|voice|line) "recording" (on|for|is|system|in|will|has|may|now|going)',
        '"recording" (on|is on|turned on)',
        '(this|we|you|it|call|line|conversation) (is|are) ...2 being ("recorded"|"taped")',
        '(hit|press|pushed|pressed|turned on|clicked|tapped) (the)? ("record"|"recording"|"record button") !(your|button on your|on your)',
        '(record|monitor) (or|and) (record|monitor) (your|this|our|all|the|these|each|every|some)? (phone)? {call}',
        '(everything|information|anything|all|whatever) ...5 (will|is|may|can|might) (be|being)? ("recorded"|"taped") !(in|as)',
        '("recordings"|"recording") (are|is|will be|may be) (being)? (made|kept|taken|stored|captured|in progress|used)',
        '{call} (recorded) (on our (side|end)|here|by us|today)',
        'subject to ...3 (recording|monitoring|being recorded)',
        '(what|everything|anything|all) (you|we) (say|discuss|talk about) ...3 {be} ...2 ("recorded"|"taped"|"monitored")',
        '("recorded"|"recording"|"taped") ("disclosure"|"disclaimer"|"notice"|"for your protection"|"for our protection")',
      ],
      unless: [
        '("was"|"were"|"did") (the|this|that|your|you) ...3 (call|conversation|record)',
        '(message|voicemail|name|address|complaint|payment|reading|delivery|delivered|dvr|show|program|claim|medical|vaccine|address) ...2 (record|recorded)',
        '(record|recorded|records) (your|the|a|his|her) (message|name|address|payment|complaint|order|reading|details|number|answer|request|information|new|date|vote|claim|meter)',
        '("not"|"never"|"no longer") !(mind|wish|want|like|prefer|agree|consent|object|surprise|problem|only|just|forget|worry|be surprised) _? _? ("recorded"|"recording"|"record"|"monitored"|"taped"|"tape"|"records")',
        '("no"|"any") ("recording"|"recordings"|"record")',
        '("pre" recorded|prerecorded)',
        '(record|"recorded") (the|your|a) (call back|callback)',
      ],
    },
    {
      // Announcements of the party that was called are on the customer's channel.
      by: 'anyone',
      patterns: [
        '! <!(if|my|"was"|"is"|"are") (this|your|all|our|these|the) {call} (may|will|is|are|might|can|could) (be|also|being)? (being)? (monitored|recorded|"corded") (or|and|for|to) ...3 (recorded|monitored|{purpose})',
        '^ {call} (may|will|are|might) (be)? (monitored|recorded) (or|and|for|to)',
        'for {purpose} ...4 (this|your|all|our) {call} (may|will|is|are)',
      ],
      unless: ['^ (so|and|wait|hey|but)? (is|are|was|do|did|will) (this|the|my|you|your|these|we|all)'],
    },
  ],
}
