// Our name of a container that ffmpeg decoded. ffmpeg has one name for a family; the file's own brand tells which
// member it is.

/** Bytes at the beginning of the file that {@link containerName} looks at. */
export const BRAND_BYTES = 64

/** A short name that domain/media-type.ts knows, e.g. `m4a`, or ffmpeg's own name of a format it does not.
 * @param demuxer ffmpeg's names, e.g. `mov,mp4,m4a,3gp,3g2,mj2`
 * @param head the first {@link BRAND_BYTES} of the file */
export function containerName(demuxer: string, head: Buffer): string {
  const names = demuxer.split(',')
  const text = head.toString('latin1')
  if (names.includes('matroska')) return text.includes('webm') ? 'webm' : 'matroska'
  if (!names.includes('mov')) return names[0] ?? 'unknown'
  const brand = text.slice(4, 8) === 'ftyp' ? text.slice(8, 12).toLowerCase() : 'qt  '
  if (brand.startsWith('3g')) return '3gp'
  if (brand.startsWith('m4')) return 'm4a'
  return brand === 'qt  ' ? 'mov' : 'mp4'
}
