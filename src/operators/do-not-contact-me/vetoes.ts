// What speaks against a wish not to be contacted: another way or time, another matter, calls that are welcome.

/** Another way or time, wherever in the sentence it is named. */
export const otherWays: readonly string[] = [
  'not {contact} (me|us|here|my _)? ...4 (just|but|instead|rather|only|you can|please)? ("call"|"phone"|"ring"|"text"|"email"|"mail"|"post"|"write") (me|us|it|them) !(back|again|anymore|ever)',
  '(in the|on) (morning|mornings|afternoon|afternoons|evening|evenings|weekend|weekends|sunday|sundays|monday|mondays|saturday|saturdays)|at night|(not|never) ...6 (this|next) week $|work nights|night shift',
  '("text"|"email"|"message"|"write to"|"mail") me ("do" not|and "do" not|instead|rather|please "do" not|not) (call|ring|phone)',
  '^ ("email"|"text"|"mail"|"write"|"message") (please|instead|only)? ("do" not|never) (call|ring|phone)',
  'me back i will (call|ring|phone) you',
  '<!("not"|"never"|"stop") "use" (this|that|my|the) (one|number|line|other|cell|mobile|home)',
  'not {contact} my _ ...1 ("call"|"use"|"try"|"ring"|"text") (my|the) (cell|mobile|landline|home|house|office|other|work)',
  'for (a|an|the next|#|two|three|a few|a couple of) (day|days|week|weeks|month|months|while|hour|hours)|while (i|we) (is|am|are) (away|gone|abroad|on (holiday|vacation))',
  '(by|at|on) the (door|porch|gate|step|doorstep)|doorbell|the bell',
  '(by mistake|by accident|accidentally)|removed from my (account|profile|plan)',
]

/** Another matter. */
export const otherMatters: readonly string[] = [
  '("paper"|"paperless"|"bills"|"statements"|"invoices"|"receipts"|"the contract")',
  'leave (me|us|it|them) (waiting|hanging|on|with|in !peace|out !of|outside|stranded|here|without|like|standing|holding|there)',
  '(channel|subscription|streaming|trial|the (box|parcel|package|order|chair|sofa|blue|red))',
  'opt ...3 (of|from) ...3 (warranty|plan|program|insurance|paperless|coverage|scheme|pension|trial|contract|service|renewal|auto*|protection|arbitration|upgrade)',
  'not (to)? (call|ring|phone|contact) (the|an|my) (police|ambulance|doctor|insurance|bank|boss|employer|lawyer|plumber|vet)',
  '("call") (it|off)',
  'not (want|need|have|like)? (you|anyone|anybody|them|him|her)? (to)? (call|ring|phone|contact) (the|an|a|my) (police|cops|ambulance|doctor|fire|insurance|bank|boss|lawyer|plumber|vet|school|landlord|driver|technician|taxi|cab)',
  // Somebody else was told, or somebody else calls.
  '("told"|"asked"|"tell"|"ask"|"telling"|"asking"|"got"|"had") (another|a different|some other|the other|other|my|his|her|their|the (insurance|gas|electric|solar|cable|phone|water|bank|charity|energy|internet|car|warranty)) !(last|guy|lady|agent|"person"|girl|man|woman|gentleman) ...3 (to|not)',
  '(another|different|(the|that|some) other) (company|firm|bank|business|agency|outfit|provider|charity) ...6 {contact}',
  '{forbid} ("send"|"sending"|"leave"|"mail"|"give") (me|us|him|her|them)? (another|the|a|an|that|this|one|it|to|home|away|over|back|through|out|my|your) !((_)? ({messages}|{marketing}|"stuff"|"junk"|"more"))',
  '(stop|block) ...1 (spam|scam|unknown|nuisance|unwanted|strange|withheld) ...4 (my|the) (phone|landline|line|mobile|cell|handset)',
  'not ...6 my (employer|landlord|doctor|bank|references|lawyer|insurer)',
  'no contact with',
  'more {messages} (have|has)? ("came"|"come"|"arrived"|"since"|"went through"|"got through"|"showed up")',
  'out of the ...1 (plan|group|meeting|policy|trip|pool|raffle|drawing|study)|disturb ...4 (asleep|sleeping|resting|working|sick|busy|nap)',
  // What was said to the customer.
  '("told"|"asked"|"tells"|"warned"|"wants") (me|us|my _|him|her) (not|never|to (not|never|stop))',
  '("i"|"we") (will|am|are|would|shall|do) (not|never) (be|to|ever|have to)? ("calling"|"call"|"ring"|"ringing"|"phone"|"phoning"|"texting")',
  '("make me"|"rather not"|"not want to"|"not have to"|"hate to"|"need to"|"to have to"|"prefer not to") (have to)? ("call"|"ring"|"phone") (you)? (back|again)',
  '(phone|mode|"have"|mobile|cell|use|on|setting) do not disturb',
  '(waiting|wait|guest|wish|passenger|shopping) (list|lists)',
  'not want (my|our) (daughter|son|kid|kids|child|children|wife|husband|mother|employees) to',
  '("remove"|"take"|"delete"|"get") ...6 (and|to) (add|put|update|change|replace|use|have) ...3 (new|correct|other|different|right)',
  'not disturb (sign|mode|setting|button|function|on my)|(phone|room) ...2 (on|in|to) do not disturb',
  '(remove|take|delete|scrub|wipe) (me|us|him|her) (from|off) (the|my|his|her) (policy|plan|account|lease|group|flight|insurance|deed|title|loan|mortgage)',
]

/** Calls that somebody else does not want, or that are welcome. */
export const welcome: readonly string[] = [
  '<!("not"|"never") ("fine"|"okay"|"ok"|"happy"|"good"|"alright") ("with"|"if") ("you"|"it"|"your"|"the calls"|"getting"|"that"|"calls")',
  'but ("mine"|"me"|"i"|"we"|"my number"|"you"|"this one"|"you guys"|"you all") (you|i|guys|people|all)? (is|are|am|can|do not|really|actually)? (fine|okay|ok|"mind"|like|love|enjoy|welcome|happy|good|"call"|"still want")',
  'but (he|she|they|it) (still|keeps|keep|always) ...1 (get|gets|getting|receive|receives)',
  '^ (so)? ("does"|"will"|"did"|"is") (being|signing|getting|the|it|this|that|registering) ...6 (list|registry|register|call) (stop|work|cover|include|cost|for|apply|help|the|a)',
  '{others} ...1 ("asked"|"told"|"wanted"|"put"|"got"|"signed"|"registered"|"requested"|"had") ...5 ("list"|"registry"|"register"|"calling"|"calls") ...3 but',
]
