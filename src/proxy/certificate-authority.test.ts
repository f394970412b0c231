// The authority's files, and what its certificates are good for as TLS itself judges it.
import assert from 'node:assert/strict'
import { createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { connect } from 'node:tls'
import { AsnConvert } from '@peculiar/asn1-schema'
import { Certificate, id_ce_nameConstraints, NameConstraints } from '@peculiar/asn1-x509'
import { type Leaf, openCertificateAuthority } from './certificate-authority.ts'

const yearMs = 365.25 * 86_400_000

function tempFolder(t: TestContext): string {
  const parent = mkdtempSync(join(tmpdir(), 'verbatim-authority-'))
  t.after(() => rmSync(parent, { recursive: true, force: true }))
  return join(parent, 'deep', 'proxy')
}

/** Whether a client that trusts `ca` alone takes a server with `leaf` for `servername`: null, or its reason. */
async function verdict(leaf: Leaf, ca: string, servername: string): Promise<string | null> {
  const server = createServer(leaf).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const host = '127.0.0.1'
  const socket = connect({ port: (server.address() as AddressInfo).port, host, servername, ca })
  try {
    await once(socket, 'secureConnect')
    return null
  } catch (error) {
    return (error as Error).message
  } finally {
    socket.destroy()
    server.close()
  }
}

test('the first start makes folder and files for the owner only, the next one uses them', (t) => {
  const folder = tempFolder(t)
  const first = openCertificateAuthority(folder, Date.now)
  const mode = (file: string) => statSync(join(folder, file)).mode & 0o777
  assert.deepEqual([mode('.'), mode('ca-key.pem'), mode('ca.pem')], [0o700, 0o600, 0o644])
  const made = readFileSync(first.certificateFile, 'utf8')
  const second = openCertificateAuthority(folder, Date.now)
  assert.deepEqual([first.isNew, second.isNew], [true, false])
  assert.equal(readFileSync(second.certificateFile, 'utf8'), made)
  assert.equal(second.certificateFile, join(folder, 'ca.pem'))
})

test('its certificate is a P-256 authority of ten years, bound to twilio.com', (t) => {
  const { certificateFile } = openCertificateAuthority(tempFolder(t), Date.now)
  const certificate = new X509Certificate(readFileSync(certificateFile))
  assert.equal(certificate.ca, true)
  assert.equal(
    createPublicKey(certificate.publicKey.export({ type: 'spki', format: 'pem' })).asymmetricKeyDetails
      ?.namedCurve,
    'prime256v1',
  )
  assert.ok(certificate.verify(certificate.publicKey))
  const { extensions } = AsnConvert.parse(certificate.raw, Certificate).tbsCertificate
  const constraints = extensions?.find(({ extnID }) => extnID === id_ce_nameConstraints)
  assert.equal(constraints?.critical, true)
  const { permittedSubtrees, excludedSubtrees } = AsnConvert.parse(constraints.extnValue, NameConstraints)
  assert.deepEqual([permittedSubtrees?.length, permittedSubtrees?.[0]?.base.dNSName], [1, 'twilio.com'])
  assert.equal(excludedSubtrees?.length, 2, 'all IPv4 and all IPv6 addresses')
  const years = (certificate.validToDate.getTime() - Date.now()) / yearMs
  assert.ok(years > 9.9 && years < 10.1, String(years))
})

test('clients that trust it take its certificates for names under twilio.com, and for nothing else', async (t) => {
  const authority = openCertificateAuthority(tempFolder(t), Date.now)
  const ca = readFileSync(authority.certificateFile, 'utf8')
  const outcomeFor = (name: string) => verdict(authority.issue(name), ca, name)
  assert.equal(await outcomeFor('intelligence.twilio.com'), null)
  assert.equal(await outcomeFor('intelligence.sydney.au1.twilio.com'), null)
  for (const other of ['example.com', 'nottwilio.com', 'twilio.com.evil.example']) {
    assert.equal(await outcomeFor(other), 'permitted subtree violation', other)
  }
  const wrongName = await verdict(authority.issue('api.twilio.com'), ca, 'intelligence.twilio.com')
  assert.match(wrongName ?? '', /does not match certificate's altnames/)
  const stranger = openCertificateAuthority(tempFolder(t), Date.now)
  const notTrusted = await verdict(stranger.issue('api.twilio.com'), ca, 'api.twilio.com')
  assert.match(notTrusted ?? '', /certificate signature failure|unable to verify/)
})

test('a leaf holds for a month, has a key and a serial number of its own, and can not sign', (t) => {
  const authority = openCertificateAuthority(tempFolder(t), Date.now)
  const [one, two] = ['api.twilio.com', 'api.twilio.com'].map((name) => authority.issue(name))
  const [first, second] = [new X509Certificate(one!.cert), new X509Certificate(two!.cert)]
  assert.equal(first.ca, false)
  assert.equal(first.subjectAltName, 'DNS:api.twilio.com')
  assert.notEqual(first.serialNumber, second.serialNumber)
  assert.notEqual(one!.key, two!.key)
  assert.ok(Math.abs(first.validToDate.getTime() - one!.endMs) < 1000)
  assert.ok(one!.endMs - Date.now() > 29 * 86_400_000)
})

for (const mode of [0o640, 0o604, 0o700]) {
  test(`a key file of mode ${mode.toString(8)} is refused with the way out`, (t) => {
    const folder = tempFolder(t)
    openCertificateAuthority(folder, Date.now)
    chmodSync(join(folder, 'ca-key.pem'), mode)
    assert.throws(
      () => openCertificateAuthority(folder, Date.now),
      /ca-key\.pem has mode \d+, .*set it to 600/,
    )
  })
}

for (const file of ['ca.pem', 'ca-key.pem']) {
  test(`a missing ${file} is said, and nothing is made in its place`, (t) => {
    const folder = tempFolder(t)
    openCertificateAuthority(folder, Date.now)
    rmSync(join(folder, file))
    const open = () => openCertificateAuthority(folder, Date.now)
    assert.throws(open, new RegExp(`/${file} is missing; remove .* to have new ones made`))
    assert.throws(open, new RegExp(`/${file} is missing`))
  })

  test(`a ${file} that is something else is said`, (t) => {
    const folder = tempFolder(t)
    openCertificateAuthority(folder, Date.now)
    writeFileSync(join(folder, file), 'something else')
    assert.throws(() => openCertificateAuthority(folder, Date.now), /cannot be read; remove/)
  })
}

test('a key that is not the certificate’s is said', (t) => {
  const folder = tempFolder(t)
  openCertificateAuthority(folder, Date.now)
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  writeFileSync(join(folder, 'ca-key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }))
  assert.throws(() => openCertificateAuthority(folder, Date.now), /do not belong together; remove/)
})

test('an authority that has expired, or is from the future, is said', (t) => {
  const folder = tempFolder(t)
  openCertificateAuthority(folder, Date.now)
  for (const years of [10.1, -0.1]) {
    const then = () => Date.now() + years * yearMs
    assert.throws(() => openCertificateAuthority(folder, then), /ca\.pem holds from \S+ to \S+ only; remove/)
  }
})
