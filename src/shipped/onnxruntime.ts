// ONNX Runtime, at one place: a package of ours brings its own copy, since the one on npm fetches graphics card
// libraries from elsewhere when it is installed (scripts/build.ts puts it there and points this module at it).
import './no-telemetry.ts'

export { InferenceSession, Tensor } from 'onnxruntime-node'
