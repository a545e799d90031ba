import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as ts from "typescript";
import { packageRoot } from "../components/package/packageRoot";

/**
 * What the sources say about each type that index.ts exports, by name. The schema has the docstrings of properties
 * alone, and no word on which of its types are ours and which are Kubernetes' own.
 */
export function exportedDocstrings(): ReadonlyMap<string, string> {
  return docstringsOf("index.ts");
}

// A room's index only passes on what its files declare.
function docstringsOf(file: string): ReadonlyMap<string, string> {
  const docs = new Map<string, string>();
  for (const statement of parsed(file).statements) {
    for (const [name, text] of [...passedOn(file, statement), ...declared(statement)]) {
      if (text !== "" || !docs.has(name)) docs.set(name, text);
    }
  }
  return docs;
}

function passedOn(file: string, statement: ts.Statement): [name: string, text: string][] {
  if (!ts.isExportDeclaration(statement)) return [];
  const { exportClause, moduleSpecifier } = statement;
  if (exportClause === undefined || !ts.isNamedExports(exportClause)) return [];
  if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return [];
  const docs = docstringsOf(sourceOf(join(dirname(file), moduleSpecifier.text)));
  return exportClause.elements.map(({ name }) => [name.text, docs.get(name.text) ?? ""]);
}

function sourceOf(module: string): string {
  return existsSync(join(packageRoot(), `${module}.ts`)) ? `${module}.ts` : `${module}/index.ts`;
}

function declared(statement: ts.Statement): [name: string, text: string][] {
  const text = docstring(statement);
  return declaredNames(statement).map((name) => [name, text]);
}

function declaredNames(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  }
  const isNamed =
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isClassDeclaration(statement);
  return isNamed && statement.name !== undefined ? [statement.name.text] : [];
}

function docstring(node: ts.Node): string {
  const comments = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const text = ts.getTextOfJSDocComment(comments.at(-1)?.comment) ?? "";
  return text.replace(/\s+/g, " ").trim();
}

function parsed(file: string): ts.SourceFile {
  const path = join(packageRoot(), file);
  return ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
}
