// Imported first by the decode thread: the wasm decoders print every damaged frame to the console, which is
// noise at best and untrusted text in the log at worst. Damage is counted instead.
const silent = () => undefined

Object.assign(globalThis.console, { debug: silent, error: silent, info: silent, log: silent, warn: silent })
