// Which database servers under test get: the embedded one, or with TEST_DATABASE=postgres a database of their own on a
// real PostgreSQL, one for each data directory, so that a server that starts again finds what it left.
import { startPostgres, type TestPostgres } from './postgres-server.ts'

let postgres: Promise<TestPostgres> | null = null
const urls = new Map<string, Promise<string>>()

/** The address of the database for `dataDir`; null for the embedded one. PostgreSQL ends with this process. */
export function chosenDatabase(dataDir: string): Promise<string | null> {
  if (process.env.TEST_DATABASE !== 'postgres') return Promise.resolve(null)
  postgres ??= startPostgres()
  let url = urls.get(dataDir)
  if (!url) {
    url = postgres.then((server) => server.createDatabase())
    urls.set(dataDir, url)
  }
  return url
}
