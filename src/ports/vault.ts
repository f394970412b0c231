// Keeps secrets as they may be stored: as a hash where comparing is enough, sealed where the value is needed.

/** Seals and hashes under the key of this installation. */
export interface Vault {
  /** A keyed hash of a secret, the same for the same secret. */
  hash(secret: string): string
  /** True when `secret` has that hash; takes the same time wherever they differ. */
  matches(secret: string, hash: string): boolean
  /** Encrypts a text; the same text is never sealed twice alike. */
  seal(text: string): string
  /** The text that was sealed.
   * @throws Error when it was sealed under another key or altered */
  open(sealed: string): string
}
