// WWW-Authenticate as servers write it (RFC 9110 section 11.6.1).

/** One challenge; names are in lower case. */
export interface Challenge {
  scheme: string
  parameters: Record<string, string>
}

// A scheme, or name=value with the value bare or quoted. A bare word that is followed by `=` is no scheme.
const item =
  /\s*(?:(?<name>[\w!#$%&'*+.^`|~-]+)\s*=\s*(?:"(?<quoted>(?:[^"\\]|\\.)*)"|(?<bare>[^\s,"]*))|(?<scheme>[\w!#$%&'*+.^`|~-]+))\s*,?/y

/** The challenges of a header, several of which may have been joined by commas. Reads as far as it can. */
export function parseChallenges(header: string): Challenge[] {
  const challenges: Challenge[] = []
  item.lastIndex = 0
  for (let match = item.exec(header); match; match = item.exec(header)) {
    const { name, quoted, bare = '', scheme } = match.groups!
    if (scheme) challenges.push({ scheme: scheme.toLowerCase(), parameters: {} })
    else {
      const value = quoted?.replace(/\\(.)/g, '$1') ?? bare
      const parameters = challenges.at(-1)?.parameters
      if (parameters) parameters[name!.toLowerCase()] = value
    }
  }
  return challenges
}
