/**
 * What the suite, inside VS Code, tells the launcher outside: one JSON document per line of a file,
 * for the output of VS Code's extension host does not reach the launcher.
 */
export type ResultLine =
    | { readonly kind: 'test'; readonly name: string; readonly milliseconds: number; readonly error?: string }
    | { readonly kind: 'end'; readonly passed: number; readonly failed: number };

/** The names of the environment variables by which the launcher speaks to the suite. */
export const variables = {
    results: 'LOYALTY_TEST_RESULTS',
    trust: 'LOYALTY_TEST_TRUST',
    filter: 'LOYALTY_TEST_FILTER',
} as const;
