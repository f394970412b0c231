// Words by which entities are known that are no personal data.

const list = (text: string): string[] =>
  text
    .trim()
    .split(/\s*[,\n]\s*/)
    .filter((entry) => entry !== '')

/** Organizations by their full names, in lower case. */
export const organizations = list(`
  amazon, google, microsoft, paypal, mastercard, american express, verizon, at&t, t-mobile, t mobile, comcast, xfinity,
  spectrum, cox communications, dish network, directv, netflix, hulu, walmart, costco, fedex, ups, dhl, usps, uber, lyft,
  airbnb, expedia, booking.com, chase, wells fargo, bank of america, citibank, citi, capital one, us bank, td bank, hsbc,
  barclays, lloyds, natwest, santander, halifax, nationwide, monzo, revolut, american airlines, delta airlines,
  delta air lines, united airlines, southwest airlines, jetblue, british airways, ryanair, easyjet, lufthansa, emirates,
  air india, indigo airlines, air canada, air france, qantas, vodafone, virgin media, talktalk, plusnet, royal mail,
  british gas, tesco, sainsbury's, sainsburys, asda, morrisons, aldi, lidl, ikea, argos, john lewis, hdfc, hdfc bank,
  icici, icici bank, state bank of india, axis bank, airtel, jio, flipkart, infosys, tata, reliance, paytm, swiggy,
  zomato, samsung, sony, panasonic, whirlpool, bosch, dell, lenovo, toyota, honda, hyundai, nissan, volkswagen, tesla,
  bmw, nike, adidas, starbucks, mcdonald's, mcdonalds, facebook, instagram, whatsapp, twitter, linkedin, youtube, spotify,
  salesforce, oracle, shopify, geico, state farm, allstate, liberty mutual, aetna, cigna, blue cross, blue shield,
  blue cross blue shield, united healthcare, unitedhealthcare, humana, kaiser permanente, medicare, medicaid, irs,
  the irs, dmv, the dmv, fbi, nhs, hmrc, dvla, cvs, walgreens, rite aid, home depot, lowe's, best buy, ebay, etsy,
  marriott, hilton, hyatt, holiday inn, hertz, avis, equifax, experian, transunion, western union, moneygram, venmo,
  cash app, zelle, robinhood, fidelity, vanguard, charles schwab, quickbooks, intuit, adobe, ibm, cisco, siemens,
  deutsche bank, delta air, bose, lg electronics, ford motor, general motors, general electric, panera, burger king,
  pizza hut, domino's, dominos, wendy's, chipotle, kfc, whole foods, trader joe's, kroger, safeway, macy's, nordstrom,
  sephora, wayfair, zappos, h&m, zara, uniqlo, primark, currys, b&q, o2, giffgaff, centrica, octopus energy, edf,
  british telecom, jpmorgan, jpmorgan chase, goldman sachs, morgan stanley, usaa, metlife, prudential, aviva, axa, allianz,
  pfizer, moderna, johnson & johnson, unilever, nestle, philips, intel, nvidia, huawei, xiaomi, dropbox,
  doordash, grubhub, instacart, deliveroo, just eat, tripadvisor, doubletree, sheraton, enterprise rent-a-car,
  better business bureau, social security administration, red cross, salvation army
`)

/** Last words of organizations' names. */
export const organizationEndings = list(`
  inc, incorporated, llc, ltd, limited, corp, corporation, company, bank, credit union, insurance, assurance, airlines,
  airways, energy, mobile, telecom, wireless, broadband, university, college, hospital, medical center, clinic,
  high school, elementary school, pharmacy, logistics, solutions, group, foods, motors, electric, furniture, hotel,
  hotels, dental, plumbing, solar, financial, mortgage, partners, associates, consulting, systems, technologies,
  software, labs, media, council, police department, fire department, department of health, realty, properties,
  industries, enterprises, holdings, freight, travel, appliances, supplies, recovery, federal, savings, brothers
`)

/** Branded goods, as patterns in lower case. */
export const brandedGoods = [
  'i?phone (?:\\d{1,2}|x|xr|xs|se|twelve|thirteen|fourteen|fifteen|sixteen)(?: (?:pro max|pro|max|plus|mini))?',
  'iphones?(?: (?:pro max|pro|max|plus|mini))?',
  'ipads?(?: (?:pro|air|mini))?',
  'macbooks?(?: (?:pro|air))?',
  '(?:samsung )?galaxy(?: (?:[sa]\\s?\\d{1,2}|note|tab|fold|flip|watch))(?: ultra| plus)?',
  'samsung galaxy',
  '(?:google )?pixel \\d{1,2}(?: pro)?',
  'imacs?|airpods?(?: pro)?|apple watch|apple tv|kindle|echo dot|fire ?stick|fire tv|chromecast|roku(?: stick)?',
  'play ?station(?: \\d| five| four)?|xbox(?: (?:one|series [xs]))?|nintendo switch|fitbit|chromebooks?|thinkpads?',
  'windows (?:\\d{1,2}|ten|eleven)|office 365|microsoft office|photoshop',
  '(?:honda )?(?:civic|accord|cr-?v)|(?:toyota )?(?:camry|corolla|prius|rav4)|(?:ford )?(?:f-?150|mustang|explorer)',
  '(?:tesla )?model (?:[3sxy]|three)|(?:chevy|chevrolet) (?:silverado|malibu|tahoe)|jeep (?:wrangler|cherokee)',
  'tylenol|advil|ibuprofen|aspirin|lipitor|metformin|lisinopril|amoxicillin|insulin|viagra|ozempic|coca cola|coke|pepsi',
]

/** Goods without a brand. */
export const plainGoods = list(`
  washing machine, washer, dryer, dishwasher, refrigerator, fridge, freezer, microwave, oven, stove, vacuum cleaner,
  vacuum, coffee maker, coffee machine, espresso machine, toaster, blender, air fryer, air conditioner, space heater,
  water heater, furnace, laptop, desktop computer, computer, tablet, printer, scanner, monitor, keyboard, router, modem,
  headphones, headset, earbuds, speaker, television, tv, smart tv, camera, doorbell camera, smartphone, cell phone,
  mobile phone, phone case, charger, battery, power bank, remote control, smartwatch, watch, sofa, couch, mattress,
  dining table, coffee table, armchair, recliner, bookshelf, wardrobe, dresser, desk, office chair, lamp, rug, curtains,
  bicycle, bike, scooter, treadmill, exercise bike, stroller, car seat, crib, backpack, suitcase, handbag, wallet,
  jacket, coat, dress, shirt, t-shirt, jeans, sweater, hoodie, shoes, sneakers, boots, sandals, sunglasses, ring,
  necklace, bracelet, earrings, perfume, lawn mower, lawnmower, drill, chainsaw, grill, tent, guitar, piano, toys,
  pizza, burger, sandwich, wine, beer, chocolate, bouquet, medicine, vitamins, sim card, gift card,
  webcam, hard drive, memory card, usb cable, projector, drone, game console, bed, pillow, blanket,
  carpet, bookcase, chair, kettle, heater, boiler, radiator, trousers, pants,
  skirt, socks, gloves, scarf, hat, umbrella, trainers, makeup, shampoo, kayak, surfboard, skateboard,
  helmet, garden hose, ladder, toolbox, pram, diapers, nappies, dog food, cat food, novel, magazine,
  car, truck, van, motorcycle, motorbike, minivan, suv, caravan, boat, hot tub, vacuum robot, dash cam,
  video game, board game, textbook, cookbook, tires, windshield, solar panels, hearing aid, wheelchair, thermostat
`)

/** What comes before the name of an organization, where letters' case is known. */
export const organizationCues = [
  'calling from',
  'call from',
  'on behalf of',
  'thank you for calling',
  'thanks for calling',
  'welcome to',
  'work for',
  'works for',
  'working for',
  'employed by',
  'representing',
  'account with',
  'policy with',
  'contract with',
  'here at',
]

/** Units of measure, money and time. */
export const units = list(`
  dollars?, bucks?, cents?, euros?, pounds?, pence, quid, rupees?, lakhs?, crores?, pesos?, yen, grand, percent, per cent,
  seconds?, minutes?, hours?, days?, weeks?, months?, years?, nights?, gigabytes?, gigs?, gb, megabytes?, megs?, mb,
  terabytes?, tb, megabits?, mbps, miles?, kilometers?, kilometres?, km, meters?, metres?, feet, foot, inches, inch,
  yards?, centimeters?, centimetres?, cm, millimeters?, mm, square feet, square meters?, acres?, kilograms?, kilos?, kg,
  grams?, milligrams?, mg, ounces?, lbs?, tons?, liters?, litres?, milliliters?, ml, gallons?, quarts?, pints?, cups?,
  kilowatt hours?, kilowatts?, watts?, volts?, amps?, degrees?, points?, basis points?, installments?, payments?
`)

/** Plurals that follow a number without being counted by it. */
export const uncounted: ReadonlySet<string> = new Set(
  `is was has does yes this his hers its us as always thanks plus minus means says was ones s less unless across`.split(
    /\s+/,
  ),
)
