/** @file Lint for the desk page: the tools and limits of the add-on, in a browser. */

import { createRequire } from "node:module";

const addOn = createRequire(new URL("../../appsscript/package.json", import.meta.url));
const js = addOn("@eslint/js");
const globals = addOn("globals");
const { default: jsdoc } = await import(addOn.resolve("eslint-plugin-jsdoc"));

export default [
  { ignores: ["**/vendor/"] },
  js.configs.recommended,
  jsdoc.configs["flat/recommended-typescript-flavor-error"],
  { settings: { jsdoc: { tagNamePreference: { returns: "return" } } } },
  {
    languageOptions: { sourceType: "module", globals: globals.browser },
    rules: {
      complexity: ["error", 8],
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 30, skipBlankLines: true, skipComments: true }],
      "max-params": ["error", 4],
      "prefer-const": "error",
      "no-var": "error",
      eqeqeq: "error",
      "jsdoc/tag-lines": ["error", "any", { startLines: 1 }],
      "jsdoc/require-file-overview": ["error", { tags: { file: { mustExist: true } } }],
      "jsdoc/require-description": "error",
    },
  },
];
