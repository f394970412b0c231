// A program as written against Twilio: nothing in it knows of Verbatim. The environment brings the account and the
// proxy. Started by proxy.test.ts with the name of a twilio package; prints what it saw as JSON.
type Twilio = typeof import('twilio')

const [, , packageName = 'twilio', mediaUrl = ''] = process.argv
const { default: twilio } = (await import(packageName)) as { default: Twilio }
const client = twilio()
const { v2 } = client.intelligence
const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    ({ status, code, message }) => ({ status, code, message }),
  )

const uniqueName = `from-${packageName}`
const service = await v2.services.create({ uniqueName, friendlyName: 'Ünïcode & more' })
const named = await v2.services(uniqueName).fetch()
const services = await v2.services.list()

const channel = { media_properties: { media_url: mediaUrl } }
const made: string[] = []
for (let i = 0; i < 5; i++) {
  const transcript = await v2.transcripts.create({
    serviceSid: service.sid,
    channel,
    customerKey: `key ${i}`,
  })
  made.push(transcript.sid)
}
const first = await v2.transcripts.page({ serviceSid: service.sid, pageSize: 2 })
const second = await first.nextPage()
const listed = await v2.transcripts.list({ serviceSid: service.sid, pageSize: 2 })
const fetched = await v2.transcripts(made[0]!).fetch()
const sentences = await v2.transcripts(made[0]!).sentences.list()
const links = Object.values(fetched.links as Record<string, string>)

const abroad = twilio(process.env.TWILIO_ACCOUNT_SID, process.env.TWILIO_AUTH_TOKEN, {
  edge: 'sydney',
  region: 'au1',
})
const abroadPage = await abroad.intelligence.v2.transcripts.page({ pageSize: 2 })

const seen = {
  friendlyName: named.friendlyName,
  sameService: named.sid === service.sid,
  servicesListed: services.some(({ sid }) => sid === service.sid),
  urls: [service.url, named.url, fetched.url, ...links],
  pageUrls: [first.nextPageUrl, second?.previousPageUrl],
  secondPage: second?.instances.map(({ customerKey }) => customerKey),
  listed: listed.map(({ sid }) => sid).reverse(),
  made,
  status: fetched.status,
  sentences: sentences.length,
  abroadPageUrl: abroadPage.nextPageUrl,
  abroadNext: (await abroadPage.nextPage())?.instances.length,
  removed: await Promise.all(made.map((sid) => v2.transcripts(sid).remove())),
  gone: await failureOf(v2.transcripts(made[0]!).fetch()),
  serviceRemoved: await v2.services(service.sid).remove(),
  calls: await failureOf(client.calls.list({ limit: 1 })),
  otherHost: await failureOf(client.verify.v2.services.list({ limit: 1 })),
}
/** What was seen. */
export type Seen = typeof seen
process.stdout.write(JSON.stringify(seen))
