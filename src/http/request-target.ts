// The target of a request as its first line has it.

/** The path and query of a target. Clients that take us for a proxy send a whole address (RFC 9112, section 3.2.2);
 * its scheme and host are theirs to choose, and must not get into addresses that we make. */
export function originForm(target: string): string {
  const match = /^https?:\/\/[^/?#]*(.*)$/i.exec(target)
  if (!match) return target
  return match[1]!.startsWith('/') ? match[1]! : `/${match[1]}`
}
