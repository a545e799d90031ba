import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as ts from "typescript";
import { packageRoot } from "../components/packageRoot";

/**
 * What the sources say about each type that index.ts exports, by name. The schema has the docstrings of properties
 * alone, and no word on which of its types are ours and which are Kubernetes' own.
 */
export function exportedDocstrings(): ReadonlyMap<string, string> {
  const docs = new Map<string, string>();
  for (const [module, names] of exportsOfIndex()) {
    const declared = declaredDocstrings(`${module}.ts`);
    for (const name of names) docs.set(name, declared.get(name) ?? "");
  }
  return docs;
}

function exportsOfIndex(): [module: string, names: string[]][] {
  return parsed("index.ts").statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement)) return [];
    const { exportClause, moduleSpecifier } = statement;
    if (exportClause === undefined || !ts.isNamedExports(exportClause)) return [];
    if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return [];
    return [[moduleSpecifier.text, exportClause.elements.map((element) => element.name.text)]];
  });
}

function declaredDocstrings(file: string): ReadonlyMap<string, string> {
  const docs = new Map<string, string>();
  for (const statement of parsed(file).statements) {
    const text = docstring(statement);
    for (const name of declaredNames(statement)) {
      if (text !== "" || !docs.has(name)) docs.set(name, text);
    }
  }
  return docs;
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
