// Request targets in absolute form (RFC 9112 section 3.2.2), as clients send them to a proxy without CONNECT.

/** Its parts as they were sent; the scheme in lower case, the path with its query. */
export interface AbsoluteForm {
  scheme: string
  authority: string
  path: string
}

/** Takes an http or https target apart; null for any other form. */
export function splitAbsolute(target = ''): AbsoluteForm | null {
  const match = /^(https?):\/\/([^/?#]+)(.*)$/i.exec(target)
  if (!match) return null
  const [, scheme = '', authority = '', rest = ''] = match
  return { scheme: scheme.toLowerCase(), authority, path: rest.startsWith('/') ? rest : `/${rest}` }
}
