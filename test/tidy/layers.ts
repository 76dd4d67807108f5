/** The folders of `src`, lowest first. A folder imports from itself and from lines above its own. */
export const lines = [
    ['base'],
    ['diagnostics', 'model', 'protocol'],
    ['language', 'analysis', 'engine'],
    ['format', 'history', 'simulate', 'report'],
    ['embed'],
    ['cli', 'server', 'extension', 'webview'],
] as const;

export type Layer = (typeof lines)[number][number];

/** Folders that may import less than the lines above (or, for a reason, something of their own line). */
const narrower: Partial<Record<Layer, readonly Layer[]>> = {
    engine: ['base', 'diagnostics', 'model'],
    // It may ask the engine to replay a witness.
    analysis: ['base', 'diagnostics', 'model', 'engine'],
    // The documents that requests carry.
    protocol: ['base', 'diagnostics', 'model'],
    history: ['base', 'diagnostics', 'model', 'analysis', 'engine'],
    // It runs in browsers; of history it takes what reads values.
    embed: ['base', 'diagnostics', 'model', 'language', 'engine', 'history', 'simulate'],
    extension: ['protocol'],
    webview: ['protocol'],
};

/** Single files that may import a folder of their own line, each for a reason. */
export const exceptions: Readonly<Record<string, Layer>> = {
    // A thread makes members of columns: what it needs for that can not be handed to it.
    'src/simulate/workers/entry.ts': 'history',
    // `loyalty lsp` starts the server.
    'src/cli/commands/lsp.ts': 'server',
};

export const layers: readonly Layer[] = lines.flat();

export function importableFrom(layer: Layer): readonly Layer[] {
    const line = lines.findIndex(folders => (folders as readonly Layer[]).includes(layer));
    return narrower[layer] ?? lines.slice(0, line).flat();
}

/**
 * Which files may import a package (or `node:`); paths below `src`, folders with a slash at their end. Packages that
 * are not listed may not be imported at all; tests and scripts are free.
 */
export const packages: Readonly<Record<string, readonly string[]>> = {
    'node:': ['history/', 'cli/', 'server/machine/', 'simulate/workers/', 'extension/'],
    '@duckdb/': ['history/'],
    'langium/lsp': ['server/', 'language/services.ts'],
    'langium/node': ['server/'],
    langium: ['language/', 'format/', 'server/'],
    chevrotain: ['language/', 'server/'],
    'chevrotain-allstar': ['language/'],
    prettier: ['format/'],
    echarts: ['report/'],
    commander: ['cli/'],
    vscode: ['extension/'],
    'vscode-languageclient': ['extension/'],
    'vscode-languageserver': ['server/'],
    'vscode-languageserver-protocol': ['server/'],
    'vscode-languageserver-textdocument': ['language/', 'server/'],
    'vscode-languageserver-types': ['server/'],
    'vscode-uri': ['language/', 'server/'],
};

/** The longest key that is the package or stands before its path. */
export function ruleFor(specifier: string): string | undefined {
    const fits = (key: string) => specifier === key || specifier.startsWith(/[/:]$/.test(key) ? key : `${key}/`);
    return Object.keys(packages)
        .filter(fits)
        .sort((a, b) => b.length - a.length)[0];
}
