import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { compile } from '../../src/language/compile.ts';
import { nodeDataFiles } from '../../src/server/machine/node-data-files.ts';
import { withDataset } from '../cli/support/programs.ts';
import { Session, uriOf } from './support/session.ts';

test('the editor marks a column that the data does not have, and offers the one that was meant', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'loyalty-columns-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    writeFileSync(join(folder, 'data.csv'), 'member,at,prize\n');
    const uri = pathToFileURL(join(folder, 'a.loyalty')).href;
    const [program] = (await compile([{ uri, text: withDataset }])).programs;
    const found = program ? await nodeDataFiles.findings(program) : [];
    expect(found.map(({ message }) => message)).toEqual([
        "File 'data.csv' has no column 'price'. Did you mean 'prize'?",
    ]);

    const files = { ...nodeDataFiles, findings: async () => found.map(moved) };
    const session = new Session({ 'a.loyalty': withDataset }, { dataFiles: files });
    onTestFinished(() => session.end());
    await session.start();
    await session.open('a.loyalty');
    const messages = session.diagnostics.get(uriOf('a.loyalty'))?.map(({ message }) => message);
    expect(messages).toEqual(found.map(({ message }) => message));

    function moved<Found extends (typeof found)[number]>(finding: Found): Found {
        return { ...finding, span: { ...finding.span, file: uriOf('a.loyalty') } };
    }
});
