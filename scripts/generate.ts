import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { diagnosticEntries } from '../src/cli/entries.ts';
import { renderIndex, renderPage } from './diagnostic-pages.ts';

/*
 * What is written from other files of the project and committed all the same, so that readers find it. The parser and
 * the highlighting come from `langium generate`, which runs before this.
 */

const root = fileURLToPath(new URL('..', import.meta.url));

writeVersion();
writeDiagnosticPages();

function writeVersion(): void {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };
    const text = `// Generated from package.json by scripts/generate.ts.\nexport const version = '${version}';\n`;
    writeFileSync(join(root, 'src/cli/version.ts'), text);
}

/** One page for each diagnostic; pages of diagnostics that are gone go as well. */
function writeDiagnosticPages(): void {
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
