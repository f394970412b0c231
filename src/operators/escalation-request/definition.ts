// How customers ask for somebody with more authority.
import type { PhraseGrammar } from '../phrase-operator/grammar.ts'

/** The caller's own company, and titles that are not the agent's. */
const otherManagers = [
  '{title} (at|of|in|from|on) (my|our|his|her) (company|firm|team|office|work|side|end|store|club|school)',
  '{title} of (the|my|an|a|our|that|his|her)? (apartment|building|unit|store|flat|house|shop|complex|property|dog|cat|car|vehicle|land|club|school|account|fund|film)',
  '(signed|approved|access|login|permission|approval) (by|to|for|from) (a|the|my|our)? {kind}? {title}',
  '(apply|applying|application|interview|hire|hiring|become|promoted|job) ...5 {title}',
  '(deserve|raise you|brilliant|fantastic|excellent|lucky|regards|feedback|card|flowers)',
  '(executive|manager|director|president) (suite|lounge|package|class|fare|room|chair|toolbox)',
  '(book|install|fit|repair|haircut|boiler|lesson|tutor|come (out|over|round)|visit|plumber|electrician|deliver|clean|cleaner|driver) ...10 ({someone}|person)|{someone} ...8 (install|fit|repair|haircut|boiler|lesson|plumber|electrician)',
  '("my"|"our") {kind}? {title}',
  '(sound|look|seem|act|feel|talk) like (a|the|my) {title}',
  'chief (ingredient|ingredients|complaint|concern|reason|cause|problem|issue)|(compliment|praise|commend|congratulate) ...4 {title}',
  '(task|file|package|project|property|relationship|contact) {title}',
]

/** What EscalationRequest looks for. */
export const escalationRequest: PhraseGrammar = {
  probability: 0.95,
  missedProbability: 0.06,
  slots: {
    // "manage" and "management" share their stem with "manager".
    title:
      '"manager"|"managers"|"manger"|"management"|supervis*|"super visor"|superior|boss|"bosses"|"team leader"|"team lead"|"shift leader"|"shift lead"|"group leader"|"department head"|"senior"|"seniors"|"higher up"|"higher ups"|"head honcho"|"director"|"ceo"|"president"|"executive"|"escalation team"|"escalations team"|"escalations"|"escalation department"|"big boss"|"owner"|"lead"|"decision maker"|"decision makers"|"proprietor"|"superintendent"|"management team"|"higher authority"|"higher authorities"|"higher management"|"head guy"|"boss man"|"chief"|"leadership"|"top dog"|"top brass"|"top man"|"big cheese"|"supe"|"supes"|"super visors"|"supervise her"|"supervise or"|"soup advisor"|"man in charge"|"woman in charge"|"lady in charge"|"guy in charge"|"powers that be"|"the top people"|"big guns"|"people at the top"|"person at the top"|"line management"|"grown up"|"grown ups"|"grownup"|"head" of (the|your|that|this)? (department|team|customer service|customer care|support|complaints|service|operations|branch|office|section|shift)|"organ grinder"|"senior person"|"senior people"|"higher person"|"person in charge"|"one in charge"|"people in charge"',
    kind: '"senior"|"duty"|"shift"|"floor"|"store"|"branch"|"general"|"service"|"customer service"|"customer care"|"call center"|"call centre"|"team"|"actual"|"real"|"different"|"department"|"area"|"regional"|"district"|"operations"|"assistant"|"higher"|"direct"|"immediate"|"line"|"section"|"top"|"damn"|"freaking"|"bloody"|"upper"|"next"|"office"|"billing"|"site"|"human"|"live"|"front desk"|"hotel"|"claims"|"complaints"|"support"|"executive"|"desk"',
    whose:
      'a|an|the|your|another|some|any|one of (your|the)|somebody else (a|the)|whoever is (the|your)|whichever|that|this|who is (your|the)|their',
    boss: '{whose}? {kind}? {kind}? {title} !(special|sale|discount|choice|password|approval|training|position|job|signature|certificate|account|fee|citizen|citizens|living|housing|form|report)',
    theirBoss:
      '{whose} {kind}? {kind}? {title} !(special|sale|discount|choice|approval|training|position|job|signature|certificate|account|fee|citizen|citizens|living|housing|form|report)',
    talk: '"speak"|"talk"|"talked"|"talking"|"speaking"|"chat"|"word"|"conversation"|"complain"|"complaint"|"deal"|"spoken"|"discuss" (this|it|that|my _)?|"transferred"|"connected"|"passed"|"escalated"|"put on"|"put through"|"get through"|"get hold"|"get ahold"|"get in touch"|"in touch"|"be seen"|"reach"|"appeal"|"report" (this|you|it|him|her)?|"take" (this|it) up|"raise" (this|it|that)?|"converse"|"communicate"',
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
        '! <!("my"|because|after|nice|great|"had"|"already"|"having"|"when"|"yesterday"|"which") !"talked" {talk} (directly|personally|again|please|now|instead)? (to|with|of|by|through|on to|for)? (like|maybe|perhaps|please|directly)? {boss}',
        '(until|till|unless|before|without) ...3 (speak|speaking|talk|talking|see|seeing|get|getting|hear|hearing|have) ...3 {boss}',
        // I want a manager, I need to see a supervisor
        '! {want} (to (see|have|hear from|get|involve|reach|meet|contact|go to|be (put|passed|transferred|connected|escalated) _?))? (for|with|on|to)? {boss}',
        '! {want} ...2 {theirBoss}',
        // get me your boss, put me through to the team leader, bring a supervisor into this
        '! <!("to my"|(i|he|she|they|"we") !(am|is|are|was|were|"have had"|"had"|"said"|"asked")) {fetch} (me|us|this|it|that|my call|the call|this call|myself|hold of) ...3 {boss}',
        '! <!("my"|he|she|they|"did") ("get"|"got"|"getting"|"fetch"|"grab"|"find"|"bring"|"involve"|"call"|"put"|"send"|"have") (over|on|in|back)? {theirBoss}',
        // is there a manager there, do you have a supervisor
        '(is|are) there (not)? ...4 {boss} (there|here|available|around|on|in|free|present|that|who|i|we|to|with|nearby|about|working|about|anywhere|right now|please|$)',
        '<!("he"|"she"|"that"|"it"|"who"|"i"|"name"|"this"|"they") (is|are) {theirBoss} (there|here|available|around|on|in|free|present|working|nearby|about)',
        '"do" you (guys|people)? (not)? have {boss} (there|here|available|around|on|in|free|that|who|i|we|to|with|$)',
        '(would|will|might|could|can|is) {theirBoss} (be)? (available|free|able to|around|in today)',
        '("see"|"hear"|"know"|"wonder"|"ask") what {theirBoss}',
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
        '{title} {title}',
        '{theirBoss} (got|get|gets|getting|be|were|is|was) (involved|"brought in"|called in|on the (line|phone|call)|here)',
        '(you|enough|"no"|okay|please|then|now|right|sir|miss|help|listen|honey|useless|nowhere) {kind}? {title} $',
        '(you|this|that) (decided|reviewed|handled|looked at|settled|dealt with|sorted|resolved|checked|approved) by {boss}',
        '(this|it|that|case|issue|complaint|decision) ...2 (decided|reviewed|handled|looked at|settled|dealt with|sorted|resolved|checked) by {someone} ...3 {upper}',
        '("i said"|"i asked for"|"get me"|"give me") (a|the|your)? {title} ($|please|now|not)',
        '(flag|raise|report|mention|bring|take|pass|send|refer|escalate|forward|submit|put|bump) (this|it|that|my (case|complaint|issue|problem|matter)|the (matter|issue|case)) (up|on|over|forward)? (with|to) {boss}',
        '(person|people|man|woman|guy|lady|one|whoever|who|someone|somebody|boss) (that|who)? you (answer|report) to',
        '(whoever|whomever|person|guy|woman|man|lady|one|somebody|someone) (is|that|who|that is|who is)? (running|runs|run|managing|manages|heading|heads|leads|leading|supervising|supervises|overseeing|oversees) (the|this|that|your|things|you) (shift|show|floor|place|desk|team|department|office|branch|call center|call centre|outfit|operation|joint|things)',
        '(nothing|no further|not) ...3 (without|until|unless|till) ...3 {boss}',
      ],
      unless: [
        ...otherManagers,
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
        '(what|how|where|is there) ...5 escalation (process|procedure|path|route|policy|team|line|point|department)',
        '(beyond|above|outside) (you|your (authority|remit|power|powers|ability|control|level|paygrade|limit|limits|scope)) ...10 (someone|somebody|who|person|whoever|else|up|higher|then|so)',
        '! ("want"|"wanted"|"need"|"like"|can|could|please|would|get|going|let|must|how|wish|should|demand|request|"have"|"me"|ask|time|intend|prefer|will) ...4 ("escalate"|"escalated"|"escalating"|"escalation")',
        '! <!(fee|price|cost|"keep"|"was"|not) ("escalate"|"escalating") (this|it|that|my|the|further|to|matters|things|up|me)',
        '! ("be"|"gets"|"being") "escalated"',
        // take this higher
        '! ("take"|"taking"|"bring"|"move"|"push"|"send"|"pass"|"go"|"going"|"kick"|"bump"|"run"|"raise"|"get"|"taken"|"goes"|"moved"|"bumped"|"passed"|"pushed"|"escalated"|"kicked"|"sent"|"carry"|"see") (this|it|that|my (complaint|case|issue|problem|matter|call|claim|query|concern|request) _?|me|up|us|the (matter|issue|case|complaint))? (on|further)? (up the (chain|ladder|line|ranks|food chain)|"higher"|"further up"|"upstairs"|(up)? to (the|a|your)? (next|higher|senior|top|second) (level|authority|power|tier|up|person|line)|to the top|(over|above) your head|above you|to (tier|level|tear) #|to (corporate|"head office"|headquarters|upper management))',
        '("next"|"higher"|"second"|"upper"|"another"|"senior") (level|tier|line) (of)? (up|support|tech*|help|management|authority|team|person|please|$)',
        '("want"|"need"|"like"|"get"|"speak"|"talk"|"give"|"transfer"|"connect"|"escalate"|"go") ...5 ("tier"|"level") (two|three|2|3|to)',
        '"level" (two|three|2|3) (support|tech*|agent|rep*)',
        '! (over|above) your (head|pay grade)',
        '(are you|is this) (the|a) {title} ...4 (get|then|put|no|bring)',
        '(can|could|is there|does|has|will) (anyone|anybody|someone|somebody) (else)? (there|here|at your end)? ...2 (override|overrule|waive|approve|authorize|authorise|"make an exception"|"make a decision"|"make decisions")',
        '(give|get|put|pass|connect|transfer) me (on|through|over|up)? (to|with)? (corporate|"head office"|headquarters|"the ombudsman"|"the top")',
        '(signs|sign|pays) your (paycheck|paychecks|checks|cheques|wages|salary|pay)',
      ],
      unless: [
        '(price|prices|cost|costs|bill|bills|fees|rate|rates|interest|temperature|premium) ...2 ("keep"|"keeps"|"going"|"goes"|"went"|"escalating") ...2 (higher|up|escalating)|(price|prices|costs|fees) ...3 escalating|(speed|limit|bid|offer) (any)? higher|higher (price|limit|speed|bid|rate)',
        '(privilege|privileges|permissions|admin|reward|rewards|loyalty|program|tariff|membership)',
        '(am|"go"|went|live|lives|lived|be|just|was) (going)? upstairs',
        'upstairs to (get|fetch|my|the (bedroom|bathroom))',
        '(no need|not need|not want|rather not|not have|not going) to ...3 (escalate|go|take|over)',
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
        '! ("can"|"could"|"want"|"need"|"like"|"get"|"let"|"please"|"have"|"may") ...6 ("senior"|"head"|"chief"|"supervising"|"higher"|"lead") (agent|rep*|advis*|person|"officer"|member|colleague|technician|specialist|nurse|engineer|staff|executive|associate|people|team)',
        '! ("can"|"could"|"would"|"want"|"need"|"let"|"please"|"kindly"|"must"|"should"|"will"|"get"|"refuse"|"going") ...8 ("to"|"with"|"from"|"for"|"by"|"but") (a|the|another|some) {kind}? {kind}? {title}',
      ],
      unless: [
        ...otherManagers,
        '{title} ...2 ("tell you"|"treating"|"know how"|"knows how"|"told"|"said"|"called"|"promised"|"approved"|"was"|"were"|"already"|"agreed"|"gave"|"has"|"have"|"had"|"did"|"assured"|"confirmed"|"helped"|"sent"|"made"|"emailed"|"signed"|"says")',
        '("spoke"|"talked"|"spoken"|"met"|"emailed"|"wrote"|"sent"|"already"|"yesterday"|"thanks"|"thank") ...5 {title}',
        '("tell"|"say"|"give"|"thank") ...3 {title} ...3 (thanks|thank|how|that|regards|hello|hi|great|good)',
        '! (how|so|very|really|been|such|what) (a|an|really|very|so)? (great|helpful|wonderful|amazing|fantastic|excellent|nice|good|kind|lovely|patient|pleasant|awesome|brilliant|professional|polite|courteous)',
        '("not"|"no") ...5 {title}',
        '("my"|"our"|"his"|"her") {kind}? {title}',
        '{title} (signature|certificate|account|fee|meeting|special|discount|password|training|software|app|approval)',
        '{title} of (the|my|an|a|our)? (apartment|building|unit|store|flat|house|shop|complex)',
        '("have to"|"need to"|"must") (ask|check with|go to|go through|consult) (your|a|the) {title}',
        '(property|project|case|bank|account|office|building|apartment|password|relationship|product|fund|hiring|wealth|nurse|task|file|package) {title}',
      ],
      unlessInSentence: [
        '(i am|"am"|work as|become|"job"|"position"|"apply"|interview|"hire"|"hiring"|"role") ...3 {title}',
      ],
    },
    {
      by: 'customer',
      probability: 0.9,
      patterns: [
        // someone above you
        '! <!{past} ("speak"|"talk"|"talking"|"speaking"|"chat"|"word"|"get"|"find"|"give"|"put"|"there"|"want"|"need"|"connect"|"transfer"|"pass"|"like"|"prefer"|"deal"|"hand"|"rather"|"let"|"bring"|"send"|"anyone"|"escalate"|"have"|"know"|"require"|"see"|"reach"|"explain") ...5 {someone} (else)? (there|here|over there|at your company|in your (office|company|team)|in there|available|on (the|this) (phone|line|call)|on)? (can|could|that|i|talk|speak|to|with)? {upper}',
        '<!{past} (anyone|anybody|someone|somebody) (else)? (there|here|over there|around|in your office|available)? {upper}',
        '(find|get|give|put|fetch|send|connect|transfer|pass|let|have) (me|us|on|this)? (on|to|with|over to|through to|back to)? (somebody|someone|a person|anyone|anybody) (else)? (on)? (who|that) (can|could|know|will|actually|has|is|understand|speaks with)',
        // who can I speak to above you, the person who runs this place
        'who ...7 (in charge|above you|over you|highest|higher than you|outrank|senior to you|more senior|at the top)',
        'who (can|do|should|could|would|else|must) (i|we) ...6 ("decision"|"decisions"|authority|complain to)',
        '("speak"|"talk"|"word"|"deal"|"want"|"get"|"put"|"need"|"connect"|"transfer"|"chat") ...5 (whoever|who|whomever|person|one|man|woman|people|guy|lady) (is|that|who|ever)? (is)? (in charge|runs|run|running|"supervises"|"manages"|calling the shots|calls the shots|makes the decisions|makes decisions|responsible !for|responsible for (this|you|your|the (team|shift|complaints|department))|owns|at the top)',
        '! <!{past} ("speak"|"talk"|"talking"|"speaking"|"word"|"want"|"get"|"need"|"like"|"find"|"give"|"put"|"connect"|"transfer"|"see") ...6 "in" charge !of',
        '(can|could|would|may|is there|are there|let|have) ...2 {someone} (else)? (with|who is|that is)? (a (bit|little))? ("more" (senior|important|competent|capable|qualified|experienced|knowledgeable|authority|clout|experience|power)|"higher up"|"senior"|with (authority|clout|power|pull))',
        'who is the (decision maker|boss|head|person (in charge|responsible))',
        '("like"|"want"|"need"|"get"|"find"|"give me"|"speak to"|"talk to") (me)? (the|a|that) (person|one|guy|lady|human) (who|that) (can|does|could|will|makes|has|signs|sign|approves|decides|handles complaints|is able)',
        '(overrule|override|outrank) you',
        'as high (up)? as (it|this|you|i) (goes|go|can|gets)',
        'who ...6 ("is not you"|other than you|besides you|apart from you|instead of you|not you)',
        'who ("supervises"|"manages"|"oversees"|"is managing"|"is supervising"|"is over"|"is above"|"leads") (you|this|the|your|them)',
        '{someone} (else)? (there)? (with|of|who has|that has|having) ...4 (rank|authority|clout|seniority|power|pull|say so|stripes|stature|standing|responsibility)',
        '(want|need|like|get|give|put|find|speak|talk|let|prefer|rather|appreciate|transfer|connect|ask for|pass) ...4 {someone} (else)? (who is|that is)? (more|a bit more|really|actually|truly|properly|most)? (competent|capable|qualified|sensible|experienced|senior|knowledgeable|important|useful|helpful|authorized|authorised|empowered)',
        '(more senior|more experienced|more qualified|higher ranking|senior) (colleague|colleagues|person|agent|member|rep|representative|advisor|adviser|one|people|operator) ...4 (took|take|takes|taking|look|handle|deal|help|speak|talk|step|please|call|ring)',
        '(calling|call|ring|ringing|phone|contact|contacting|write to|writing to|email|going to|go to|taking this to) (your|the)? ("head office"|"headquarters"|corporate|"corporate office"|"chief executive"|"ceo"|"board")',
        '(anyone|anybody|someone|somebody) "else" (there|here|around|at all|over there|in the (office|room|building|team))? (who|that|i|able to|to|could|can) ...3 (help|talk|speak|deal|assist|handle|sort|fix|solve|resolve|decide)',
        '(getting nowhere|not getting anywhere|no use|no good|pointless|useless|waste of time|wasting my time) ...3 (with|talking to|speaking to) you ...12 (someone|somebody|else|who|pass|put|transfer|another|boss|higher)',
        'who ...6 (do i|can i|should i|does one|would i) (complain|appeal|escalate|turn|go) to',
        '(someone|somebody|anyone|anybody) ...2 (can|could|must|has to|must be able to|is able to) ...10 (so|then|and) ...3 (let|put|get|give|find|transfer|connect) me ...6 (them|that person|him|her|one|whoever)',
        'you (clearly|obviously)? (can|could|will) not ...8 (so|then) (who|which person) (can|could|will|does)',
        '{someone} (whose hands|with hands) ...3 (tied|free)',
        '(step|steps|level|notch|rung|rank|one|tier) (above|up from|over|higher than) you',
        '(next|another|one) (person|guy|level|rung|step|notch) (up|in line|above)',
        'who (do|"does"|would) (you|your _) (report|answer) to',
        '(not|"nobody"|"never") ...10 (who|which one of you|then who) ("can"|"does"|"is able"|"will"|else "can")',
        '(so|okay|then|well|fine|but|and|right) who (can|does|could|will|is able to|has the) ($|help|then|do (it|that|this)|approve|authori*|refund|fix|decide|power|authority)',
        '(next|further|higher) up (the)? (ladder|chain|line|tree|ranks|hierarchy|totem pole|food chain|from you)',
        '("speak"|"talk"|"get"|"find"|"give"|"put"|"let"|"want"|"need"|"transfer"|"connect") ...5 {someone} (else)? (who|that) (can|could|will|does|is|has) $',
        '(limit|limits|end|extent) of (what you|your (authority|power|powers|abilities)) ...8 (who|someone|somebody|next|higher)',
        '(need|want|get|bring|fetch|find) ...3 (bigger|big) (fish|gun|guns|cheese|cheeses|boss)',
        '(in charge|responsible for|in command) of? (you|this (shift|team|place|call|floor))',
        '("take"|"lead"|"bring"|"show"|"send") me to (your|the|a) ...1 ({title}|leader)',
        'who (can|could|will|would) $',
        'who ...2 (running|runs) (the show|things|this|that|your)',
        '("give"|"get"|"put"|"find"|"send"|"pass"|"let"|"fetch") (me|us)? (over|on|to|with|through)? (speak to|talk to|have)? (someone|somebody|anyone|anybody) "else" !(account|name)',
        '(anyone|anybody|no one|nobody|someone|somebody|you) ("but"|"except"|"besides"|"other than"|"apart from"|"only") {boss}',
        '(ask|asked|asking|request|requested|waiting|begging|called|calling|hold|holding) ...4 for {theirBoss}',
        '("corporate"|"head office"|"headquarters"|"corporate office"|"head quarters") ...2 (number|phone|address|contact|email)',
        '(number|contact|email|address) (for|of|to) ...2 ("corporate"|"your head office"|"headquarters"|"executive"|"complaints")',
        '(more senior|higher up|higher ranking|"senior" level|higher level|someone senior|somebody senior|"senior" (agent|rep*|advisor|adviser|person|member|colleague|officer|executive|staff|specialist)) (please|to|that|who|i|agent|rep*|person|about|$)',
        '! ("speak"|"talk"|"talking"|"speaking"|"word") ...2 (someone|somebody|anyone|anybody|person|rep|agent|representative) else (please|because|who|then|there|now|that|cuz|$)',
        '("speak"|"talk"|"word"|"connect"|"transfer"|"complain"|"escalate"|"put"|"call") ...5 (corporate|"head office"|"headquarters"|"upper management"|"senior management"|"executive office"|"main office")',
      ],
      unless: [
        ...otherManagers,
        '(i am|i was) ...3 in charge',
        'in charge of !(you|this|your|the (team|shift|department|call))',
        '(not|no) have (the|any|enough)? time (to|for) ...5 {title}',
      ],
    },
  ],
}
