// @ts-nocheck
import './not-there.ts'
