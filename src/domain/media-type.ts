// What kind of file a stored recording is: by its container when it was decoded, by content type from then on.

const kinds = [
  { container: 'wav', contentType: 'audio/wav' },
  { container: 'mp3', contentType: 'audio/mpeg' },
  { container: 'flac', contentType: 'audio/flac' },
  { container: 'ogg', contentType: 'audio/ogg' },
]

/** The content type under which a recording of this container is served. */
export function contentTypeOf(container: string): string {
  return kinds.find((kind) => kind.container === container)?.contentType ?? 'application/octet-stream'
}

/** The extension of a file of this content type; `bin` when it is not known (yet). */
export function extensionOf(contentType: string | null): string {
  return kinds.find((kind) => kind.contentType === contentType)?.container ?? 'bin'
}
