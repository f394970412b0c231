// Stops with a sentence when the pinned Node is missing: with an older one the first .ts file would fail with
// an error that names no cause.
const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  process.stderr.write(
    `This is Node ${process.versions.node}, but the project's scripts need Node 24, which its devDependencies bring.\n` +
      'Run them through npm (npm start, npm test), after an npm ci that was allowed to run the install script of "node".\n',
  )
  process.exit(1)
}
