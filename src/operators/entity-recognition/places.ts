// Places that are no personal data: states, countries and large cities, by lists.
import { type Passage, passagesOf } from './quantities.ts'

/** Names that are hardly ever another word, in lower case. */
const places =
  `alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|hawaii|idaho|illinois|
indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri|montana|
nebraska|nevada|new hampshire|new jersey|new mexico|new york(?: city)?|north carolina|north dakota|ohio|oklahoma|oregon|
pennsylvania|rhode island|south carolina|south dakota|tennessee|texas|utah|vermont|west virginia|wisconsin|wyoming|
ontario|quebec|british columbia|alberta|manitoba|nova scotia|puerto rico|england|scotland|wales|northern ireland|ireland|
united kingdom|united states(?: of america)?|canada|mexico|brazil|argentina|colombia|peru|france|germany|spain|portugal|
italy|austria|switzerland|belgium|netherlands|denmark|sweden|norway|finland|poland|ukraine|russia|greece|romania|hungary|
czech republic|egypt|morocco|nigeria|kenya|ghana|south africa|israel|saudi arabia|dubai|india|pakistan|bangladesh|
sri lanka|nepal|thailand|vietnam|philippines|malaysia|singapore|indonesia|japan|china|taiwan|hong kong|south korea|korea|
australia|new zealand|los angeles|san francisco|san diego|san jose|san antonio|las vegas|chicago|boston|seattle|dallas|
fort worth|houston|miami|orlando|tampa|atlanta|denver|detroit|philadelphia|pittsburgh|baltimore|minneapolis|milwaukee|
cincinnati|cleveland|indianapolis|nashville|memphis|new orleans|kansas city|st\\.? louis|salt lake city|sacramento|
honolulu|anchorage|albuquerque|tucson|omaha|tulsa|charlotte|raleigh|washington,? d\\.?c\\.?|brooklyn|manhattan|toronto|montreal|vancouver|calgary|ottawa|
london|manchester|birmingham|liverpool|leeds|sheffield|newcastle|nottingham|glasgow|edinburgh|cardiff|belfast|dublin|
paris|lyon|marseille|berlin|munich|hamburg|frankfurt|cologne|vienna|zurich|geneva|brussels|amsterdam|rotterdam|
copenhagen|stockholm|oslo|helsinki|warsaw|prague|budapest|madrid|barcelona|lisbon|rome|milan|naples|athens|istanbul|
moscow|cairo|lagos|nairobi|johannesburg|cape town|tel aviv|mumbai|delhi|new delhi|bangalore|bengaluru|chennai|
hyderabad|kolkata|pune|karachi|lahore|dhaka|bangkok|manila|jakarta|kuala lumpur|tokyo|osaka|kyoto|beijing|shanghai|
seoul|taipei|sydney|melbourne|brisbane|perth|auckland|heathrow|gatwick`.replaceAll('\n', '')

/** Names that are other words as well: where they stand behind a word of place, with a capital letter. */
const cased =
  'Phoenix|Austin|Portland|Georgia|Washington|Virginia|Turkey|Reading|Bath|Buffalo|Lincoln|Madison|Jackson|Cork'

const known = new RegExp(`(?<![\\w])(?:${places})(?![\\w])`, 'gi')
const behindPreposition = new RegExp(
  `(?<=\\b(?:in|from|to|near|of|at|for|around|outside) )(?:${cased})(?![\\w])`,
  'g',
)

/** The places in `text`. */
export function findPlaces(text: string): Passage[] {
  return [known, behindPreposition].flatMap((pattern) => passagesOf(text, pattern))
}
