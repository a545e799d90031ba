import js from "@eslint/js";
import pulumi from "@pulumi/eslint-plugin";
import checkFile from "eslint-plugin-check-file";
import { createNodeResolver, importX } from "eslint-plugin-import-x";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

const rules = {
  "@typescript-eslint/no-explicit-any": "error",
  "@typescript-eslint/no-non-null-assertion": "error",
  "@typescript-eslint/switch-exhaustiveness-check": [
    "error",
    { considerDefaultExhaustiveForUnions: true },
  ],
  "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
  "@typescript-eslint/no-unused-vars": [
    "error",
    { argsIgnorePattern: "^_", varsIgnorePattern: "^_" },
  ],
  // Brackets tell a key of parsed YAML or of the environment from a declared property.
  "@typescript-eslint/dot-notation": ["error", { allowIndexSignaturePropertyAccess: true }],
  "@pulumi/no-output-in-template-literal": "error",
  "@pulumi/no-output-instance-in-template-literal": "error",
  "import-x/no-cycle": "error",
  "import-x/no-duplicates": "error",
  "import-x/order": [
    "error",
    {
      groups: ["builtin", "external", ["parent", "sibling", "index"]],
      "newlines-between": "never",
      alphabetize: { order: "asc", caseInsensitive: true },
    },
  ],
  "check-file/filename-naming-convention": [
    "error",
    { "**/*.ts": "CAMEL_CASE" },
    { ignoreMiddleExtensions: true },
  ],
  curly: ["error", "multi-line"],
  "func-style": ["error", "declaration", { allowArrowFunctions: true }],
  // PascalCase is for what stands for an enum.
  "@typescript-eslint/naming-convention": [
    "error",
    { selector: "default", format: null },
    {
      selector: "variable",
      modifiers: ["const", "global"],
      format: ["camelCase", "PascalCase"],
      filter: { regex: "^_+$", match: false },
    },
    { selector: "function", format: ["camelCase"] },
    { selector: "typeLike", format: ["PascalCase"] },
  ],
  "max-lines": ["error", 250],
  "max-lines-per-function": ["error", 40],
};

// The rooms of components/, each of which may use the ones before it, through their index alone.
const rooms = [
  ...["package", "rules", "roles", "kubernetes", "image", "identity", "storage", "raft", "network"],
  ...["edge", "configuration", "remotes", "pod", "hypervisors", "backup", "metrics"],
];

function doors(room, index) {
  const later = rooms.slice(index + 1).join("|");
  return {
    files: [`components/${room}/**/*.ts`],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            { regex: "^\\.\\./[^/]+/.", message: "A room has one door: its index." },
            ...(later === ""
              ? []
              : [{ regex: `^\\.\\./(${later})$`, message: `${room} comes before this room.` }]),
            {
              regex: `^\\.\\./(?!(${rooms.join("|")})$)`,
              message: "A room knows nothing of what puts the rooms together.",
            },
          ],
        },
      ],
    },
  };
}

export default defineConfig([
  {
    ignores: ["bin/", "node_modules/", "rehearsal/", "examples/", "tests/snapshots/", "**/*.d.ts"],
  },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { project: "tsconfig.check.json", tsconfigRootDir: import.meta.dirname },
    },
    plugins: { "@pulumi": pulumi, "check-file": checkFile, "import-x": importX },
    settings: {
      "import-x/extensions": [".ts", ".js"],
      "import-x/parsers": { "@typescript-eslint/parser": [".ts"] },
      "import-x/resolver-next": [createNodeResolver({ extensions: [".ts", ".js", ".json"] })],
    },
    rules,
  },
  ...rooms.map(doors),
  {
    files: ["components/*.ts", "index.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: `^\\./(components/)?(${rooms.join("|")})/.`,
              message: "A room has one door: its index.",
            },
          ],
        },
      ],
    },
  },
  {
    // A constructor is a table of contents and may be longer than what it calls.
    files: ["components/opennebula.ts"],
    rules: { "max-lines-per-function": ["error", 70] },
  },
  {
    // What `describe` is given is a chapter, not a function.
    files: ["tests/**/*.spec.ts"],
    rules: {
      "max-lines-per-function": "off",
      "@typescript-eslint/no-unused-expressions": "off",
    },
  },
  {
    files: ["**/*.js", "**/*.mjs"],
    languageOptions: { globals: { console: "readonly", process: "readonly", require: "readonly" } },
  },
]);
