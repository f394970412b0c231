// Asks this container's own server: `node deploy/healthcheck.mjs PORT /healthz`, the first word naming the setting that
// holds the port. Ends with 0 when it answers well.
const [portName, path] = process.argv.slice(2)
const { status } = await fetch(`http://127.0.0.1:${process.env[portName]}${path}`).catch(() => ({ status: 0 }))
process.exit(status === 200 ? 0 : 1)
