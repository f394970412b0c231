// @ts-nocheck
import '../app.ts'
