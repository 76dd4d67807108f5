import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/*
 * What is written from other files of the project and committed all the same, so that readers find it. The parser and
 * the highlighting come from `langium generate`, which runs before this.
 */

const root = fileURLToPath(new URL('..', import.meta.url));

await writePreparedGrammar();
writeVersion();
await writeDiagnosticPages();

function writeVersion(): void {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };
    const text = `// Generated from package.json by scripts/generate.ts.\nexport const version = '${version}';\n`;
    writeFileSync(join(root, 'src/cli/version.ts'), text);
}

/** One page for each diagnostic; pages of diagnostics that are gone go as well. */
async function writeDiagnosticPages(): Promise<void> {
    const { diagnosticEntries } = await import('../src/cli/entries.ts');
    const { renderIndex, renderPage } = await import('./diagnostic-pages.ts');
    const folder = join(root, 'docs/diagnostics');
    rmSync(folder, { recursive: true, force: true });
    const entries = [...diagnosticEntries].sort((a, b) => (a.code < b.code ? -1 : 1));
    for (const entry of entries) {
        const page = join(folder, `${entry.code}.md`);
        mkdirSync(dirname(page), { recursive: true });
        writeFileSync(page, renderPage(entry));
    }
    writeFileSync(join(folder, 'README.md'), renderIndex(entries));
}

/** Into the file of the grammar: whoever makes that anew makes sure that nothing old stays with it. */
async function writePreparedGrammar(): Promise<void> {
    const file = join(root, 'src/language/generated/grammar.ts');
    const mark = '\n/** Added by scripts/generate.ts. */\n';
    const [grammar = ''] = readFileSync(file, 'utf8').split(mark);
    writeFileSync(file, grammar);
    const { prepareGrammar } = await import('./prepare-grammar.ts');
    const { prepareLibrary } = await import('./prepare-library.ts');
    const added = Object.entries({ prepared: prepareGrammar(), preparedLibrary: prepareLibrary() })
        .map(([name, value]) => `export const ${name}: unknown = JSON.parse(${inQuotes(JSON.stringify(value))});\n`)
        .join('');
    const lazy = grammar.replace(
        "import { loadGrammarFromJson } from 'langium';",
        "import { loadGrammar as loadGrammarFromJson } from '../load-grammar.ts';",
    );
    writeFileSync(file, `${lazy}${mark}${added}`);
}

/** As a literal of JavaScript. Names of rules end with a space that cannot be seen. */
function inQuotes(json: string): string {
    const escaped = json.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\u200B', '\\u200B');
    return `'${escaped}'`;
}
