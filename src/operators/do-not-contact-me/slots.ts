// Words of a wish not to be contacted, by what they stand for.

/** The slots that the patterns name. */
export const slots: Readonly<Record<string, string>> = {
  contact:
    '"call"|"calling"|"phone"|"phoning"|"ring"|"ringing"|"dial"|"dialing"|"dialling"|"contact"|"contacting"|"text"|"texting"|"email"|"emailing"|"message"|"messaging"|"mail"|"mailing"|"telephone"|"telephoning"|"write to"|"writing to"|"bother"|"bothering"|"disturb"|"disturbing"|"harass"|"harassing"|"pester"|"pestering"|"bug"|"bugging"|"hassle"|"hassling"|"annoy"|"annoying"|"spam"|"spamming"|"hound"|"hounding"|"solicit"|"soliciting"|"badger"|"badgering"|"reach out to"|"reaching out to"|"reach out"|"reaching out"|"trouble"|"troubling"|"get in touch"|"be calling"|"callin"|"textin"|"ringin"|"ping"|"pinging"|"cold call"|"cold calling"|"keep calling"|"come round"|"come back"|"get in touch with"|"getting in touch with"|"blow up"|"blowing up"|"reach"|"approach"|"approaching"|"send"|"sending"|"leave"|"leaving"',
  me: 'me|us|here|back|again|for (him|her|them)|anymore|"any more"|ever|this (number|phone|line|house|household|home|address|place|residence|business|office|family)|(my|our) (number|phone|house|home|cell|mobile|cellphone|line|landline|job|work|workplace|office|family|mother|mom|mum|wife|husband|parents|father|dad|kids|place|business|inbox)|at (home|work)|on (this|my|our) (number|phone|line|cell|mobile)|people|"folks"|these (calls|emails|texts|messages)',
  messages:
    '"calls"|"call"|"texts"|"emails"|"email"|"e mails"|"messages"|"letters"|"robocalls"|"phone calls"|"text messages"|"mail"|"mailings"|"junk mail"|"contact"|"communication"|"communications"|"marketing"|"solicitation"|"solicitations"|"spam"|"voicemails"|"promotions"|"newsletters"|"notifications"|"sales calls"|"offers"|"advertising"|"flyers"|"mailers"|"correspondence"|"brochures"|"leaflets"|"pamphlets"|"catalogs"|"catalogues"|"surveys"|"invitations"',
  people:
    'you|"guys"|people|"folks"|lot|all|anybody|anyone|nobody|somebody|someone|them|your (company|people|team|lot|office|agents)',
  list: '"list"|"lists"|"database"|"data base"|"system"|"systems"|"records"|"files"|"file"|"books"|"directory"|"rolodex"|"contacts"|"campaign"|"dialer"|"dialler"|"queue"|"rota"|"register"|"computer"|"mailing"|"marketing"|"phonebook"|"lead"|"leads"|"rotation"|"sheet"',
  mine: 'me|us|myself|(my|our|this|that|the) (phone|cell|home|mobile)? (name|number|details|info|information|particulars|email|contact|data|address|line) (number|details|info|information|address|and number)?|this (house|family|phone|place)|it',
  // Those for whom one asks.
  whom: '(my|our) (mother|mothers|father|mom|mum|dad|wife|husband|son|daughter|grandma|grandmother|grandfather|granddad|grandpa|gran|nan|parents|family|aunt|uncle|brother|sister|company|business|office|partner|household|late _) (name|number)?|him|her|them|everyone|both of us|the whole (family|house|household)',
  nth: 'third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|hundredth|# th|umpteenth|millionth|"3rd"|"4th"|"5th"|"6th"|"10th"',
  // What one threatens to do.
  threat:
    '"sue"|"report"|"reporting"|"lawyer"|"lawyers"|"police"|"block"|"complain"|"complaint"|"sorry"|"regret"|"court"|"legal"|"attorney"|"solicitor"|"trouble"|"scream"|"fcc"|"ftc"|"ofcom"|"ico"|"trading standards"|"hang up"|"consequences"',
  forbid:
    '("do"|"dont") "not" (ever|you|please|you dare|you ever|even|bother|keep|try|go|be|start|even think (about|of)|keep on)?',
  contacted:
    '"called"|"contacted"|"phoned"|"telephoned"|"rung"|"texted"|"emailed"|"messaged"|"written to"|"bothered"|"disturbed"|"reached"|"approached"|"solicited"|"harassed"|"pestered"|"hassled"|"hounded"|"spammed"|"badgered"|"troubled"|"annoyed"|"visited"',
  others:
    '(my|his|her|our|a|the|their) (wife|husband|brother|sister|mother|father|mom|mum|dad|son|daughter|friend|neighbor|neighbour|coworker|roommate|uncle|aunt|cousin|grandmother|grandfather|grandma|grandpa|partner|boss|girlfriend|boyfriend)|"he"|"she"|"they"',
  remove:
    '"take"|"get"|"strike"|"scratch"|"cross"|"yank"|"pull"|"scrub"|"wipe"|"remove"|"delete"|"erase"|"drop"|"rub"|"rip"|"pluck"|"white"|"blot"|"kick"|"boot"|"get rid of"|"tear"|"cut"|"knock"|"black"|"ink"|"peel"',
  // Where callers have their numbers from.
  source:
    '"sheet"|"list"|"lists"|"spreadsheet"|"printout"|"screen"|"book"|"clipboard"|"paper"|"page"|"computer"|"robot"|"machine"|"thing"|"thingy"|"pile"|"stack"|"roster"|"script"|"program"|"gadget"|"contraption"|"directory"|"phone book"|"autodialer"|"dialer"|"call sheet"|"file"|"files"|"database"|"system"|"rolodex"|"notebook"|"binder"|"crm"|"hopper"|"queue"|"rotation"|"cycle"|"loop"|"pool"|"feed"|"funnel"|"batch"|"campaign"|"bank"|"circuit"',
  // As what one does not want, rather than what one does.
  marketing:
    '("sales"|"marketing"|"cold"|"promotional"|"telemarketing"|"robo"|"nuisance"|"junk"|"spam"|"unsolicited"|"unwanted"|"automated"|"survey"|"charity"|"follow up"|"courtesy"|"phone"|"telephone") ("calls"|"call"|"callers"|"texts"|"emails"|"mail"|"messages"|"contact"|"letters")|"telemarketers"|"solicitors"|"salespeople"|"robocalls"',
  dislike: 'want|require|wish|like|care|agree|expect|consent|appreciate|need|authori*|prefer|intend|wanna',
}
