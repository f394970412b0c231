// Both contract documents as one, with this server as the only place to send requests to.
import { readFileSync } from 'node:fs'

interface ContractDocument {
  openapi: string
  tags: { name: string }[]
  paths: Record<string, unknown>
  components: { schemas: Record<string, unknown>; securitySchemes: Record<string, unknown> }
  security: unknown[]
}

// The same number of steps from src and from dist.
const folder = new URL('../../../contract/', import.meta.url)

/** Makes the function that gives the document for a server address (no slash at its end). The files are read at the
 * first call, since they are made from the routes. */
export function createServedContract(): (baseUrl: string) => object {
  let whole: object | null = null
  return (baseUrl) => {
    whole ??= merge(read('intelligence-v2.json'), read('extensions.json'))
    return { ...whole, servers: [{ url: baseUrl }] }
  }
}

function read(name: string): ContractDocument {
  return JSON.parse(readFileSync(new URL(name, folder), 'utf8'))
}

/** What both have under one name is the same in both. */
function merge(first: ContractDocument, second: ContractDocument): object {
  return {
    openapi: first.openapi,
    info: {
      title: 'Verbatim',
      version: '1.0.0',
      description: "What this server answers: Twilio's Intelligence v2 API under /v2, and what goes with it.",
    },
    servers: [],
    tags: [...new Set([...first.tags, ...second.tags].map(({ name }) => name))].map((name) => ({ name })),
    security: first.security,
    paths: { ...first.paths, ...second.paths },
    components: {
      schemas: { ...first.components.schemas, ...second.components.schemas },
      securitySchemes: first.components.securitySchemes,
    },
  }
}
