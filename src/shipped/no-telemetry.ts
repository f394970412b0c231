// ONNX Runtime reports to its maker unless it is told not to, from 1.30 on also on Linux: it would write an identifier
// into the home directory and send figures out. The library reads the environment of the process, of which a worker
// thread changes a copy only, so this has to be imported by whoever starts threads that load the library.
process.env.ORT_DISABLE_TELEMETRY = '1'
