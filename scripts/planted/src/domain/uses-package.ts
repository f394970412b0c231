// @ts-nocheck
import 'fastify'
