// Words that say what a number is (language, section 4). Matched against a left context; the nearest wins.

/** What a cue announces. `other` is a number that is no personal data, such as an order number,
 * and `vague` only that there is one. */
export type NumberMeaning =
  | 'card'
  | 'cvv'
  | 'expiry'
  | 'ssn'
  | 'phone'
  | 'zip'
  | 'account'
  | 'license'
  | 'passport'
  | 'password'
  | 'birth'
  | 'vague'
  | 'other'

const number = '(?:numbers?|num|no|id|i d)'
/** Between a noun and what it names: "number is", "says", "it reads". */
const says = `(?: ${number})?(?:,? it)?(?: 's| is| was| says| reads)?`
/** Cards that pay nothing, and what else is numbered for those who belong to something. */
const clubs =
  'loyalty|library|membership|member|insurance|rewards?|club|student|medicare|medicaid|health|benefits?|ebt|points'
const members =
  `${clubs}|policy|subscriber|customer|client|loan|group|patient|plan|donor|honou?rs|mileage|miles|renter|tenant|resident|` +
  'frequent [a-z]+|traveler|known traveler|redress|sky ?miles|bonvoy|bonus|enrollment|certificate|annuity|ira|brokerage|checking|savings|' +
  'deposit|wallet|utility|chart|medical record|mrn|beneficiary|pension|voter|union|alumni|participant|household|prescription|provider|guest|pet insurance|coverage|contract|mortgage|lease'
const words = (pattern: string) => new RegExp(`(?<= )(?:${pattern})(?= )`, 'g')

/** The cues of each meaning; all global. */
export const numberCues: Record<NumberMeaning, RegExp> = {
  card: words(
    `(?<!(?:${clubs}|bus|gift|report|sim|score|time|punch|green|resident|id|business) )cards?|(?<!(?:${clubs}|sim|gift|resident|green) )card number|visa|mastercard|master card|amex|american express|discover|maestro|debit|credit card|plastic`,
  ),
  cvv: words(
    'cvv2?|cvc2?|cid|cvn|c v v|c v c|c i d|security code|card code|(?:code|digits|numbers?)(?: that is| that s)? on (?:the )?(?:back|front|reverse)|' +
      '(?:three|four|#) digits?(?: security)? (?:code|number)|(?:back|front|reverse)(?: side)? of (?:the|your|my|his|her|that|this) (?:card|amex|visa|discover|mastercard)(?: says| reads| is| it says)?|card verification|(?:card )?verification (?:value|code)|' +
      '(?<!(?:first|last|final|next|other) )# (?:(?:little|small|tiny) )?(?:digits|numbers)(?: (?:on|from|behind|beside|next to|by) (?:the |my )?(?:back|front|reverse|signature)(?: strip| panel| line)?)?(?: they say| are| is| say)?|signature (?:strip|panel)|' +
      "front code|(?:on|from) the (?:back|front|reverse)(?: of (?:it|that|this))?(?: (?:it 's|it's|it says|says|is|there 's|that 's))?|the back(?: of it)? (?:says|reads)",
  ),
  expiry: words(
    'exp|expir(?:y|es|ed|ation|ing|e)|valid (?:thru|through|until|till|to)|good (?:thru|through|until|till|til)|runs? out(?: in| on| of)?|date on (?:the |my |it|this |that )?card(?: is| says)?',
  ),
  ssn: words('ssns?|s s n|socials?|social security|sin number|tax id|tax i d|itin|taxpayer'),
  phone: words(
    'phones?|telephone|tel|cell|cellphone|mobile|landline|fax|desk|whatsapp|area code|call ?back|dial|' +
      '(?:call|called|calling|reach|reached|text|ring|contact|phone|try|get)(?: (?:me|us|him|her|them|you|back|is))*(?: (?:at|on|under|from))|' +
      '(?:call|reach|text|ring|buzz|contact|get (?:a )?hold of) (?:me|us|him|her|them)|' +
      `(?:my|your|his|her|their|our|best|good|contact|work|home|office|daytime|emergency|backup|alternate|another|new|old|current|uk|us|the|a|same|main|direct|toll free) ${number}|` +
      '(?:call|text|ring|dial|phone)(?= $)|numbers? in case|messages? (?:to|on|at)|answering (?:at|on)|registered|reachable(?: at| on)?|toll free|line is|extension of',
  ),
  zip: words('zip|zip ?code|postal|postal code|post ?code|zips'),
  account: words(
    `(?:${members}) ${number}(?: is| 's)?|(?:loan|customer|contract|member|subscriber|known traveler|medicare|medicaid|patient|tenant)(?=(?: [a-z])* $)|(?:${clubs}) card(?: ${number})?(?: is| 's)?|sky ?miles|bonvoy|aadvantage|mileage ?plus|rapid rewards|frequent (?:flyer|flier|renter|guest|traveler)|` +
      '(?:checking|savings|brokerage|money market)(?! (?:in|on|to|for|if|out|the|my|with|up|back|of|bonds?|about))|' +
      '(?:wire|wired|transfer|transferred|pull|pulled|withdraw|debit|debited|draft|drafted)(?: (?:it|that|this|the money|the funds|the payment))? (?:from|out of|into)|' +
      `accounts?|accounts? ${number}|acct|acct ${number}|routing|iban|i b a n|swift|sort code|bank|bsb|aba|` +
      `(?:member|membership|policy|subscriber|customer|client|insurance|medicare|medicaid|loan|group|patient|loyalty|rewards?|frequent flyer|plan) ${number}|policy (?:(?:i see|i have|you have|we have|on file|in question)(?: here)? )?(?:is|'s)|(?:group )?(?:policy|membership|medicare|medicaid|insurance|member|subscriber|(?<!caller )id)(?: is| 's)?(?=(?: [a-z])* $)|(?<!tax )(?:id|i d) is|i d number|id number`,
  ),
  license: words(
    `drivers?(?: 's)? licen[sc]es?${says}|driving licen[sc]es?|(?:d l|dl|dmv|driver(?: 's)? id|state (?:issued )?id|(?:learner|driver|drivers|learners)(?: 's)? permit)${says}|drivers?(?: 's)?(?=(?: [a-z])* $)|(?<!(?:software|business|product|marriage|fishing|hunting|liquor|contractor|nursing|windows|office|site|user|key|plate|trade|gun|pilot|real estate|dog|pet|alcohol|beer|export|import|radio|media|music|game|app|user|single|annual|volume|food|medical|teaching|state nursing) )licen[sc]e(?! (?:plate|key|fee|agreement|expires?|expired|renewal))${says}`,
  ),
  passport: words('passports?'),
  password: words(
    "code (?:to|for|on) (?:the|my|our|your) (?:[a-z]+ )?(?:gate|door|garage|alarm|lockbox|safe|house|apartment|shed|storage|locker)(?: is| was| 's)?|pins?|pin (?:number|code)|p i n|(?:gate|door|alarm|entry|lock|lockbox|lock box|garage|safe|vault|access|keypad|elevator|voicemail|unlock)(?: (?:door|box|system|pad))? (?:code|combination|combo)(?: (?:for|to|at|on|of) the [a-z]+)?(?: is| was| 's)?|passwords?|passcodes?|pass code|pass phrase|passphrase",
  ),
  birth: words('born|birth|birthday|birthdate|dob|d o b|bday|birthdays'),
  vague: words("numbers?(?: (?:'s|is|was|to|for|on|again|please))?"),
  other: words(
    '(?:order|case|ticket|tracking|flight|invoice|reference|ref|confirmation|booking|reservation|serial|model|claim|complaint|incident|transaction|licen[sc]e plate|licen[sc]e key|product key|plate|error|docket)' +
      `(?: ${number})?(?: 's| is| was)?|` +
      `(?:part|item|product|batch|request|work order|shipment|package|parcel|purchase|receipt|quote|job|issue|store|stock|catalog|document|form|lot|bin|locker|queue|position|bus|train|platform|lottery|employee|badge|report|file|lane|table|unit|vehicle|registration|approval|authorization|delivery|consignment|container) ${number}|rma|sku|upc|isbn|vin|imei|flight|room|gate|seat|press|pressed|version|model|coupon(?: code)?|promo(?: code)?|promotion(?: code)?|discount(?: code)?|gift(?: card)? code|voucher(?: code)?|balance|totals?|temperature|score|extension|ext|apartment|floor|chapter|page|step|option|channel|route|highway|interstate|error code|offer code|po number|p o number|meter|reading|odometer|mileage`,
  ),
}

/** Units and the like right of a number: then it is an amount, a time or a count. */
export const unitWords = new Set(
  (
    'dollars dollar bucks buck cents cent euros euro pounds pound pence quid yen rupees percent percentage minutes ' +
    'minute mins min hours hour hrs seconds second secs days day weeks week months month years year yr yrs oclock am pm ' +
    'miles mile kilometers km kilometres meters metres feet foot inches inch degrees gallons gallon liters litres ' +
    'kilos kilograms kg lbs ounces grams megabits megabit megabytes gigabytes gigs gig mb gb mbps watts volts times ' +
    'people customers items pieces units points grand k million thousand hundred billion square model and'
  ).split(' '),
).difference(new Set(['and']))
