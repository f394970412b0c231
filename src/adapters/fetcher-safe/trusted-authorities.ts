// The certificate authorities trusted on the way out: Node's own plus those of WEBHOOK_CA.
import { X509Certificate } from 'node:crypto'
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls'

/** Makes a TLS context that trusts `pem` (one or more certificates) beside everything Node trusts,
 * NODE_EXTRA_CA_CERTS included.
 * @throws Error when `pem` holds no certificate or a broken one */
export function trustAlso(pem: string): SecureContext {
  const extra = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
  if (extra.length === 0) throw new Error('WEBHOOK_CA: the file holds no PEM certificate')
  for (const certificate of extra) verifyReadable(certificate)
  return createSecureContext({ ca: [...getCACertificates('default'), ...extra] })
}

function verifyReadable(certificate: string): void {
  try {
    new X509Certificate(certificate)
  } catch (cause) {
    throw new Error('WEBHOOK_CA: the file holds a certificate that cannot be read', { cause })
  }
}
