// @ts-nocheck
import type { Node } from 'typescript'
export type Wrong = Node
