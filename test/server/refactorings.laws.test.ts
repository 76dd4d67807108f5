import { type AstNode, AstUtils } from 'langium';
import { describe, expect, test, vi } from 'vitest';
import type { CodeAction } from 'vscode-languageserver';
import { formatText } from '../../src/format/format.ts';
import { compile } from '../../src/language/compile.ts';
import { offered, resolved } from '../../src/server/refactorings/offered.ts';
import { runTests } from '../../src/simulate/tests.ts';
import { commentsOf } from '../format/support/tokens.ts';
import { edited, exampleFiles, type Opened, openFiles } from './support/examples.ts';
import { meaningOf } from './support/meaning.ts';

vi.setConfig({ testTimeout: 240_000 });

/** How many offers of each kind are tried in each example; all with ALL_REFACTORINGS=1. */
const TRIED = process.env.ALL_REFACTORINGS ? Number.POSITIVE_INFINITY : 1;

/** These say another thing than before, on purpose. */
const CHANGES_MEANING = /^Convert to /;
/** These leave the model as it is, but for names of segments and metrics. */
const SAME_MODEL = /^(Extract|Inline)/;

describe.each([...exampleFiles()])('refactorings of %s', (_, files) => {
    test('are laid out, keep comments and meaning, and pass its tests', async () => {
        const opened = await openFiles(files);
        const [program] = (await compile(files)).programs;
        if (!program) throw new Error('Every example is a program.');
        const before = meaningOf(program);
        for (const action of sample(offersOf(opened))) {
            const edit = await resolved(opened.services, action).then(
                each => each.edit,
                (error: Error) => {
                    if (!error.message.endsWith('write the test by hand.')) throw error;
                },
            );
            if (edit === undefined) continue;
            const after = edited(files, edit);
            const context = `${action.title} at ${action.data.range.start.line + 1}`;
            if (!action.kind?.startsWith('source.')) expect(after, context).not.toEqual(files);
            for (const { text } of after) {
                const layout = formatText(text);
                expect(layout.kind === 'formatted' ? layout.text : layout.reason, context).toBe(text);
            }
            expect(commentsOf(after.map(each => each.text).join('\n')), context).toEqual(
                commentsOf(files.map(each => each.text).join('\n')),
            );
            const compiled = await compile(after);
            expect(
                compiled.findings.filter(each => each.severity === 'error').map(each => each.message),
                context,
            ).toEqual([]);
            const [changed] = compiled.programs;
            if (!changed || CHANGES_MEANING.test(action.title)) continue;
            if (SAME_MODEL.test(action.title)) expect(meaningOf(changed), context).toEqual(before);
            else
                expect(
                    runTests(changed).tests.filter(each => each.status !== 'passed'),
                    context,
                ).toEqual([]);
        }
    });
});

/** Every offer at the beginning of every node, each once. */
function offersOf({ services, documents }: Opened): readonly CodeAction[] {
    const seen = new Map<string, CodeAction>();
    for (const document of documents) {
        for (const node of AstUtils.streamAllContents(document.parseResult.value)) {
            const offset = startOf(node);
            const start = document.textDocument.positionAt(offset);
            for (const action of offered(services, document, { start, end: start })) {
                const declaration = topOf(node).$cstNode?.offset;
                const key = `${document.uri} ${declaration} ${action.title}`;
                if (!seen.has(key)) seen.set(key, action);
            }
        }
    }
    return [...seen.values()];
}

const startOf = (node: AstNode): number => node.$cstNode?.offset ?? 0;

function topOf(node: AstNode): AstNode {
    let top = node;
    while (top.$container?.$container) top = top.$container;
    return top;
}

/** Some of each kind, spread over the file. */
function sample(actions: readonly CodeAction[]): readonly CodeAction[] {
    const kinds = Map.groupBy(actions, ({ data }) => String(data?.refactoring));
    return [...kinds.values()].flatMap(all => {
        const step = Math.max(1, all.length / TRIED);
        return all.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
    });
}
