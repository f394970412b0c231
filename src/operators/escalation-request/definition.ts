// How customers ask for somebody with more authority.
import type { PhraseGrammar } from '../phrase-operator/grammar.ts'

/** What EscalationRequest looks for. */
export const escalationRequest: PhraseGrammar = {
  probability: 0.95,
  missedProbability: 0.06,
  slots: {
    // "manage" and "management" share their stem with "manager".
    title:
      '"manager"|"managers"|"manger"|"management"|supervis*|"super visor"|superior|boss|"bosses"|"team leader"|"team lead"|"shift leader"|"shift lead"|"group leader"|"department head"|"senior"|"seniors"|"higher up"|"higher ups"|"head honcho"|"director"|"ceo"|"president"|"executive"|"escalation team"|"escalations team"|"escalations"|"escalation department"|"big boss"|"owner"|"lead"|"decision maker"|"decision makers"|"proprietor"|"superintendent"|"management team"|"higher authority"|"higher authorities"|"higher management"|"head guy"|"boss man"|"chief"|"leadership"|"top dog"|"top brass"|"top man"|"big cheese"|"organ grinder"|"senior person"|"senior people"|"higher person"|"person in charge"|"one in charge"|"people in charge"',
    kind: '"senior"|"duty"|"shift"|"floor"|"store"|"branch"|"general"|"service"|"customer service"|"customer care"|"call center"|"call centre"|"team"|"actual"|"real"|"different"|"department"|"area"|"regional"|"district"|"operations"|"assistant"|"higher"|"direct"|"immediate"|"line"|"section"|"top"|"damn"|"freaking"|"bloody"|"upper"|"next"|"office"|"billing"|"site"|"human"|"live"|"front desk"|"hotel"|"claims"|"complaints"|"support"|"executive"|"desk"',
    whose:
      'a|an|the|your|another|some|any|one of (your|the)|somebody else (a|the)|whoever is (the|your)|whichever|that|this|who is (your|the)|their',
    boss: '{whose}? {kind}? {kind}? {title} !(special|sale|discount|choice|password|approval|training|position|job|signature|certificate|account|fee|citizen|citizens|living|housing|form|report)',
    theirBoss:
      '{whose} {kind}? {kind}? {title} !(special|sale|discount|choice|approval|training|position|job|signature|certificate|account|fee|citizen|citizens|living|housing|form|report)',
    talk: '"speak"|"talk"|"talking"|"speaking"|"chat"|"word"|"conversation"|"complain"|"complaint"|"deal"|"spoken"|"discuss" (this|it|that|my _)?|"transferred"|"connected"|"passed"|"escalated"|"put on"|"put through"|"get through"|"get hold"|"get ahold"|"get in touch"|"in touch"|"be seen"|"reach"|"appeal"|"report" (this|you|it|him|her)?|"take" (this|it) up|"raise" (this|it|that)?|"converse"|"communicate"',
    want: '"want"|"wanna"|"wants"|"wanted"|"need"|"needed"|"like"|"demand"|"demanding"|"require"|"request"|"requesting"|"prefer"|"insist"|"expect"|"wish"|"wish for"|"asking for"|"asked for"|"ask for"|"waiting for"|"wait for"|"hold for"|"holding for"|"rather have"|"appreciate"|"looking for"|"time for"|"love"',
    fetch:
      '"get"|"fetch"|"grab"|"find"|"bring"|"call"|"involve"|"put"|"give"|"send"|"pass"|"hand"|"connect"|"transfer"|"transferring"|"switch"|"patch"|"forward"|"direct"|"route"|"refer"|"pull"|"summon"|"page"|"loop"|"have"|"let" (me)?',
    someone:
      'someone|somebody|anyone|anybody|a person|the person|"people"|an individual|whoever|one of the people|the guy|the lady|a guy|a man|somebody else|someone else|anyone else|anybody else|a human',
    upper:
      '(who|that)? (is|are|sits|ranks)? (a (bit|little|lot|level|step))? (above|over|higher than|senior to) (you|yourself|your (head|level|pay grade|station|position))|(who|that)? (is|are)? "higher" (up|level|in|authority|position|than)|(who|that)? (is|are)? (a bit|more)? "senior" !citizen|(who|that)? (is|are)? "in" charge !of|(who|that)? (is|are)? in (management|authority)|at (a|the) "higher" level|up the (chain|ladder|line)|further up|with (a (bit|little))? (more|some|real|actual|any|higher|the)? (authority|power|pull|clout|say|seniority|rank|influence|experience|decision) |of (higher|more) (rank|authority)|(who|that) (run|owns) (this|that|the|your)|(who|that) (has|holds|have) ...2 (authority|power|say|clout|pull)|(who|that) (can|could|will|is able to|is allowed to) (actually|really|truly) _|(who|that) (can|could|will|is able to|is allowed to|has to) ...2 (make ...3 (decision|call|exception)|decide|approve|authori*|override|overrule|sign off)|(who|that) makes (the|those|these) decisions|(who|that) outranks you|(who|that) (actually|really) (know|care)|with (decision|signing) _|with (a (bit|little|lot))? (more|better|real) _|(more|better) (qualified|experienced|knowledgeable|competent|capable|important|helpful|useful)|(who|that) (matters|counts|knows what|has a clue|has the|has any|is actually|actually|understands what|is more|is not (reading|a robot))|in a position|of authority|(competent|important|capable|qualified|useful|knowledgeable|experienced) (enough|there|to|please|$|instead)|"upstairs"|from (corporate|head office|headquarters|upper management|management)',
    // Reports of what has been, and of others.
    past: '"spoke"|"talked"|"spoken"|"was"|"were"|"told"|"saying"|"said"|yesterday|my|if|when|husband|wife',
  },
  rules: [
    {
      by: 'customer',
      patterns: [
        // speak to a manager
        '! <!("my"|because|after|nice|great|"had"|"already"|"having") {talk} (directly|personally|again|please|now|instead)? (to|with|of|by|through|on to|for)? (like|maybe|perhaps|please|directly)? {boss}',
        // I want a manager, I need to see a supervisor
        '! {want} (to (see|have|hear from|get|involve|reach|meet|contact|go to|be (put|passed|transferred|connected|escalated) _?))? (for|with|on|to)? {boss}',
        '! {want} ...2 {theirBoss}',
        // get me your boss, put me through to the team leader, bring a supervisor into this
        '! <!("to my"|i|he|she|they|"we") {fetch} (me|us|this|it|that|my call|the call|this call|myself|hold of) ...3 {boss}',
        '! <!("my"|he|she|they|"did") ("get"|"got"|"getting"|"fetch"|"grab"|"find"|"bring"|"involve"|"call"|"put"|"send"|"have") (over|on|in|back)? {theirBoss}',
        // is there a manager there, do you have a supervisor
        '(is|are) there (not)? ...4 {boss} (there|here|available|around|on|in|free|present|that|who|i|we|to|with|nearby|about|working|about|anywhere|right now|please|$)',
        '<!("he"|"she"|"that"|"it"|"who"|"i"|"name"|"this"|"they") (is|are) {theirBoss} (there|here|available|around|on|in|free|present|working|nearby|about)',
        '"do" you (guys|people)? (not)? have {boss} (there|here|available|around|on|in|free|that|who|i|we|to|with|$)',
        '(would|will|might|could|can|is) {theirBoss} (be)? (available|free|able to|around|in today)',
        '("see"|"hear"|"know") what {theirBoss}',
        // who is your supervisor
        'who (is|are|would be|might be) (your|the|you) {kind}? {title}',
        '(name|number|email|contact|extension|information) (and number)? (of|for) (your|the|a) {kind}? {title}',
        '"your" {kind}? {title} ("name"|"number"|"email"|"contact"|"extension"|"phone"|"email address")',
        // have your manager call me
        '<!(already|my|when|he|she) {theirBoss} (to|will|can|could|should|must|needs to|has to|please)? (please)? ("call"|"ring"|"phone"|"contact"|"email"|"come"|"speak"|"talk"|"explain"|"look"|"handle"|"deal"|"listen"|"step"|"pick") (me|us|back|to|on|at|into|this|with|in|up)',
        '("hear"|"hearing") ...2 from {theirBoss}',
        // a manager, please
        '{title} (please|now|right now|immediately|asap)',
        '^ (just|please|ok|well|no|fine|then|and)? (your|a|the)? {title} $',
        '! (want|like|let us|time|need|ought|have) ...3 (got|get|bring|involve|have) {theirBoss} (involved|in|into|on)?',
        '(go|goes|going|moving|moved|taking|passing) (straight|right|directly|all the way)? (up)? to (your|the|upper|senior) {kind}? {title}',
        '(nothing|no further|not) ...3 (without|until|unless|till) ...3 {boss}',
      ],
      unless: [
        // Praise is passed on to managers as well.
        '! (how|so|very|really|been|such|what) (a|an|really|very|so)? (great|helpful|wonderful|amazing|fantastic|excellent|nice|good|kind|lovely|patient|pleasant|awesome|brilliant|professional|polite|courteous|friendly)',
        '(compliment|praise|commend|commendation|good job|great job|good word|positive feedback|five stars|raise you deserve)',
        '(i am|i was|as|work as|become|promoted to|job as|position of|apply for|interview for) (a|an|the)? {kind}? {title}',
        '(not|no) have (the|any|enough)? time (to|for) ...5 {title}',
        '{title} of (the|my|an|a|our)? (apartment|building|unit|store|flat|house|shop|complex)',
        '(already|yesterday|last (week|month|time|night)|earlier) (i|we)? (spoke|talked|spoken|had) ...2 {title}',
      ],
    },
    {
      by: 'customer',
      patterns: [
        // escalate this
        '! ("want"|"wanted"|"need"|"like"|can|could|please|would|get|going|let|must|how|wish|should|demand|request|"have"|"me"|ask|time|intend|prefer|will) ...4 ("escalate"|"escalated"|"escalating"|"escalation")',
        '! <!(fee|price|cost|"keep"|"was"|not) ("escalate"|"escalating") (this|it|that|my|the|further|to|matters|things|up|me)',
        '! ("be"|"gets"|"being") "escalated"',
        // take this higher
        '! ("take"|"taking"|"bring"|"move"|"push"|"send"|"pass"|"go"|"going"|"kick"|"bump"|"run"|"raise"|"get"|"taken"|"goes"|"moved"|"bumped"|"passed"|"pushed"|"escalated"|"kicked"|"sent"|"carry"|"see") (this|it|that|my _|my _ _|me|up|us|the (matter|issue|case|complaint))? (on|further)? (up the (chain|ladder|line|ranks|food chain)|"higher"|"further up"|"upstairs"|(up)? to (the|a|your)? (next|higher|senior|top|second) (level|authority|power|tier|up|person|line)|to the top|(over|above) your head|above you|to (tier|level|tear) #|to (corporate|"head office"|headquarters|upper management))',
        '("next"|"higher"|"second"|"upper"|"another"|"senior") (level|tier|line) (of)? (up|support|tech*|help|management|authority|team|person|please|$)',
        '("want"|"need"|"get"|"speak"|"talk"|"give"|"transfer"|"connect"|"escalate"|"go") ...5 ("tier"|"level") (two|three|2|3|to)',
        '"level" (two|three|2|3) (support|tech*|agent|rep*)',
        '(over|above) your (head|pay grade)',
      ],
    },
    {
      // Whoever brings up the agent's manager in the present wants that manager.
      by: 'customer',
      probability: 0.85,
      patterns: [
        '<!("if"|"that") "your" {kind}? {kind}? {title}',
        '(a|the|your) {kind}? {title} (needs|should|must|ought|has) to',
        '(up|next|higher|along) ...3 chain of command',
        '<!("is"|"was"|"am"|"are"|"as"|"by"|"of"|"from"|"were"|"be"|"and") (a|the) {kind}? {kind}? {title} (please|now|$|then|instead)',
        '! ("can"|"could"|"want"|"need"|"like"|"get"|"let"|"please"|"have"|"may") ...6 ("senior"|"head"|"chief"|"supervising"|"higher"|"lead") (agent|rep*|advis*|person|officer|member|colleague|technician|specialist|nurse|engineer|staff|executive|associate|people|team)',
        '! ("can"|"could"|"would"|"want"|"need"|"let"|"please"|"kindly"|"must"|"should"|"will"|"get"|"refuse"|"going") ...8 ("to"|"with"|"from"|"for"|"by"|"but") (a|the|another|some) {kind}? {kind}? {title}',
      ],
      unless: [
        '{title} ...2 ("told"|"said"|"called"|"promised"|"approved"|"was"|"were"|"already"|"agreed"|"gave"|"has"|"have"|"had"|"did"|"assured"|"confirmed"|"helped"|"sent"|"made"|"emailed"|"signed"|"says")',
        '("spoke"|"talked"|"spoken"|"met"|"emailed"|"wrote"|"sent"|"already"|"yesterday"|"thanks"|"thank") ...5 {title}',
        '("tell"|"say"|"give"|"thank") ...3 {title} ...3 (thanks|thank|how|that|regards|hello|hi|great|good)',
        '! (how|so|very|really|been|such|what) (a|an|really|very|so)? (great|helpful|wonderful|amazing|fantastic|excellent|nice|good|kind|lovely|patient|pleasant|awesome|brilliant|professional|polite|courteous)',
        '(i am|"am"|work as|become|"job"|"position"|"apply"|interview|"hire"|"hiring"|"role") ...3 {title}',
        '("not"|"no") ...5 {title}',
        '("my"|"our"|"his"|"her") {kind}? {title}',
        '{title} (signature|certificate|account|fee|meeting|special|discount|password|training|software|app|approval)',
        '{title} of (the|my|an|a|our)? (apartment|building|unit|store|flat|house|shop|complex)',
        '("have to"|"need to"|"must") (ask|check with|go to|go through|consult) (your|a|the) {title}',
        '(property|project|case|bank|account|office|building|apartment|password|relationship|product|fund|hiring|wealth|nurse|task|file|package) {title}',
      ],
    },
    {
      by: 'customer',
      probability: 0.9,
      patterns: [
        // someone above you
        '! <!{past} ("speak"|"talk"|"talking"|"speaking"|"chat"|"word"|"get"|"find"|"give"|"put"|"there"|"want"|"need"|"connect"|"transfer"|"pass"|"like"|"prefer"|"deal"|"hand"|"rather"|"let"|"bring"|"send"|"anyone"|"escalate"|"have"|"know"|"require"|"see"|"reach"|"explain") ...5 {someone} (else)? (there|here|over there|at your company|in your (office|company|team)|in there|available|on the (phone|line)|on)? (can|could|that|i|talk|speak|to|with)? {upper}',
        '<!{past} (anyone|anybody|someone|somebody) (else)? (there|here|over there|around|in your office|available)? {upper}',
        '(find|get|give|put|fetch|send|connect|transfer|pass|let|have) (me|us|on|this)? (on|to|with|over to|through to|back to)? (somebody|someone|a person|anyone|anybody) (else)? (on)? (who|that) (can|could|know|will|actually|has|is|understand|speaks with)',
        // who can I speak to above you, the person who runs this place
        'who ...7 (in charge|above you|over you|highest|higher than you|outrank|senior to you|more senior|at the top)',
        'who (can|do|should|could|would|else|must) (i|we) ...6 ("decision"|"decisions"|authority|complain to)',
        '("speak"|"talk"|"word"|"deal"|"want"|"get"|"put"|"need"|"connect"|"transfer"|"chat") ...5 (whoever|who|whomever|person|one|man|woman|people|guy|lady) (is|that|who|ever)? (is)? (in charge|runs|run|running|"supervises"|"manages"|calling the shots|calls the shots|makes the decisions|makes decisions|responsible|owns|at the top)',
        '! <!{past} ("speak"|"talk"|"talking"|"speaking"|"word"|"want"|"get"|"need"|"like"|"find"|"give"|"put"|"connect"|"transfer"|"see") ...6 "in" charge !of',
        '(can|could|would|may|is there|are there|let|have) ...2 {someone} (else)? (with|who is|that is)? (a (bit|little))? ("more" (senior|qualified|experienced|knowledgeable|authority|clout|experience|power)|"higher up"|"senior"|with (authority|clout|power|pull))',
        'who is the (decision maker|boss|head|person (in charge|responsible))',
        '("like"|"want"|"need"|"get"|"find"|"give me"|"speak to"|"talk to") (me)? (the|a|that) (person|one|guy|lady|human) (who|that) (can|does|could|will|makes|has|signs|sign|approves|decides|handles complaints|is able)',
        '(overrule|override|outrank) you',
        'as high (up)? as (it|this|you|i) (goes|go|can|gets)',
        'who ...6 ("is not you"|other than you|besides you|apart from you|instead of you|not you)',
        'who ("supervises"|"manages"|"oversees"|"is managing"|"is supervising"|"is over"|"is above"|"leads") (you|this|the|your|them)',
        'who (do|"does"|would) (you|your _) (report|answer) to',
        '(not|"nobody"|"never") ...10 (who|which one of you|then who) ("can"|"does"|"is able"|"will"|else "can")',
        'who ...2 (running|runs) (the show|things|this|that|your)',
        '("give"|"get"|"put"|"find"|"send"|"pass"|"let"|"fetch") (me|us)? (over|on|to|with|through)? (speak to|talk to|have)? (someone|somebody|anyone|anybody) "else" !(account|name)',
        '(anyone|anybody|no one|nobody|someone|somebody|you) ("but"|"except"|"besides"|"other than"|"apart from"|"only") {boss}',
        '(ask|asked|asking|request|requested|waiting|begging|called|calling|hold|holding) ...4 for {theirBoss}',
        '("corporate"|"head office"|"headquarters"|"corporate office"|"head quarters") ...2 (number|phone|address|contact|email)',
        '(number|contact|email|address) (for|of|to) ...2 ("corporate"|"head office"|"headquarters"|"executive"|"complaints")',
        '(more senior|higher up|higher ranking|"senior" level|higher level|someone senior|somebody senior|"senior" (agent|rep*|advisor|adviser|person|member|colleague|officer|executive|staff|specialist)) (please|to|that|who|i|agent|rep*|person|about|$)',
        '("speak"|"talk"|"talking"|"speaking"|"word") ...2 (someone|somebody|anyone|anybody|person|rep|agent|representative) else (please|because|who|then|there|now|that|cuz|$)',
        '("speak"|"talk"|"word"|"connect"|"transfer"|"complain"|"escalate"|"put"|"call") ...5 (corporate|"head office"|"headquarters"|"upper management"|"senior management"|"executive office"|"main office")',
      ],
      unless: [
        '(i am|i was) ...3 in charge',
        'in charge of',
        '(not|no) have (the|any|enough)? time (to|for) ...5 {title}',
      ],
    },
  ],
}
