// Words of which addresses are made: kinds of streets, units, and words that are never a part of one.

const set = (text: string) => new Set(text.split(/\s+/))

/** Kinds of streets that are hardly anything else. */
export const streetWords = set(
  `street st avenue ave av road rd boulevard blvd lane ln parkway pkwy highway hwy terrace crescent cres turnpike
  expressway freeway alley plaza esplanade mews causeway crossroad crossroads crossing strasse straat gatan gata vej vagen
  veien gade utca ulica laan platz allee katu kuja tie sokak caddesi drv`,
)

/** Kinds of streets that are common words too. */
export const waryStreetWords = set(
  `drive dr way court ct place pl circle cir square sq trail trl close loop row run hill hills park gardens grove walk
  view ridge point pointe pass path bend cove crest glen green heights hollow island knoll landing manor meadow meadows
  mount mountain oaks pike pines rise shore spring springs valley villas vista wharf yard gate garden field fields bridge
  canyon creek dale estate estates falls ferry flat forest forge harbor haven junction key lake mill orchard quay rest
  spur station summit trace track union via village well wood woods pond brook bluff bluffs commons overlook plantation promenade`,
)

/** Foreign kinds of streets that stand before the name. */
export const streetWordsBefore = set(
  `rua via calle rue ulica ul avenida av piazza viale paseo camino chemin largo travessa strada bulevar boulevard avenue
  allee place praca corso vicolo impasse quai carrer strasse`,
)

/** Endings of foreign street names. */
export const streetEnding =
  /(?:strasse|strase|str|gatan|gata|vej|vagen|veien|vegen|gade|utca|laan|straat|weg|platz|allee|katu|kuja|gasse|ulica|sokak|plein|kade|tie)$/

/** What stands before the number of a flat. */
export const unitWords = set(
  'apartment apt suite ste unit flat room building bldg floor lot box trailer penthouse',
)

/** Compass points in street names. */
export const compass = set(
  'north south east west n s e w northeast northwest southeast southwest ne nw se sw',
)

/** Words that end an address, or that stand in no street name. */
export const stopWords = set(
  `a an and are as at be because been before after but by can could did do does for from had has have he her here him his
  how i i'm if in into is it its just last like me my no not now of off on or our out over per please right she so some
  than thank thanks that the their them then there they this those to today tomorrow tonight too us want was we were what
  when where which who will with would yeah yes yesterday you your zip zipcode phone email number until about already
  correct okay ok sure um uh more other another different same minute minutes hour hours day days week weeks month
  months year years dollar dollars percent people times time mile miles am pm morning evening night one's floor
  bedroom story lanes block blocks ended sided long short good only single`,
)
