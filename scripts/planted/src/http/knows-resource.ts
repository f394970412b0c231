// @ts-nocheck
import '../resources/calls/routes.ts'
