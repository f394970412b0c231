// PGlite's Node file system with the fsync it lacks. As shipped, nothing PGlite writes is forced to disk, so a
// power cut can lose every commit; with this and the start parameters below each commit reaches the disk.
import { closeSync, fsyncSync, openSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

interface EmscriptenNodeFs {
  stream_ops: { fsync?: (stream: { nfd?: number; node: unknown }) => number }
  realPath(node: unknown): string
}

/** PostgreSQL start parameters: fsync on, by the plain call (the wasm build has no fdatasync), and small shared
 * buffers, because the operating system caches the files anyway. */
export const startParams: string[] = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...['fsync=on', 'full_page_writes=on', 'wal_sync_method=fsync', 'shared_buffers=16MB'].flatMap(
    (setting) => ['-c', setting],
  ),
]

/** Counts the fsync calls it makes, so that a start-up probe can prove that a commit causes one. */
export class FsyncNodeFS extends NodeFS {
  fsyncs = 0

  override init(...[pglite, options]: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const hook = (module: { NODEFS?: EmscriptenNodeFs }) => this.#install(module.NODEFS)
    const preRun = [...((options.preRun as unknown[]) ?? []), hook] as NonNullable<typeof options.preRun>
    return super.init(pglite, { ...options, preRun })
  }

  #install(nodefs: EmscriptenNodeFs | undefined) {
    if (!nodefs?.stream_ops || !nodefs.realPath) {
      throw new Error('durability cannot be guaranteed: PGlite offers no place for fsync')
    }
    nodefs.stream_ops.fsync = (stream) => {
      // Directories have no open file number.
      const fd = stream.nfd ?? openSync(nodefs.realPath(stream.node), 'r')
      try {
        fsyncSync(fd)
        this.fsyncs++
        return 0
      } finally {
        if (stream.nfd === undefined) closeSync(fd)
      }
    }
  }
}
