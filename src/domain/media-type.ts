// What kind of file a stored recording is: by its container when it was decoded, by content type from then on.

const kinds = [
  { container: 'wav', contentType: 'audio/wav', extension: 'wav' },
  { container: 'mp3', contentType: 'audio/mpeg', extension: 'mp3' },
  { container: 'flac', contentType: 'audio/flac', extension: 'flac' },
  { container: 'ogg', contentType: 'audio/ogg', extension: 'ogg' },
  { container: 'm4a', contentType: 'audio/mp4', extension: 'm4a' },
  { container: 'mp4', contentType: 'audio/mp4', extension: 'm4a' },
  { container: 'mov', contentType: 'video/quicktime', extension: 'mov' },
  { container: '3gp', contentType: 'audio/3gpp', extension: '3gp' },
  { container: 'webm', contentType: 'audio/webm', extension: 'webm' },
  { container: 'matroska', contentType: 'audio/x-matroska', extension: 'mka' },
  { container: 'aac', contentType: 'audio/aac', extension: 'aac' },
  { container: 'amr', contentType: 'audio/amr', extension: 'amr' },
  { container: 'aiff', contentType: 'audio/aiff', extension: 'aiff' },
  { container: 'au', contentType: 'audio/basic', extension: 'au' },
  { container: 'caf', contentType: 'audio/x-caf', extension: 'caf' },
  { container: 'asf', contentType: 'audio/x-ms-wma', extension: 'wma' },
  { container: 'w64', contentType: 'audio/x-w64', extension: 'w64' },
  { container: 'gsm', contentType: 'audio/x-gsm', extension: 'gsm' },
  { container: 'ac3', contentType: 'audio/ac3', extension: 'ac3' },
]

/** The content type under which a recording of this container is served. */
export function contentTypeOf(container: string): string {
  return kinds.find((kind) => kind.container === container)?.contentType ?? 'application/octet-stream'
}

/** The extension of a file of this content type; `bin` when it is not known (yet). */
export function extensionOf(contentType: string | null): string {
  return kinds.find((kind) => kind.contentType === contentType)?.extension ?? 'bin'
}
