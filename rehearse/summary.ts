import * as path from "node:path";
import type { ImageBuild } from "./images";
import type { Json } from "./json";
import type { Rehearsal } from "./rehearsal";
import { placeholderPrefix } from "./secrets";
import { resourceTree, treeLines } from "./tree";

/** What a rehearsal found, for a reader at a terminal. `out` is where the manifests are. */
export function summary(rehearsal: Rehearsal, out: string): string {
  const sections = [
    [`Rehearsal of ${rehearsal.project}, stack ${rehearsal.stack}: nothing is deployed.`],
    section("Resources", treeLines(resourceTree(rehearsal))),
    section("Images to build", rehearsal.images.flatMap(imageLines)),
    section("Stack outputs", outputLines(rehearsal)),
    section("Known after deployment only", placeholderLines(rehearsal)),
    section(
      "Warnings",
      rehearsal.warnings.flatMap((text) => indented(text)),
    ),
    filesSection(rehearsal, out),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

/** The same for a program. No secret is in it, whatever the files hold. */
export function document(rehearsal: Rehearsal, out: string): string {
  const content = {
    project: rehearsal.project,
    stack: rehearsal.stack,
    resources: resourceTree(rehearsal),
    images: rehearsal.images,
    outputs: rehearsal.outputs,
    placeholders: rehearsal.placeholders,
    warnings: rehearsal.warnings,
    out,
    manifests: rehearsal.files.map(({ file, manifest }) => ({ file, manifest: manifest.shown })),
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${title}:`, ...lines];
}

function imageLines(image: ImageBuild): string[] {
  const details = [
    `context ${image.context}`,
    image.dockerfile === undefined ? undefined : `Dockerfile ${image.dockerfile}`,
    image.platform === undefined ? undefined : `platform ${image.platform}`,
    image.registry === undefined ? undefined : `registry ${image.registry}`,
    ...Object.entries(image.args).map(([key, value]) => `${key}=${value}`),
    image.push ? undefined : "not pushed",
    "manifests name the tag; a deployment puts the digest in its place",
  ];
  return [
    `  ${image.name}`,
    ...details.filter((text) => text !== undefined).map((text) => `    ${text}`),
  ];
}

function outputLines(rehearsal: Rehearsal): string[] {
  return Object.entries(rehearsal.outputs).flatMap(([key, value]) => outputLine(key, value, "  "));
}

function outputLine(key: string, value: Json, indent: string): string[] {
  if (typeof value !== "object" || value === null || Object.keys(value).length === 0) {
    return [`${indent}${key}: ${typeof value === "string" ? value : JSON.stringify(value)}`];
  }
  return [
    `${indent}${key}:`,
    ...Object.entries(value).flatMap(([name, item]) => outputLine(name, item, `${indent}  `)),
  ];
}

function placeholderLines(rehearsal: Rehearsal): string[] {
  const named = rehearsal.placeholders.map(({ text, meaning }) => `  ${text}: ${meaning}`);
  const secrets = rehearsal.files.filter(({ manifest }) =>
    JSON.stringify(manifest.content).includes(placeholderPrefix),
  );
  return [
    ...named,
    ...secrets.map(
      ({ file }) =>
        `  ${file}: values that begin with "${placeholderPrefix}" (fill them in before applying)`,
    ),
  ];
}

function filesSection(rehearsal: Rehearsal, out: string): string[] {
  const shown = path.relative(process.cwd(), out).startsWith("..")
    ? out
    : path.relative(process.cwd(), out) || ".";
  const confidential = rehearsal.files.some(({ manifest }) => manifest.confidential);
  return [
    `Manifests in ${shown}:`,
    ...rehearsal.files.map(
      ({ file, manifest }) => `  ${file}${manifest.confidential ? "  (holds secrets)" : ""}`,
    ),
    ...(confidential ? ["Keep the files that hold secrets out of version control."] : []),
  ];
}

function indented(text: string): string[] {
  return text.split("\n").map((line, index) => `${index === 0 ? "  - " : "    "}${line}`);
}
