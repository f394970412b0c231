// What is said to keep a conversation going: greetings, thanks, verification, holding the line, small talk.

/** Who is greeted: "Hi Dana, …". */
export const salutations =
  /^\W*(?:(?:[Oo]h|[Oo]kay|[Yy]es|[Yy]eah|[Ww]ell|[Hh]i|[Hh]ello|[Hh]ey|[Hh]iya|[Tt]hanks|[Tt]hank you|(?:[Gg]ood )?(?:[Mm]orning|[Aa]fternoon|[Ee]vening))[\s,.]+){1,3}(?:(?:[Mm]rs?|[Mm]s|[Mm]iss|[Dd]r)\.?\s+)?\p{Lu}\p{L}+(?:,|(?= this is\b))\s+(?=\S)/u

/** Openings that a written sentence does without. Of those that can also belong to what follows ("no more fees", "right
 * side") only what is set apart goes, or what stands before a word that begins a clause. */
export const openings =
  /^(?:\W*(?:(?:and|but|oh|okay|ok|alright|all right|yes|yeah|yep|yup|nah|nope|hi|hello|hey|hiya|um|uh|er|i mean|you know|basically|actually|honestly|awesome|sir|ma'am|madam|thanks(?! for)|thank you(?! for)|good (?:morning|afternoon|evening)|(?:no (?:problem|worries)|of course|absolutely|certainly|definitely|exactly|that's (?:okay|fine|right)|i (?:totally |completely )?understand|you're (?:right|welcome))(?=[,.!])|(?:(?:i'm|i am) )?(?:so |very |really |truly |terribly )?sorry(?: about that| to hear that)?(?=[,.!]))\b(?!['’])|like(?=[,.!]|\s+(?:i|we|you|it['’]s)\b)|(?:no|so|well|look|listen|right|sure|great|perfect|lovely)(?=[,.!]|\s+(?:(?:i|we|you|it|they|he|she|that|there|what)(?:['’][a-z]+)?|the|my|our|your|a|an|this|these|if|when|because|(?:can|could|is|are|do|did) (?:i|we|you|it|they|he|she|there|the|that)|and|but|no|so|well|okay|ok|um|uh|hi|hello|hey|yes|yeah|thank|thanks|then|now)\b))[\s,.!-]*)+(?=\S)/i

/** Sentences that only keep a conversation going. */
export const pleasantries =
  /^\W*(?:(?:and|so|but|well|oh|okay|ok|alright|all right|right|sure|yes|yeah|yep|no|great|perfect|thank you|thanks|um|uh|hi|hello|hey|good (?:morning|afternoon|evening))\b[\s,.!]*)*(?:(?:thank(?:s| you)\b.*|you're (?:very )?welcome\b.*|no (?:problem|worries)\b.*|my pleasure\b.*|have a (?:great|good|nice|wonderful|lovely|pleasant|safe)\b.*|(?:good)?bye\b.*|take (?:care|your time)\b.*|you too\b.*|see you\b.{0,30}|(?:please )?(?:hold|bear with|one (?:moment|second|minute)|just a (?:moment|second|minute)|give me (?:a|one) (?:moment|second|minute))\b.*|i(?:'m| am) (?:doing )?(?:good|fine|well|great|back)\b.*|how (?:are|may|can) (?:you|i)\b.*|let me (?!.*\b(?:back|you know)\b)(?:just )?(?:check|see|look|take a look|have a look|pull|find|get|log|bring|turn)\b[^,.]{0,45}|i(?:'d| would| will|'ll|'m| am) (?:be )?(?:more than )?(?:happy|glad) to (?:help|assist|look)\b.*|i can (?:certainly |definitely )?(?:help|look into|assist)\b.{0,30}|(?:i )?(?:do )?apologi[sz]e\b.{0,40}|i(?:'m| am) (?:so |very |really |truly |terribly )?sorry\b.{0,50}|i (?:(?:totally|completely|really|do|fully|can|just) )*(?:see(?! (?:an?|the|that|there|it|your?|\w+s|we|two|both)\b)|know(?! (?:the|that|he|she|it)\b)|understand|hear you|bet|remember that|appreciate)\b.{0,30}|(?:this is|my name is|you're (?:speaking|through) (?:to|with))\b.{0,40}|that(?:'s| is| was| would be| sounds| must be) (?:so |very |really |all )?(?:great|fine|good|perfect|okay|alright|correct|right|it|all|kind|nice|helpful|decent|lovely|annoying|frustrating|awful|terrible|wonderful|everything)\b.{0,20}|that(?:'s what| (?:happens|explains it)\b| (?:would help|works)\b).{0,16}|it's the least\b.*|is there anything else\b.*|anything else\b.*|what (?:can|may) i (?:do|help)\b.*|sounds good\b.*|got it\b.*|of course\b.{0,15}|go ahead\b.{0,15}|i (?:thought|think|guess|hope|suppose) so\b.*|(?:i'm |i am )?(?:so )?glad\b.{0,30}|i'm afraid (?:so|not)\b.{0,10}|can you hear me\b.*|(?:welcome to|you've reached)\b.*)[\s.!?]*)?$/i

/** Who answers the phone, or says who is calling. */
export const greetings =
  /\b(?:[Tt]his is|[Mm]y name is|[Mm]y name's|speaking|[Yy]ou're through|[Tt]hanks? (?:you )?for (?:calling|holding)|(?:[Hh]ow|[Ww]hat) (?:can|may) [Ii])\b|^[^.?!]{0,60}\b(?:[Ii]'m|I am|[Ii]t's) \p{Lu}\p{L}+[.]?$|\bhere[.]$/u

/** Who somebody is: "It's Ruth from accounting." */
export const introductions =
  /^(?:(?:Hi|Hello),? )?(?:\p{Lu}\p{L}+\.? ?){0,3},? ?(?:[Ii]t's|[Tt]his is|I'm|I am|[Mm]y name is|[Mm]y name's|[Aa]m I speaking (?:to|with)|[Mm]ay I speak (?:to|with)|[Ii]s this) (?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?\p{Lu}[\p{L}'’]+(?: \p{Lu}[\p{L}'’]+)*(?:,? (?:from|with|in|at|here|over|calling from|on a|\p{Lu}[\p{L}'’]+'s)\b[^,]{0,40})?[.?]$/u

/** What an agent asks to know who calls; the answer tells nothing of the matter. */
export const identityQuestions =
  /\b(?:your|the|a|an|what|which|best|last|first|full|whose) (?:\w+ ){0,2}(?:name|surname|number|reference|date of birth|birthday|birth date|postcode|post code|zip(?: code)?|address|e-?mail|digits|security|password|pin|code|id|plate|tag)\b|\b(?:spell|verify|security questions?|for verification|date of birth)\b|\b(?:which|what) (?:street|address|city|town|school|class|car|department)\b/i

/** Questions whose answer is the matter itself. */
export const whyQuestions =
  /\bwhy\b|\breason\b|\bwhat(?:'s| is| seems to be|'s been| was) (?:the |it )?(?:problem|matter|issue|wrong|happening|going on|about|trouble|nature)|\bwhat happen|\bwhat (?:does|did) it (?:do|say)\b/i

/** What whoever answers the phone says to have the matter told. */
export const invitations =
  /\b(?:(?:how|what) (?:can|may|could) (?:i|we) (?:do|help|assist|direct)|what's up|how (?:can|may) i|are you (?:calling|reporting)|what (?:brings you|are you calling))\b/i

/** Steps on the way, which nobody wants to read about afterwards. */
export const steps =
  /^(?!.*\b(?:call|ring|phone|email|text|write|get back to|let) you\b)(?:let me(?! (?:speak|talk))|i'll (?:just )?(?:check|look|see|take a look|have a look|pull|need|ask|get a|find)|i'm (?:just )?(?:going to|gonna) (?:check|look|see|connect|ask|pull|need)|before i\b|i (?:just )?(?:need|have) to (?:ask|verify|check)|it(?:'ll| will) take (?:about |just )?(?:a|one|two)|please (?:hold|switch|turn on|press|try|spell|confirm|read)|hold the|i (?:can )?(?:see|have) (?:it|you|this|that|your (?:account|booking|file|order|profile|name|details)|the (?:account|booking|order|file))\b.{0,20}$|is (?:that|this)|do you (?:have|know|remember|see))/i

/** What asks somebody to do or to agree to something: the answer is a decision. */
export const appeals =
  /^(?:are you able|(?:can|could|would|will) you|do you want|would it|is there any way you)\b/i

/** How it is made sure who calls. */
export const verification =
  /\bread (?:it|that|them) back\b|\b(?:for verification|verify (?:your|you)|security questions?|recorded line|recorded for)\b/i

/** Talk about other things, which may also be the matter: a mark against a sentence, no more. */
export const smallTalk =
  /\b(?:weather|your weekend|nice weekend|the game|vacation|traffic|parking|coffee|cup of tea|lunch break|by the way|kidding|barking|new baby|grand(?:son|daughter|ma|pa|mother|father|kids?)|beautiful|funny|cute|gorgeous|delicious|lovely|wonderful|exciting|interesting|congratulations|jealous|lucky|i (?:love|bet|remember|envy)|we (?:love|loved)|(?:love|loves|loved) (?:it|them|that)|how (?:nice|sweet|old is he)|enjoy(?:ed)?|fan of|freaking out|drives? me crazy|crazy with|singing|golf|football|soccer|baseball|snow|sunny|rain(?:y|ing)?|hot (?:today|outside)|smart kid|rough year|hang in there|it's (?:so |very |really )?pretty\b|lifesaver|it was (?:great|fun|amazing|nice)|a blast|great read|favou?rite|happy (?:holidays|birthday)|merry|glasses)\b/i

/** Whom people talk about beside the matter, unless something is decided with them. */
export const kin =
  /\b(?:my|your) (?:(?:late|older|younger|little|big) )?(?:sister|brother|mother|mum|mom|dad|father|wife|husband|kids?|dogs?|cat|neighbou?r|colleague|friend|family)\b/i

/** Letters and digits that stand alone, as in numbers that are read out. */
export const spelled =
  /^(?:\p{N}[\p{N}.,-]*|[b-hj-z]|zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple|dash)$/iu
