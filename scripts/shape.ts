// Measures one source file: its length, its functions, and the comments it owes. check-shape.ts judges the figures.
import ts from 'typescript'

/** One function with a body. `lines` runs from its first to its last line, both counted. */
export interface FunctionShape {
  where: string
  lines: number
  parameters: number
}

/** One file. `uncommented` lists the exports without a doc comment; both lists hold places as `path:line name`. */
export interface FileShape {
  path: string
  lines: number
  functions: FunctionShape[]
  headComment: boolean
  uncommented: string[]
}

/** Measures `text`, the source of `path`. */
export function measure(path: string, text: string): FileShape {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const functions: FunctionShape[] = []
  const visit = (node: ts.Node) => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) functions.push(measureFunction(file, node))
    ts.forEachChild(node, visit)
  }
  visit(file)
  return {
    path,
    lines: text.trimEnd().split('\n').length,
    functions,
    headComment: /^\/[/*]/.test(text),
    uncommented: uncommentedExports(file),
  }
}

function measureFunction(file: ts.SourceFile, node: ts.SignatureDeclaration): FunctionShape {
  const first = lineOf(file, node.getStart(file))
  return {
    where: `${place(file, node)} ${functionName(node)}`,
    lines: lineOf(file, node.end) - first + 1,
    parameters: node.parameters.filter((parameter) => parameter.name.getText(file) !== 'this').length,
  }
}

// A function without a name of its own goes by that of the variable or property it is given to.
function functionName(node: ts.SignatureDeclaration): string {
  const parent = node.parent
  const owner = ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) ? parent : node
  return owner.name?.getText() ?? (ts.isConstructorDeclaration(node) ? 'constructor' : '(anonymous)')
}

function uncommentedExports(file: ts.SourceFile): string[] {
  const overloaded = new Set<string>()
  return file.statements.filter(isExported).flatMap((statement) => {
    const name = exportName(statement)
    if (overloaded.has(name)) return []
    if (ts.isFunctionDeclaration(statement)) overloaded.add(name)
    return hasDocComment(file, statement) ? [] : [`${place(file, statement)} ${name}`]
  })
}

function isExported(statement: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : []
  return modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
}

function exportName(statement: ts.Statement): string {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => name.getText()).join(', ')
  }
  return (statement as ts.DeclarationStatement).name?.getText() ?? '(anonymous)'
}

// Directly before: the last comment in front of the statement, with no empty line between.
function hasDocComment(file: ts.SourceFile, statement: ts.Statement): boolean {
  const last = ts.getLeadingCommentRanges(file.text, statement.pos)?.at(-1)
  if (!last || !file.text.startsWith('/**', last.pos)) return false
  return !/\n\s*\n/.test(file.text.slice(last.end, statement.getStart(file)))
}

function place(file: ts.SourceFile, node: ts.Node): string {
  return `${file.fileName}:${lineOf(file, node.getStart(file))}`
}

function lineOf(file: ts.SourceFile, position: number): number {
  return file.getLineAndCharacterOfPosition(position).line + 1
}
