// The two contract documents: Twilio's Intelligence v2 as we serve it, and everything else.
import { type OperationStyle, writeOperation } from './operation.ts'
import type { NamedRoute } from './route-table.ts'
import type { JsonObject } from './schema.ts'

/** The documents, by their path in the project. */
export function writeContracts(routes: readonly NamedRoute[]): Record<string, JsonObject> {
  const isIntelligence = ({ path }: NamedRoute) => path.startsWith('/v2/')
  return {
    'contract/intelligence-v2.json': writeDocument(routes.filter(isIntelligence), intelligence),
    'contract/extensions.json': writeDocument(
      routes.filter((route) => !isIntelligence(route)),
      extensions,
    ),
  }
}

interface DocumentStyle {
  info: JsonObject
  /** Schemas and tags that no operation uses. */
  unusedSchemas: JsonObject
  unusedTags: string[]
  withRequired: boolean
}

const intelligence: DocumentStyle = {
  info: {
    title: 'Verbatim: Intelligence v2',
    version: '1.0.0',
    description:
      'Operations that Verbatim serves just as Twilio does. Sign in with account SID and auth token.',
  },
  // Both are in the official document, where nothing refers to them either.
  unusedSchemas: {
    transcript_enum_call_direction: { type: 'string', enum: ['inbound', 'outbound', 'internal', 'unknown'] },
  },
  unusedTags: ['IntelligenceV2Version'],
  // The official document does not say what is always there.
  withRequired: false,
}

const extensions: DocumentStyle = {
  info: {
    title: 'Verbatim: everything beside Intelligence v2',
    version: '1.0.0',
    description: 'What Verbatim adds under /x/v1, and parts of other APIs of Twilio that go with it.',
  },
  unusedSchemas: {},
  unusedTags: [],
  withRequired: true,
}

function writeDocument(routes: readonly NamedRoute[], style: DocumentStyle): JsonObject {
  const components: OperationStyle['components'] = new Map()
  const paths: Record<string, JsonObject> = {}
  const tags = new Set(style.unusedTags)
  for (const route of byPathAndMethod(routes)) {
    const { withRequired } = style
    const operation = writeOperation(route, { components, withRequired, defaultTag: 'Verbatim' })
    for (const tag of operation.tags as string[]) tags.add(tag)
    paths[route.path] = { ...paths[route.path], [route.method]: operation }
  }
  const schemas = { ...style.unusedSchemas, ...Object.fromEntries(components) }
  return {
    openapi: '3.0.1',
    info: style.info,
    servers: [{ url: '/' }],
    tags: [...tags].sort().map((name) => ({ name })),
    security: [{ accountSid_authToken: [] }],
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1))),
      securitySchemes: { accountSid_authToken: { type: 'http', scheme: 'basic' } },
    },
  }
}

/** Independent of the order of registration, so that the documents change only with what they say. */
function byPathAndMethod(routes: readonly NamedRoute[]): NamedRoute[] {
  const key = ({ path, method }: NamedRoute) => `${path} ${method}`
  return [...routes].sort((a, b) => (key(a) < key(b) ? -1 : 1))
}
