// @ts-nocheck
import 'acorn'
