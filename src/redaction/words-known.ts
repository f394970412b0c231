// Which words are common English, names or places, by the lists and a few additions that the lists lack.
import { cities } from './lists/cities.ts'
import { commonWords } from './lists/common-words.ts'
import { countries } from './lists/countries.ts'
import { firstNames } from './lists/first-names.ts'
import { lessCommonWords } from './lists/less-common-words.ts'
import { surnames } from './lists/surnames.ts'
import { towns } from './lists/towns.ts'
import { createWordList } from './word-list.ts'

const split = (text: string) => new Set(text.split(/\s+/))

const core = createWordList(commonWords)
const less = createWordList(lessCommonWords)
const first = createWordList(firstNames)
const last = createWordList(surnames)
const cityList = createWordList(cities)
const townList = createWordList(towns)
const countryList = createWordList(countries)

/** Words of calls that dictionaries lack, brands and adjectives of nations: no names of people or towns. */
const callWords = split(
  `lien liens kia bose playstation mazda subaru acura lexus dell xps asus acer lenovo thinkpad ideapad razr motorola bosch makita chevy malibu sorento netgear linksys roku chromebook thinkbook
  envy pavilion inspiron latitude nvidia geforce ryzen garmin fitbit dewalt whirlpool frigidaire vizio hisense tcl lg jbl logitech corsair rog wyze arlo eero orbi sonos nespresso keurig vitamix peloton bissell shopvac sharkninja
  january february march april may june july august september october november december jan feb mar apr jun jul aug sep
  sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
  christmas easter thanksgiving halloween hanukkah ramadan diwali uh um er erm hmm hm mm mhm mmhm uhhuh huh ok okay yep
  yup nope nah yeah gonna wanna gotta kinda sorta lemme dunno cause til ssn cvv cvc dob dmv irs faq pdf usb http https
  www com org net sms iban atm atms pin vpn wifi url id ids app apps api login email emails voicemail website online
  offline internet broadband ethernet router modem bluetooth iphone ipad ipod imac macbook android google gmail yahoo
  hotmail outlook icloud facebook amazon paypal visa mastercard amex netflix uber lyft airbnb linkedin twitter instagram
  youtube whatsapp zoom skype fedex ups usps dhl walmart costco ikea tesla toyota honda nissan ford chevy chevrolet
  hyundai kia bmw audi volkswagen mercedes lexus mazda subaru porsche dell lenovo hp ibm intel microsoft apple windows
  mac linux samsung sony nokia verizon comcast xfinity tmobile vodafone sprint spectrum alexa siri cortana roku xbox
  playstation nintendo starbucks mcdonalds venmo zelle cashapp bitcoin medicare medicaid covid captcha coupon promo sku
  rma crm qr asap aka vs etc mr mrs ms dr prof st jr sr inc llc ltd corp plc co eu uk usa us gmt est pst cst edt pdt
  american americans english british french german spanish italian chinese japanese korean russian mexican canadian
  australian indian irish scottish welsh dutch swedish norwegian danish finnish polish portuguese brazilian greek
  turkish arabic hebrew hindi african asian european latin latino hispanic jewish muslim christian catholic protestant
  buddhist hindu islam islamic swiss austrian belgian czech hungarian romanian ukrainian vietnamese thai filipino
  pakistani iranian iraqi israeli egyptian kenyan nigerian cuban colombian peruvian chilean argentinian belizian
  belizean olympic oscar nobel xmas internet english mandarin cantonese urdu pro max plus mini ultra lite bot user`,
)

/** First names that are common words as well but that a capital within a sentence makes a name. */
const wordyNames = split(
  `rose grace mark will bill frank joy dawn hope faith jack heather lily daisy violet ruby hazel ivy olive iris jade ginger
  holly bob mike carol martin matt ken glen maria marina barb basil brandy buddy candy carrie cliff crystal dean dee derek
  don doll drew earl ebony gary gene glenn grant guy harmony harry jay jewel josh kay kelly kit kitty lance lance laurel
  lane lee marsha miles molly nat nick pat patience patty peg penny pete peter phil poppy ray reed rich rob robin rod
  rosemary roy rusty sally sandy sherry skip sterling sue terry tom tony troy victor viola wade walker wanda ward warren
  woody zack art al alan amber autumn bonnie chuck colin dale dick dolly duke eddy eve fern gail gus hank hector herb homer
  jasmine jerry jimmy joe john jock josie ken kim kylie lacey marge max mel merry mickey myrtle ned nell norm pearl polly
  randy rick roger ross russ sam sonny stew ted tim tim toby tommy val vince wally wes willow johnny charity chastity
  constance felicity gloria ernest stern ollie melody christian`,
)

/** Surnames that are common words as well. */
const wordySurnames = split(
  `smith brown white black green gray grey young king hill long price rice park parks lee wood woods stone rose fox wolf bell
  ball baker cook carter cooper fisher gardener hunter mason miller parker porter potter shepherd turner taylor tailor
  walker weaver wright ward west north marsh moss banks brooks rivers fields summers winters day knight bishop pope abbot
  dean page sharp sharpe small little short strong swift love bond booth brand bush butler carpenter case chambers
  cross curry dale drew duke fields flowers ford forest foster fowler french frost gates goodman grant graves hall
  hardy harper hart hawk hayes heath holder holland hood horn howell hunt hurst hyde james joy judge keen kerr lamb lane
  law lord lowe major mann may mead mercer moody moon moor moore nail newman noble nolan norman oak page paine palmer
  peck pike pitt poole power prince reed reeves rich robins rock root rowe sage savage sellers singer skinner snow
  speed spears spencer steel steele sterling street sutton swan tanner thorn todd tucker wade wall waters webb webster
  wells wheeler wilder wise yates york cole costa cruz diamond england german hope jordan kane luna mills nova oliver
  paul perry reyes rush santos silver stern temple vale vance warren wolfe chase field stevens john johns tang song
  ma an do so he tran may bird bean beet berry bloom boone crane crow daily dove drake finch flint gale garland golden
  goss hale heart irons jewel key lake leaf lion martin nelson olive owens pace peace peacock pierce plum poe pool rains
  rainey rivera robin sands sparrow spring starling summer tate thorne tree valentine vine walsh water wilde winter`,
)

const shortNames = split(
  'amy ann ana bob dan don eva eve ian jim joe jon kim leo liz max meg mia pam ray ron roy tim tom zoe gil nia bev deb stu jed jeb lyn uma vic viv bea eli gia gio ike jax lev mya noa obi oli rae rex roz tia una zev zia cal sol avi uri dov ira ben abe ali lou ned sue ted sid gus guy hal mel wes zac kai ivy ada ava ida ina isa jan jo kay lea lia luz mae nan pat peg pia ria sam uma val viv'.replaceAll(
    / (?:don|guy|jan|pat|peg|max|ivy) /g,
    ' ',
  ),
)

/** True for words of everyday English and of calls. */
export function isCommonWord(word: string): boolean {
  return callWords.has(word) || core.has(word) || less.has(word)
}

/** True for the most common of {@link isCommonWord}: a name that is one of these needs a cue. */
export function isEverydayWord(word: string): boolean {
  return callWords.has(word) || core.has(word)
}

/** True for a first name of the lists. */
export function isFirstName(word: string): boolean {
  return first.has(word) || wordyNames.has(word)
}

/** A first name that is a common word too, such as "Grace". */
export function isWordyName(word: string): boolean {
  return wordyNames.has(word)
}

/** A first name that can be believed without capitals and cues. */
export function isPlainFirstName(word: string): boolean {
  if (word.length < 4 && !shortNames.has(word)) return false
  return first.has(word) && !isEverydayWord(word)
}

/** True for a surname of the lists, common words such as "Brown" included. */
export function isSurname(word: string): boolean {
  return wordySurnames.has(word) || last.has(word)
}

/** How large a place must be to be known. */
export type PlaceSize = 'city' | 'town'

/** True for a city, or with `town` also for a smaller town. `phrase` has its words joined by `_`. */
export function isPlace(phrase: string, size: PlaceSize): boolean {
  return cityList.has(phrase) || (size === 'town' && townList.has(phrase))
}

/** True for a country; words joined by `_`. */
export function isCountry(phrase: string): boolean {
  return countryList.has(phrase)
}

const states = split(
  `alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana
  iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska
  nevada new_hampshire new_jersey new_mexico new_york north_carolina north_dakota ohio oklahoma oregon pennsylvania
  rhode_island south_carolina south_dakota tennessee texas utah vermont virginia washington west_virginia wisconsin
  wyoming d_c district_of_columbia puerto_rico ontario quebec british_columbia alberta manitoba saskatchewan nova_scotia
  new_brunswick new_south_wales queensland victoria tasmania`,
)
const stateCodes = split(
  `al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or pa ri
  sc sd tn tx ut vt va wa wv wi wy dc pr on qc bc ab mb sk ns nb nsw qld vic`,
)

/** True for a state or province of the United States, Canada or Australia; words joined by `_`. */
export function isState(phrase: string): boolean {
  return states.has(phrase)
}

/** True for the code of such a state, such as "ca". */
export function isStateCode(word: string): boolean {
  return stateCodes.has(word)
}
