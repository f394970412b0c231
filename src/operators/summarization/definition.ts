// What makes a sentence worth a place in a summary, and what does not.

/** A feature of sentences and what it adds to their score. */
export interface Feature {
  pattern: RegExp
  weight: number
}

/** Why somebody called. The first customer's sentence with one of them opens the summary. */
export const reasons: readonly Feature[] = [
  {
    pattern:
      /\b(?:call(?:ing|ed)?|ring(?:ing)?|phon(?:ing|ed)|here|reaching out|follow(?:ing)? up) (?:you |in |today |back |up )*(?:about|because|'?cause|to|regarding|for|with|on behalf|concerning|in regards?|on)\b/i,
    weight: 1.2,
  },
  {
    pattern:
      /\b(?:i|we)(?:'d| would)? (?:just |really |also )?(?:want|wanted|need|needed|like|have to|am trying|was trying|are trying|wish|was wondering|was hoping|have a (?:question|problem|issue)|got a (?:letter|bill|message|call))\b/i,
    weight: 0.9,
  },
  {
    pattern:
      /\b(?:problem|issue|trouble|wrong|broken?|not work|n't work|isn't|wasn't|stopped|error|mistake|dispute|complain\w*|charg\w+|overcharg\w+|bill\w*|refund\w*|return\w*|cancel\w*|lost|stolen|missing|late|delay\w*|damag\w+|leak\w*|denied|declined|locked out|reset|upgrad\w+|renew\w*|moved?|moving|appointment|order\w*|deliver\w*|schedul\w*|claim\w*|quote|invoice|payment|prescription|book(?:ing)?|reservation|cancell?ation|question|down|outage|not get|crash\w*|fail\w*|stuck|offer|contract|install\w*|expensive|pric\w+|cost\w*|afford\w*|cheaper|nois\w+|slow|pain|accident|flood\w*|heating|because)\b/i,
    weight: 0.8,
  },
  {
    pattern: /\b(?:never|still|already|again|twice|third time|promised|nobody|weeks?|months?)\b/i,
    weight: 0.3,
  },
]

/** How a matter ended. The last sentence with the most of them closes the summary. */
export const outcomes: readonly Feature[] = [
  {
    pattern:
      /\b(?:(?:i|we|you|he|she|they|it|that|someone|somebody|technician|engineer|team|order|package)(?:'ll| will| shall|'ve| have| has|'m going to|'re going to)(?: now| just| already| also| be)*) (?:send|sent|refund\w*|credit\w*|call\w*|email\w*|schedul\w*|book\w*|cancel\w*|receiv\w*|ship\w*|arriv\w*|process\w*|chang\w*|updat\w*|add\w*|remov\w*|transfer\w*|replac\w*|open\w*|creat\w*|escalat\w*|issu\w*|waiv\w*|reset\w*|fix\w*|set|put|get|see|be|come|check|let|submit\w*|note\w*|appl\w*|switch\w*|extend\w*|order\w*)\b/i,
    weight: 1.1,
  },
  {
    // "I can ship", "we're sending", "a plumber will be there": what somebody is going to do, whatever it is.
    pattern:
      /\b(?:(?:i|we)(?:'ll| will| can| could|'ve| have|'m going to| am going to|'re going to|'m| am|'re)(?: also| now| just| already)* (?!afraid|sorry|able|not|see|check|look|understand|help|tell|have\b|hear|sure|glad|happy|calling|here|good|fine)[a-z]+|(?:an?|the|your|our|someone|somebody)(?: [a-z]+){0,3}(?: will|'ll| is going to) [a-z]+)/i,
    weight: 0.6,
  },
  {
    // What was agreed upon.
    pattern:
      /\b(?:works (?:for me|fine|well)?|(?:is|are|sounds) (?:good|fine|okay|ok|perfect) (?:for|with) (?:me|us)|let's (?:do|go|take|book|say)|i'll (?:take|have|go with|do|pay|wait|try|call)|go ahead and|then (?:re)?book|rather (?:not|just)?|please (?:change|cancel|book|send|rebook|go ahead))\b/i,
    weight: 0.6,
  },
  {
    pattern:
      /\b(?:refund\w*|credit\w*|confirm\w*|resolved|fixed|scheduled|booked|approved|cancelled|canceled|processed|shipped|replacement|waived?|reset|transferred|escalat\w*|case number|ticket|reference|confirmation number|appointment|tracking|email|business days?|working days?|within|by (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|tonight|the end)|tomorrow|next week|went through|works now|working now)\b/i,
    weight: 0.7,
  },
  {
    pattern:
      /\b(?:can offer|could offer|offer you|no charge|free of charge|at no (?:extra )?cost|discount|percent|deadline|policy|unable to|can't|cannot|not able to|have to wait|earliest)\b/i,
    weight: 0.6,
  },
]

/** What an agent asks to know who calls; the answer tells nothing of the matter. */
export const identityQuestions =
  /\b(?:your|the|a|an|what|which|best|last|first|full) (?:\w+ ){0,2}(?:name|surname|number|reference|date of birth|birthday|birth date|postcode|post code|zip(?: code)?|address|e-?mail|digits|security question|password|pin|code|id)\b/i

/** Questions whose answer is the matter itself. */
export const whyQuestions =
  /\bwhy\b|\breason\b|\bwhat(?:'s| is| seems to be|'s been| was) (?:the |it )?(?:problem|matter|issue|wrong|happening|going on|about|trouble|nature)|\bwhat happen|\bwhat (?:does|did) it (?:do|say)\b/i

/** Who answers the phone. */
export const greetings =
  /^[^.?!]{0,60}\b(?:this is|my name is|my name's|speaking|(?:i'm|i am)) ?(?:\p{Lu}\p{L}+)?(?: here)?[.!]?$/u

/** Steps on the way, which nobody wants to read about afterwards. */
export const steps =
  /^(?:let me|i'll (?:just )?(?:check|look|see|take a look|have a look|pull|need)|it(?:'ll| will) take (?:about |just )?(?:a|one|two)|please (?:hold|switch|turn|press|try|spell|confirm|read)|i (?:can )?see\b.{0,40}$|is (?:that|this)|do you (?:have|know|remember|see))/i

/** What customers ask for in the shape of a question. */
export const requests =
  /^(?:can|could|would|will|may|might|is it possible|is there (?:a|any) way|how (?:do|can) (?:i|we))\b/i

/** Facts: amounts, numbers, dates. */
export const facts: readonly Feature[] = [
  { pattern: /\p{N}/u, weight: 0.3 },
  {
    pattern:
      /[$€£]|\b(?:dollars?|euros?|pounds?|rupees?|cents|percent|hundred|thousand|january|february|march|april|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b/i,
    weight: 0.3,
  },
]

/** Sentences that only keep a conversation going. */
export const pleasantries =
  /^\W*(?:(?:and|so|but|well|oh|okay|ok|alright|all right|right|sure|yes|yeah|yep|no|great|perfect|thank you|thanks|um|uh|hi|hello|hey|good (?:morning|afternoon|evening))\b[\s,.!]*)*(?:(?:thank(?:s| you)\b.*|you're (?:very )?welcome\b.*|no (?:problem|worries)\b.*|my pleasure\b.*|have a (?:great|good|nice|wonderful|lovely)\b.*|(?:good)?bye\b.*|take care\b.*|you too\b.*|(?:please )?(?:hold|bear with|one (?:moment|second|minute)|just a (?:moment|second|minute)|give me (?:a|one) (?:moment|second|minute))\b.*|i(?:'m| am) (?:doing )?(?:good|fine|well|great)\b.*|how (?:are|may|can) (?:you|i)\b.*|let me (?:check|see|look|take a look|pull)\b[^,.]{0,40}|i(?:'d| would| will|'ll) be (?:more than )?(?:happy|glad) to (?:help|assist)\b.*|(?:i )?(?:do )?apologi[sz]e\b.{0,40}|i(?:'m| am) (?:so |very |really )?sorry\b.{0,50}|i (?:see|understand|hear you)\b.{0,30}|(?:this is|my name is|you're (?:speaking|through) (?:to|with))\b.{0,40}|that(?:'s| is| would be| sounds) (?:great|fine|good|perfect|okay|correct|right|it|all)\b.{0,20}|is there anything else\b.*|anything else\b.*|sounds good\b.*|got it\b.*|of course\b.{0,15}|go ahead\b.{0,15}|can you hear me\b.*|(?:welcome to|you've reached)\b.*)[\s.!?]*)?$/i

/** Openings that a written sentence does without. */
export const openings =
  /^(?:\W*(?:and|so|but|well|oh|okay|ok|alright|all right|yes|yeah|yep|yup|no|nope|hi|hello|hey|hiya|right|sure|um|uh|er|like|i mean|you know|look|listen|basically|actually|honestly|great|perfect|thanks|thank you|sir|ma'am|madam|good (?:morning|afternoon|evening))\b(?!['’])[\s,.!-]*)+(?=\S)/i

/** Words too common to tell what a sentence is about. */
export const commonWords: ReadonlySet<string> = new Set(
  `the a an and or but if so because as than then that this these those it its i you he she we they me him her us them
  my your his our their mine yours is are was were be been being am do does did have has had having will would shall
  should can could may might must not no yes yeah okay ok of to in on at by for with from about into over after before
  up down out off again just only also too very really here there what which who when where why how all any some more
  most other same now well oh hi hello thank thanks please sorry sure right good great go going get got let know think
  see say said tell like need want call calling help know thing one um uh`.split(/\s+/),
)
