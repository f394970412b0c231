// Do the files for containers fit the code? `node scripts/check-deploy.ts`. Looks at the texts only: no container engine
// is needed, and nothing is built.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { composeFaults, type Deployment } from './deploy/check-compose.ts'
import { imageFaults } from './deploy/check-image.ts'
import { type Facts, gatherFacts } from './deploy/facts.ts'

/** Reads all files at `root`. */
export function readDeployment(root: string): Deployment {
  const read = (path: string) => readFileSync(join(root, path), 'utf8')
  return {
    dockerfile: read('Dockerfile'),
    dockerignore: read('.dockerignore'),
    compose: read('compose.yaml'),
    example: read('deploy/example.env'),
  }
}

/** One line for each thing in the files that does not fit. */
export function findDeployFaults(files: Deployment, facts: Facts): string[] {
  return [...imageFaults(files, facts), ...composeFaults(files, facts)]
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..')
  const faults = findDeployFaults(readDeployment(root), gatherFacts(root))
  for (const fault of faults) console.error(fault)
  console.log(faults.length === 0 ? 'deploy: files for containers fit' : `deploy: ${faults.length} faults`)
  process.exitCode = faults.length === 0 ? 0 : 1
}
