import js from "@eslint/js";
import jsdoc from "eslint-plugin-jsdoc";
import globals from "globals";

const limits = {
  complexity: ["error", 8],
  "max-lines": ["error", { max: 200, skipBlankLines: true, skipComments: true }],
  "max-lines-per-function": ["error", { max: 30, skipBlankLines: true, skipComments: true }],
  "max-params": ["error", 4],
  "prefer-const": "error",
  "no-var": "error",
  eqeqeq: "error",
};

const docs = {
  "jsdoc/tag-lines": ["error", "any", { startLines: 1 }],
  "jsdoc/require-file-overview": ["error", { tags: { file: { mustExist: true } } }],
  "jsdoc/require-description": "error",
};

export default [
  { ignores: ["dist/"] },
  js.configs.recommended,
  jsdoc.configs["flat/recommended-typescript-flavor-error"],
  { settings: { jsdoc: { tagNamePreference: { returns: "return" } } } },
  {
    files: ["src/**/*.js"],
    languageOptions: { sourceType: "script", ecmaVersion: 2020 },
    // Apps Script files share one global scope, so tsc and not eslint resolves names there.
    rules: { ...limits, ...docs, "no-undef": "off", "no-unused-vars": ["error", { vars: "local" }] },
  },
  {
    files: ["configure.js", "test/**/*.js"],
    languageOptions: { sourceType: "commonjs", globals: globals.node },
    rules: { ...limits, ...docs },
  },
  {
    files: ["test/**/*.test.js"],
    rules: { "max-lines-per-function": "off" },
  },
];
