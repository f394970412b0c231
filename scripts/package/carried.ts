// The npm packages of which a package of ours carries a part itself: they are no dependencies of it, but their licences
// hold for it and they belong into its bill of materials.

/** Name → what of it is carried. */
export const carriedPackages: Readonly<Record<string, string>> = {
  '@usefulsensors/moonshine-js': 'model files, in dist/models',
  '@ricky0123/vad-web': 'the model file of Silero VAD, in dist/models',
  'onnxruntime-node': 'in dist/onnxruntime, without its install script and what only graphics cards need',
  'onnxruntime-common': 'in dist/onnxruntime',
  preact: 'in the pages, dist/viewer',
  '@preact/signals': 'in the pages, dist/viewer',
  '@preact/signals-core': 'in the pages, dist/viewer',
}
