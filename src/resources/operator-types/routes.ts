// Operator types: what kinds of operators there are, the same for every account (contract section 13).
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { fault } from '../../domain/errors.ts'
import { operatorTypes } from '../../domain/operator-catalogue.ts'
import { type OperatorType, servesLanguage } from '../../domain/operator-type.ts'
import { pageOf } from '../../domain/page.ts'
import type { BaseUrl } from '../../http/base-url.ts'
import { pageSchema, pagingParameters, parsePaging, presentPage } from '../../http/paging.ts'
import { operatorTypeSchema, presentOperatorType } from './present.ts'

const path = Type.Object({ Sid: Type.String({ description: 'Sid or name of the operator type.' }) })
const query = Type.Object({
  ...pagingParameters,
  LanguageCode: Type.Optional(
    Type.String({ description: 'Only types that serve this language, e.g. `en` or `en-US`.' }),
  ),
})
const tags = ['IntelligenceV2OperatorType']

/** Registers list and fetch of operator types. */
export function operatorTypeRoutes(app: FastifyInstance, { baseUrl }: { baseUrl: BaseUrl }) {
  app.get<{ Querystring: Static<typeof query> }>(
    '/v2/OperatorTypes',
    {
      schema: {
        operationId: 'ListOperatorType',
        tags,
        summary: 'List operator types, pre-built ones first',
        querystring: query,
        response: { 200: pageSchema('operator_types', operatorTypeSchema) },
      },
    },
    async (request) => {
      const { LanguageCode: language } = request.query
      const wanted = parsePaging(request.query, { sortedBy: 'index' })
      const served = operatorTypes.filter(
        ({ supportedLanguages }) => !language || servesLanguage(supportedLanguages, language),
      )
      const page = pageOf(served, wanted, { keyOf: (one) => [operatorTypes.indexOf(one)], order: 1 })
      const present = (type: OperatorType) => presentOperatorType(type, baseUrl(request))
      return presentPage(request, baseUrl, { key: 'operator_types', page, limit: wanted.limit, present })
    },
  )
  app.get<{ Params: Static<typeof path> }>(
    '/v2/OperatorTypes/:Sid',
    {
      schema: {
        operationId: 'FetchOperatorType',
        tags,
        summary: 'Fetch an operator type by sid or name',
        params: path,
        response: { 200: operatorTypeSchema },
      },
    },
    async (request) => {
      const { Sid } = request.params
      const found = operatorTypes.find(({ sid, name }) => name === Sid || sid === Sid)
      if (!found) throw fault('notFound', `The requested resource /v2/OperatorTypes/${Sid} was not found`)
      return presentOperatorType(found, baseUrl(request))
    },
  )
}
