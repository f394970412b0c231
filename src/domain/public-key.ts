// A customer's RSA public key, under which the content of transcripts can be encrypted (contract section 14).
import type { AccountSid, PublicKeySid } from './sid.ts'

/** A stored public key. `pem` is SubjectPublicKeyInfo in PEM. */
export interface PublicKey {
  sid: PublicKeySid
  accountSid: AccountSid
  friendlyName: string
  pem: string
  dateCreated: Date
  dateUpdated: Date
}
