// Loads the optional package. Only the threads and processes that recognise with it do so.
import type addon from 'sherpa-onnx-node'

/** The package's exports. */
export type SherpaPackage = typeof addon

const PACKAGE = 'sherpa-onnx-node@1.13.8'

/** The package, loaded now.
 * @param load how; tests put something else here
 * @throws Error that says what to install when the package, or its part for this platform, is not there */
export async function loadSherpa(
  load: () => Promise<{ default: SherpaPackage }> = () => import('sherpa-onnx-node'),
): Promise<SherpaPackage> {
  try {
    return (await load()).default
  } catch (cause) {
    const platform = `${process.platform} ${process.arch}`
    throw new Error(
      `a sherpa model needs the optional package ${PACKAGE} with its part for ${platform}: npm install ${PACKAGE}`,
      { cause },
    )
  }
}
