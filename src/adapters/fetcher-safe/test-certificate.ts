// Makes self-signed certificates (RFC 5280, DER by hand) for this folder's tests.
import { generateKeyPairSync, sign } from 'node:crypto'

/** A P-256 key and a certificate of one day around now, both PEM, for `dnsName`. */
export function makeCertificate(dnsName: string): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const ecdsaWithSha256 = der(0x30, der(0x06, hex('2a8648ce3d040302')))
  const name = der(0x30, der(0x31, der(0x30, der(0x06, hex('550403')), der(0x0c, Buffer.from(dnsName)))))
  const dayMs = 86_400_000
  const validity = der(0x30, utcTime(Date.now() - dayMs), utcTime(Date.now() + dayMs))
  const alternativeName = der(0x30, der(0x82, Buffer.from(dnsName)))
  const extension = der(0x30, der(0x06, hex('551d11')), der(0x04, alternativeName))
  const toBeSigned = der(
    0x30,
    der(0xa0, der(0x02, hex('02'))),
    der(0x02, hex('01')),
    ecdsaWithSha256,
    name,
    validity,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(0x30, extension)),
  )
  const signature = Buffer.concat([hex('00'), sign('sha256', toBeSigned, privateKey)])
  const certificate = der(0x30, toBeSigned, ecdsaWithSha256, der(0x03, signature))
  const base64 = certificate.toString('base64').replace(/(.{64})/g, '$1\n')
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    cert: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
  }
}

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const size = content.length
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255]
  return Buffer.concat([Buffer.from([tag, ...length]), content])
}

function utcTime(ms: number): Buffer {
  const digits = new Date(ms).toISOString().replace(/[-:T]|\.\d+/g, '')
  return der(0x17, Buffer.from(digits.slice(2)))
}

function hex(text: string): Buffer {
  return Buffer.from(text, 'hex')
}
