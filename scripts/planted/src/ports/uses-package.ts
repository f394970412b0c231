// @ts-nocheck
import type { FastifyInstance } from 'fastify'
export type Wrong = FastifyInstance
