// Makes X.509 certificates (RFC 5280): their DER, not their keeping. Keys are P-256, signatures ECDSA with SHA-256.
import { createHash, createPublicKey, type KeyObject, randomBytes, sign } from 'node:crypto'
import { AsnConvert, OctetString } from '@peculiar/asn1-schema'
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  GeneralName,
  GeneralSubtree,
  GeneralSubtrees,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_nameConstraints,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
  id_kp_serverAuth,
  KeyUsage,
  KeyUsageFlags,
  Name,
  NameConstraints,
  RelativeDistinguishedName,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
} from '@peculiar/asn1-x509'

const ecdsaWithSha256 = '1.2.840.10045.4.3.2'
const commonName = '2.5.4.3'
const dayMs = 86_400_000

/** Who signs: the common name in the certificates, and the private key. */
export interface Signer {
  name: string
  key: KeyObject
}

/** How long a certificate holds: from a day before `fromMs` (Unix time; clocks differ) for `days` after it. */
export interface Period {
  fromMs: number
  days: number
}

/** A self-signed certificate of an authority that may sign servers of `domain` and its subdomains only: no other
 * name, no IP address, no authority below it, no other use of TLS. Returns PEM. */
export function makeAuthorityCertificate(signer: Signer, domain: string, period: Period): string {
  const constraints = new NameConstraints({
    permittedSubtrees: subtrees({ dNSName: domain }),
    excludedSubtrees: subtrees({ iPAddress: '0.0.0.0/0' }, { iPAddress: '::/0' }),
  })
  return makeCertificate(signer, {
    name: signer.name,
    publicKey: createPublicKey(signer.key),
    period,
    extensions: [
      extension(id_ce_basicConstraints, new BasicConstraints({ cA: true, pathLenConstraint: 0 }), true),
      extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign), true),
      extension(id_ce_extKeyUsage, new ExtendedKeyUsage([id_kp_serverAuth])),
      extension(id_ce_nameConstraints, constraints, true),
    ],
  })
}

/** A certificate for the server `hostName`, signed by `signer`. Returns PEM. */
export function makeServerCertificate(
  signer: Signer,
  hostName: string,
  { publicKey, period }: { publicKey: KeyObject; period: Period },
): string {
  return makeCertificate(signer, {
    name: hostName,
    publicKey,
    period,
    extensions: [
      extension(id_ce_basicConstraints, new BasicConstraints({ cA: false }), true),
      extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.digitalSignature), true),
      extension(id_ce_extKeyUsage, new ExtendedKeyUsage([id_kp_serverAuth])),
      extension(id_ce_subjectAltName, new SubjectAlternativeName([new GeneralName({ dNSName: hostName })])),
      extension(
        id_ce_authorityKeyIdentifier,
        new AuthorityKeyIdentifier({ keyIdentifier: keyIdentifier(createPublicKey(signer.key)) }),
      ),
    ],
  })
}

interface Subject {
  name: string
  publicKey: KeyObject
  period: Period
  extensions: Extension[]
}

function makeCertificate(signer: Signer, { name, publicKey, period, extensions }: Subject): string {
  const algorithm = new AlgorithmIdentifier({ algorithm: ecdsaWithSha256 })
  const tbsCertificate = new TBSCertificate({
    version: 2,
    serialNumber: positiveSerial(),
    signature: algorithm,
    issuer: named(signer.name),
    validity: new Validity({
      notBefore: wholeSeconds(period.fromMs - dayMs),
      notAfter: wholeSeconds(period.fromMs + period.days * dayMs),
    }),
    subject: named(name),
    subjectPublicKeyInfo: AsnConvert.parse(spki(publicKey), SubjectPublicKeyInfo),
    extensions: new Extensions([
      ...extensions,
      extension(id_ce_subjectKeyIdentifier, keyIdentifier(publicKey)),
    ]),
  })
  const signature = sign('sha256', Buffer.from(AsnConvert.serialize(tbsCertificate)), signer.key)
  const signatureValue = new Uint8Array(signature).buffer
  return pem(
    AsnConvert.serialize(new Certificate({ tbsCertificate, signatureAlgorithm: algorithm, signatureValue })),
  )
}

function extension(extnID: string, value: object, critical = false): Extension {
  return new Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(value)) })
}

function subtrees(...bases: Partial<GeneralName>[]): GeneralSubtrees {
  return new GeneralSubtrees(bases.map((base) => new GeneralSubtree({ base: new GeneralName(base) })))
}

function named(text: string): Name {
  const value = new AttributeValue({ utf8String: text })
  return new Name([new RelativeDistinguishedName([new AttributeTypeAndValue({ type: commonName, value })])])
}

function keyIdentifier(publicKey: KeyObject): SubjectKeyIdentifier {
  return new SubjectKeyIdentifier(createHash('sha256').update(spki(publicKey)).digest().subarray(0, 20))
}

function spki(publicKey: KeyObject): Buffer {
  return publicKey.export({ type: 'spki', format: 'der' })
}

/** 16 bytes that DER reads as a positive number of full length. */
function positiveSerial(): ArrayBuffer {
  const bytes = new Uint8Array(randomBytes(16))
  bytes[0] = (bytes[0]! & 0x3f) | 0x40
  return bytes.buffer
}

function wholeSeconds(ms: number): Date {
  return new Date(Math.floor(ms / 1000) * 1000)
}

function pem(der: ArrayBuffer): string {
  const lines = Buffer.from(der)
    .toString('base64')
    .replace(/(.{64})(?=.)/g, '$1\n')
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`
}
