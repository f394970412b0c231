// Operators under three paths: all of them, custom ones, pre-built ones (contract section 13).
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import type { Operator } from '../../domain/operator.ts'
import { accountOf } from '../../http/authentication.ts'
import type { BaseUrl } from '../../http/base-url.ts'
import { pageSchema, pagingParameters, parsePaging, presentPage } from '../../http/paging.ts'
import { requireUnredactedRight } from '../../http/redacted-view.ts'
import { ifMatchHeader, lenient, sidParameter } from '../../http/schemas.ts'
import { versionTag } from '../../http/version-tag.ts'
import { availabilitySchema, type Collection, operatorSchema, presentOperator } from './present.ts'
import {
  createOperator,
  deleteOperator,
  fetchOperator,
  listOperators,
  type OperatorsDeps,
  updateOperator,
} from './service.ts'

type RouteDeps = OperatorsDeps & { baseUrl: BaseUrl }

const path = Type.Object({ Sid: sidParameter('operator', 'Sid of the operator.') })
const friendlyName = Type.String({ description: 'A name for people, at most 64 characters.' })
const config = lenient(
  Type.String(),
  Type.Unsafe<string>({ description: 'JSON that satisfies the config_schema of the operator type.' }),
)
const createForm = Type.Object({
  FriendlyName: friendlyName,
  OperatorType: Type.String({ description: 'Name of a configurable operator type.' }),
  Config: config,
})
const updateForm = Type.Object({ FriendlyName: friendlyName, Config: config })
type Path = Static<typeof path>

const versioned = { answerHeaders: ['etag', 'rate', 'cors'] } as const

/** Registers the nine operations on operators. */
export function operatorRoutes(app: FastifyInstance, deps: RouteDeps) {
  readRoutes(app, deps, { collection: 'Operators', name: 'Operator' })
  readRoutes(app, deps, { collection: 'Operators/Custom', name: 'CustomOperator' })
  readRoutes(app, deps, { collection: 'Operators/PreBuilt', name: 'PrebuiltOperator' })
  writeRoutes(app, deps)
}

function readRoutes(
  app: FastifyInstance,
  deps: RouteDeps,
  { collection, name }: { collection: Collection; name: string },
) {
  const schema = operatorSchema(collection)
  const tags = [`IntelligenceV2${name}`]
  const query = Type.Object({
    Availability: Type.Optional(availabilitySchema(collection)),
    LanguageCode: Type.Optional(
      Type.String({ description: 'Only operators that serve this language, e.g. `en` or `en-US`.' }),
    ),
    ...pagingParameters,
  })
  app.get<{ Querystring: Static<typeof query> }>(
    `/v2/${collection}`,
    {
      schema: {
        operationId: `List${name}`,
        tags,
        summary: 'List operators, newest first',
        querystring: query,
        response: { 200: pageSchema('operators', schema) },
      },
    },
    async (request) => {
      const account = accountOf(request)
      const { Availability: availability, LanguageCode: languageCode } = request.query
      const wanted = parsePaging(request.query)
      const page = await listOperators(
        account,
        { collection, availability, languageCode, page: wanted },
        deps,
      )
      const view = { collection, account, base: deps.baseUrl(request) }
      const present = (operator: Operator) => presentOperator(operator, view)
      return presentPage(request, deps.baseUrl, { key: 'operators', page, limit: wanted.limit, present })
    },
  )
  const hasVersion = collection === 'Operators/Custom'
  app.get<{ Params: Path }>(
    `/v2/${collection}/:Sid`,
    {
      schema: {
        operationId: `Fetch${name}`,
        tags,
        summary: 'Fetch an operator',
        params: path,
        response: { 200: schema },
      },
      config: hasVersion ? versioned : {},
    },
    async (request, reply) => {
      const account = accountOf(request)
      const operator = await fetchOperator(account, { collection, sid: request.params.Sid }, deps)
      if (hasVersion) reply.header('ETag', versionTag(operator.version))
      return presentOperator(operator, { collection, account, base: deps.baseUrl(request) })
    },
  )
}

function writeRoutes(app: FastifyInstance, deps: RouteDeps) {
  const collection = 'Operators/Custom'
  const schema = operatorSchema(collection)
  const tags = ['IntelligenceV2CustomOperator']

  app.post<{ Body: Static<typeof createForm> }>(
    '/v2/Operators/Custom',
    {
      schema: {
        operationId: 'CreateCustomOperator',
        tags,
        summary: 'Make an operator of your own',
        body: createForm,
        response: { 202: schema },
      },
      config: versioned,
    },
    async (request, reply) => {
      // What operators look for shows in redacted results, too: they are made by those who may see everything.
      requireUnredactedRight(request)
      const { FriendlyName, OperatorType, Config } = request.body
      const account = accountOf(request)
      const wanted = { friendlyName: FriendlyName, operatorType: OperatorType, config: Config }
      const operator = await createOperator(account, wanted, deps)
      reply.status(202).header('ETag', versionTag(operator.version))
      return presentOperator(operator, { collection, account, base: deps.baseUrl(request) })
    },
  )
  app.post<{ Params: Path; Body: Static<typeof updateForm> }>(
    '/v2/Operators/Custom/:Sid',
    {
      schema: {
        operationId: 'UpdateCustomOperator',
        tags,
        summary: 'Change an operator of your own',
        params: path,
        headers: ifMatchHeader,
        body: updateForm,
        response: { 202: schema },
      },
      config: versioned,
    },
    async (request, reply) => {
      requireUnredactedRight(request)
      const { FriendlyName, Config } = request.body
      const account = accountOf(request)
      const change = { friendlyName: FriendlyName, config: Config, ifMatch: request.headers['if-match'] }
      const operator = await updateOperator(account, { sid: request.params.Sid, ...change }, deps)
      reply.status(202).header('ETag', versionTag(operator.version))
      return presentOperator(operator, { collection, account, base: deps.baseUrl(request) })
    },
  )
  app.delete<{ Params: Path }>(
    '/v2/Operators/Custom/:Sid',
    {
      schema: {
        operationId: 'DeleteCustomOperator',
        tags,
        summary: 'Delete an operator of your own',
        params: path,
        response: { 204: Type.Null() },
      },
      config: { answerHeaders: ['rate'] },
    },
    async (request, reply) => {
      await deleteOperator(accountOf(request), request.params.Sid, deps)
      return reply.status(204).send()
    },
  )
}
