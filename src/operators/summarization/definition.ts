// What makes a sentence worth a place in a summary.

/** A feature of sentences and what it adds to their score. */
export interface Feature {
  pattern: RegExp
  weight: number
  /** What kind of statement it is a sign of; none for words that only belong to the matter. */
  kind?: Kind
}

/** What a statement tells of a matter. */
export type Kind = 'done' | 'next' | 'found' | 'refused' | 'decided' | 'price'

/** Why somebody called. The first customer's sentence with most of them opens the summary. */
export const reasons: readonly Feature[] = [
  {
    pattern:
      /\b(?:call(?:ing|ed)?|ring(?:ing)?|phon(?:ing|ed)|(?:i'm|am|we're) here|reaching out|follow(?:ing)? up|trying) (?:you |in |today |back |up )*(?:about|because|'?cause|to|regarding|for|with|on behalf|concerning|in regards?|on)\b/i,
    weight: 1.2,
  },
  {
    pattern:
      /\b(?:i|we)(?:'d| would)? (?:just |really |also )?(?:want|wanted|wanna|need|needed|like|have to|am trying|was trying|are trying|wish|was wondering|wondered|was hoping|forgot|have a (?:question|problem|issue)|(?:got|received) (?:an?|my|the|your|this) (?:\w+ )?(?:letter|bill|message|call|notice|email|invoice|text))\b/i,
    weight: 0.9,
  },
  {
    pattern:
      /\b(?:problem|issue|trouble|wrong|broken?|not work|n't work|isn't|wasn't|stop(?:s|ped)?|error|mistake|dispute|complain\w*|charg\w+|overcharg\w+|bill\w*|refund\w*|return\w*|cancel\w*|lost|stolen|missing|late|delay\w*|damag\w+|leak\w*|denied|declined|locked out|reset|upgrad\w+|renew\w*|moved?|moving|appointment|order\w*|deliver\w*|schedul\w*|claim\w*|quote|invoice|payment|prescription|book(?:ed|ing)?|reserv\w+|cancell?ation|question|down|outage|not get|crash\w*|fail\w*|stuck|offer|contract|install\w*|expensive|pric\w+|cost\w*|afford\w*|cheaper|nois\w+|slow|pain\w*|\w*ache|hurts?|bad(?:ly)?|accident|flood\w*|heating|because|drop(?:s|ped|ping)?|crack\w*|shattered|blank|blurry|smells?|expir\w+|results?|extend|switch|rent|enrol\w*|regist\w+|apply|application|fever|sick|disconnect\w*|doubled|freez\w*|frozen|jammed|hit|bought|picked up|add|transfer|referral|sign up|find out|more than (?:i|we)|too (?:much|high|long|late|small|big))\b/i,
    weight: 0.8,
  },
  {
    pattern: /\b(?:i|we)(?:'ve| have)(?: got)? (?:an?|some|this|no|two|three)\b|^there(?:'s| is| are)\b/i,
    weight: 0.4,
  },
  {
    // What is not as it should be.
    pattern: /\b(?:\w+n['’]t|cannot|no longer|not|nothing|nobody|no one|never|without|instead of)\b/i,
    weight: 0.5,
  },
  {
    pattern:
      /\b(?:still|already|again|twice|third time|promised|keeps?|every (?:time|day|night|evening|morning|\w+ minutes)|weeks?|months?|since)\b/i,
    weight: 0.3,
  },
]

/** What those ask who call: whether they have reached the right one. */
export const callersQuestions =
  /\b(?:is (?:this|that) (?:mr|mrs|ms|miss|dr|the|\p{L}+[?,])|am i speaking (?:to|with)|(?:may|can|could) i (?:please )?speak (?:to|with)|is \p{L}+(?: \p{L}+)? (?:there|in|available)|this message is for)/iu

/** Why an agent calls. */
export const announcements =
  /\b(?:i|we)(?:'m| am|'re| are| was| were)? (?:just )?(?:calling|phoning|ringing|following up|reaching out|getting in touch)\b(?! (?:you )?back\b)|\bwanted to (?:remind|let you know|inform|tell you|check (?:in|whether|if)|confirm|follow)\b|\bit['’]s about (?:your|the)\b|\b(?:a|your) (?:reminder|courtesy call)\b|\byou(?:'ve| have| had)? (?:recently )?(?:applied|requested|signed up|inquired|enquired|registered|filled|submitted|left us)\b/i

/** What was done, found or is going to be done: the agent's side of a matter. */
export const outcomes: readonly Feature[] = [
  {
    // Done: "I've disputed the charge", "so I removed the fee", "we have it set up".
    pattern:
      /\b(?:i|we)(?:'ve| have| just|)(?: now| just| already| also| both| went ahead and| gone ahead and)* (?!need|want|called (?:you|to|about|because|back|in|earlier)|tri|lik|lov|talk|look|ask|check|us|notic|hop|happen|work|mov|receiv|appreciat|apologi|understo|help|liv)(?:[a-z]{2,}[^aeiou\W]?ed|sent|put|made|set|given|taken|got (?:you|it|that|the)|cut|paid|found)\b/i,
    weight: 1.3,
    kind: 'done',
  },
  {
    // Being done.
    pattern:
      /\b(?:i'm|i am|we're|we are) (?:(?:now|just|also) )*(?:(?!going to|gonna|call|look|try|check|gett|pull|see|wait|hop|afraid|be\b|speak|do|ask|read|think|tak(?:ing|e) a look|working)[a-z]+ing)\b/i,
    weight: 0.9,
    kind: 'done',
  },
  {
    // Promised, by anybody.
    pattern:
      /(?:['’]ll| will| shall|(?:am|is|are|'m|'re|'s) (?:going to|gonna))(?: (?:also|now|just|only|then|probably|be))* (?!be\b|help|check|look|see what|need to (?:ask|check)|have a look|take a look|wait\b|say\b)[a-z]+/i,
    weight: 0.9,
    kind: 'next',
  },
  {
    // Offered or asked for: "I can ship", "you have to bring", "please bring it back", "we need a deposit".
    pattern:
      /\b(?:(?:i|we|he|she|they) (?:can|could|would)(?: also| only)* (?!see|hear|help|check|look|tell|understand|imagine|say|be\b|only|go by)[a-z]+|you(?:'ll|'d)? (?:can|could|have to|need to|should|must|may)(?: also| only| then| still)* (?!tell|say|(?<=(?:can|could) )(?:hear|see))[a-z]+|(?:somebody|someone|an adult|\w+ \w+) (?:has|have) to (?!ask|check|verify)[a-z]+|please (?!hold|wait|spell|confirm|try|switch|press)[a-z]+|we(?:'d| do|'ll| will)? (?:need|require) (?!to (?:ask|check|verify))|(?:can|could) offer|offer you)/i,
    weight: 0.7,
    kind: 'next',
  },
  {
    // Free or taken: "I have Monday at four", "you're down for Tuesday".
    pattern:
      /\b(?:(?:i|we)(?:'ve got| have| got) (?:you )?(?:down |in )?(?:for )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|an? (?:\w+ )?(?:opening|slot|appointment|spot|table|room|seat)|the \w+ at)|(?:down|set|good|in) for|next available|there(?:'s| is) (?:an? )?(?:\w+ )?(?:opening|slot|seat|room|space))\b/i,
    weight: 0.7,
    kind: 'next',
  },
  {
    // Told to do: "you just fill in the form", "bring two photos".
    pattern:
      /\byou (?:just|simply|only) [a-z]+|^(?:just|simply|bring|call|drop|send|leave|go to|use|fill|keep|ask|come|choose|mail|don['’]t) (?!me\b|a (?:moment|minute|second))/i,
    weight: 0.6,
    kind: 'next',
  },
  {
    // Scheduled: "the part ships today", "it takes two weeks".
    pattern: /\b(?:takes|comes|ships|starts|begins|arrives|leaves|goes out|expires|ends)\b|\bbecause\b/i,
    weight: 0.5,
    kind: 'next',
  },
  {
    // Happened to the thing: "the meter was read incorrectly", "it's covered", "is delayed".
    pattern:
      /\b(?:is|are|was|were|has|have|had|been|be|got|gets|'s|'re)(?: (?:now|been|all|already|just|also|not|still|fully|probably|\w+ly))* (?!need|want|tir|excit|interest|call|suppos|worri|confus|used to)(?:[a-z]{2,}ed|read|sent|left|lost|sold|broken|frozen|done|due|worn|gone|full|closed|down|out|late|low|high|missing|wrong)\b/i,
    weight: 0.6,
    kind: 'found',
  },
  {
    // Found: "it looks like", "the system says", "that error means".
    pattern:
      /\b(?:looks? like|turns out|(?:shows?|says?|means?|explains)(?: that)?\b|(?:i|we) (?:can )?see (?:that|the|your|an?|it)|seems?|our (?:mistake|fault|error)|by mistake|instead of|wrong|incorrect(?:ly)?|faulty|defective|the (?:problem|reason|cause|issue))\b/i,
    weight: 0.7,
    kind: 'found',
  },
  {
    // Done by others.
    pattern:
      /\b(?:they|he|she|it|somebody|someone|nobody)(?: (?:just|only|never|probably|\w+ly))? (?:[a-z]{2,}ed|put|sent|left|made|broke|ran|went|took|cut|lost|came|gave|sold|forgot)\b/i,
    weight: 0.4,
    kind: 'found',
  },
  {
    // Expected: "it should be ready by noon".
    pattern:
      /\b(?:should|ought to|might) (?:be (?:ready|back|there|done|fixed|available|working|with you|up)|arrive|get|have|come|take)\b|\bexpect\w* (?:it|to|them|that|by)\b|\bready (?:at|by|on|for|in|from|tomorrow|today|tonight|next)\b|\bon (?:the|its|his|her|their) way\b/i,
    weight: 0.8,
    kind: 'next',
  },
  {
    // What became of it.
    pattern:
      /\b(?:broke(?! the\b)|fell|burst|froze|torn?|blew|died|crashed|failed|stopped|tripped|jammed|expired|ran out|went (?:down|out|wrong|missing)|got (?:stuck|lost|delayed|mixed up)|found|came (?:off|back|in|up)|moved|swapped|on hold|pending|needs? (?:an?|the|to be|your|his|her|new)|is too)\b/i,
    weight: 0.6,
    kind: 'found',
  },
  {
    pattern:
      /\b(?:it|that|this|which)(?:['’]s| is|['’]d be| would be|['’]ll be| comes to| makes)\b.*(?:[$€£\p{N}]|\b(?:dollars?|euros?|pounds?|cents|percent|hundred|thousand|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)\b)|\b(?:total|fee|costs?|price|premium|rate|deductible)\b/iu,
    weight: 0.5,
    kind: 'price',
  },
  {
    // How whoever is called does things: "We deliver on Monday."
    pattern:
      /^we (?:(?:do|always|usually|only|normally) )?(?!are|were|do|see|know|hope|value|appreciate|look|understand|apologi|thank|love|just|all|think|have been|had|have to|can|could|will)[a-z]+/i,
    weight: 0.5,
    kind: 'next',
  },
  {
    // The customer is to keep it.
    pattern:
      /\b(?:ticket|case|reference|confirmation|claim|tracking|order|booking)(?: (?:number|code))? is\b/i,
    weight: 0.9,
    kind: 'next',
  },
  {
    // Limits.
    pattern: /\b(?:only|at (?:best|least|most)|no longer|as long as|unless|up to|maximum|minimum)\b/i,
    weight: 0.3,
  },
  {
    // Declared about the thing, not about anybody: "The lab swapped the two lenses."
    pattern: /^(?:the|your|our|there(?:'s| is| are| was)|an?|that|until|normally)\b/i,
    weight: 0.5,
  },
  {
    pattern:
      /\b(?:refund\w*|credit\w*|confirm\w*|resolved|fixed|schedul\w*|book\w*|reserv\w*|approv\w*|cancell?ed|process\w*|ship\w*|replac\w*|waiv\w*|reset|transfer\w*|escalat\w*|case number|ticket|(?:reference|confirmation|claim|tracking) number|appointment|tracking|deposit|voucher|warranty|covered|technician|engineer|repair\w*|deliver\w*|form|contract|letter|link|text you|email you|went through|works now|working now|free of charge|(?:no|extra) (?:charge|cost|fee)|fee|costs?|price|discount|deadline)\b/i,
    weight: 0.5,
  },
]

/** What can not be, or what is left open. */
export const refusals: Feature = {
  pattern:
    /\b(?:unfortunately|afraid|unable to|can['’]t|cannot|couldn['’]t|won['’]t|not able to|not possible|nothing (?:i|we) can|no way to|don['’]t (?:have|see|cover|offer)|doesn['’]t (?:cover|include)|not covered|out of (?:warranty|stock)|excludes?|sold out|fully booked|is full|never (?:received|got|arrived)|not guaranteed|isn['’]t (?:guaranteed|covered|possible|available)|policy|have to wait|waiting list|earliest|denied|declined|rejected|no record|not eligible)\b/i,
  weight: 0.8,
  kind: 'refused',
}

/** What customers decide, accept, turn down or insist on. */
export const decisions: readonly Feature[] = [
  {
    pattern:
      /\b(?:(?:i|we)(?:'ll| will) (?!be\b|see\b|just\b|look|tell|let|get a|check)[a-z]+|(?:i|we) (?:can|could) (?!see|hear|find|believe|imagine|understand|have)[a-z]+|(?:i'm|we're) (?:going|gonna) (?:to )?(?!be\b)[a-z]+)/i,
    weight: 0.7,
    kind: 'decided',
  },
  {
    pattern:
      /\b(?:let's (?:do|go|take|book|say|leave|keep)|i'll take|go ahead and|then (?:re)?book|i guess that works|works for (?:me|us)|is (?:good|fine|perfect)[.]|(?:is|are|sounds) (?:good|fine|okay|ok|perfect) (?:for|with) (?:me|us))/i,
    weight: 0.9,
    kind: 'decided',
  },
]

/** What they insist on or turn down, however few words they need for it. */
export const demands: Feature = {
  pattern:
    /\b(?:(?:i|we)(?:'d| would)? (?:still |just )?rather|(?:i|we)(?:'d)? (?:still |really |just )?(?:want|need|insist|refuse|expect|like)(?: to| on)? (?:speak|talk|cancel|keep|stay|my money|(?:an?|the|my|some) (?:\w+ )?(?:refund|replacement|answer|manager|supervisor|confirmation|copy|credit|compensation|new)|it (?:by|before|back|today|tomorrow|done|fixed|in writing))\b|(?:speak|talk) (?:to|with) (?:an?|your|the|someone|somebody) (?!robot)\w+|please (?:change|cancel|book|send|rebook|go ahead|call|don't)|don't (?:have time|want|need|agree)|not interested|think (?:about it|it over)|get back to you|talk to my|decided|changed my mind|not (?:accept|pay)\w*|i agree|your (?:supervisor|manager|boss)|(?:my|a) lawyer|ombudsman|complaint|take my business|then (?:i'll|i'd|i'm|we'll|no|just))\b/i,
  weight: 0.9,
  kind: 'decided',
}

/** What customers ask for in the shape of a question. */
export const requests =
  /^(?:can|could|would|will|may|might|is it possible|is there (?:a|any) (?:way|chance)|any chance|how (?:do|can) (?:i|we))\b/i

/** What agents propose in the shape of a question. */
export const proposals =
  /^(?:(?:may|can|could|shall|should) (?:i|we) (?:offer|move|put|send|book|give|change|switch|add|schedule|arrange)|(?:can|could) you (?:come|make|bring|stop|wait)|are you (?:free|available)|(?:would|does|is) (?:the )?(?:\w+ ){1,3}(?:suit|work|okay|good|fine|better)|would you like|how about|what about|what if|next|do you want (?:me|us) to)\b/i

/** What can be declined. */
export const offers = /\b(?:i|we|you) (?:can|could|would|may)\b/i

/** Facts: amounts, numbers, dates. */
export const facts: readonly Feature[] = [
  { pattern: /\p{N}/u, weight: 0.3 },
  {
    pattern:
      /[$€£%]|\b(?:dollars?|euros?|pounds?|rupees?|cents|bucks|percent|hundred|thousand|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)\b/i,
    weight: 0.4,
  },
  {
    pattern:
      /\b(?:january|february|march|april|june|july|august|september|october|november|december|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|tomorrow|tonight|today|this (?:morning|afternoon|evening|week|month)|next (?:week|month|year|\w+day)|(?:business|working) days?|within|(?:one|two|three|four|five|six|seven|eight|nine|ten|few|\p{N}+) (?:(?:to|or) \w+ )?(?:minutes|hours?|days?|weeks?|months?|years?)|(?:at|by|until|till|before|after|between|around) (?:noon|midnight|lunch|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|quarter|the end|\p{N}+)|right now|straight away|immediately|(?:on|by|until|till|before|after|from|for|is|are) the (?:twenty[ -]|thirty[ -]?)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\w+teenth|twentieth|thirtieth|\p{N}+(?:st|nd|rd|th)?)(?! (?:time|one|floor|thing)\b)|(?:\w+teenth|\w+tieth|\p{N}+(?:st|nd|rd|th))(?= of\b|[.,]|$))\b/iu,
    weight: 0.4,
  },
]

/** Words too common to tell what a sentence is about. */
export const commonWords: ReadonlySet<string> = new Set(
  `the a an and or but if so because as than then that this these those it its i you he she we they me him her us them
  my your his our their mine yours is are was were be been being am do does did have has had having will would shall
  should can could may might must not no yes yeah okay ok of to in on at by for with from about into over after before
  up down out off again just only also too very really here there what which who when where why how all any some more
  most other same now well oh hi hello thank thanks please sorry sure right good great go going get got let know think
  see say said tell like need want call calling help know thing one um uh`.split(/\s+/),
)
