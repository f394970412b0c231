// The fetcher port: the only way out to the network, for media and webhooks alike, so that one guard decides
// which addresses may be reached.

/** One download to a file. */
export interface DownloadRequest {
  url: string
  /** File to create (0600); removed again when the download fails. */
  toPath: string
  maxBytes: number
  /** Value of an Authorization header, sent to the origin of `url` only. */
  authorization?: string
  signal?: AbortSignal
}

/** What arrived. `contentType` is the server's claim, not to be trusted. */
export interface Download {
  bytes: number
  sha256: string
  contentType: string | null
}

/** One outgoing call with a small body, for webhooks. Redirects are not followed. */
export interface SendRequest {
  method: 'GET' | 'POST'
  url: string
  headers: Record<string, string>
  body?: string
  /** For everything, from resolving the name to the answer. */
  timeoutMs: number
  /** For resolving, connecting and the TLS handshake, when not as usual. */
  connectMs?: number
  /** From the connection to the answer, when not all of `timeoutMs`. */
  readMs?: number
  /** Hears that the connection stands: a failure from then on is one of the exchange. */
  onConnected?: () => void
}

/** An answer to a {@link SendRequest}. */
export interface SendAnswer {
  status: number
  /** What WWW-Authenticate says, of a 401 only. */
  challenge?: string
}

/** Reaches out under the address guard (`NETWORK_ALLOW`). */
export interface Fetcher {
  /** Downloads to a file, trying transient failures again as configured.
   * @throws VerbatimError downloadFailed, mediaNotFound, mediaUnauthorized, mediaTooLarge, mediaEmpty,
   *   storageFull */
  download(request: DownloadRequest): Promise<Download>
  /** Sends one request and reads at most a few KiB of the answer, which is dropped.
   * @throws VerbatimError webhookTimedOut, or webhookRefused when nothing could be reached */
  send(request: SendRequest): Promise<SendAnswer>
  /** Throws `mediaUrlInvalid` when `url` is unparsable, not http(s), or names a literal address that is refused. */
  check(url: string): void
  close(): Promise<void>
}
