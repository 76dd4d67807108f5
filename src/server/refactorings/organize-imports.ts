import type { LangiumDocument } from 'langium';
import { compile, type SourceText } from '../../language/compile.ts';
import type * as ast from '../../language/generated/ast.ts';
import { documentOf, fileOf, importUri } from '../../language/names.ts';
import { isLibrary } from '../library-document.ts';
import type { LoyaltyServerServices } from '../services.ts';
import { commentsIn } from './comments.ts';
import type { Refactoring } from './refactoring.ts';
import { sayProgram } from './same-program.ts';
import { startWithComments, textEdit } from './text.ts';

/** Sorts imports, each once, without those that nothing needs; as much of it as leaves every program what it is. */
export const organizeImports: Refactoring = {
    kind: 'source.organizeImports',
    offers: ({ document }, services) => {
        const imports = fileOf(document)?.imports ?? [];
        if (imports.length === 0 || document.parseResult.parserErrors.length > 0) return [];
        return [{ title: 'Organize imports', edits: () => organized(document, imports, services) }];
    },
};

type Line = { readonly path: string; readonly text: string; readonly uri: string };

async function organized(
    document: LangiumDocument,
    imports: readonly ast.Import[],
    services: LoyaltyServerServices,
): Promise<readonly ReturnType<typeof textEdit>[] | undefined> {
    const text = document.textDocument.getText();
    const lines = imports.map((node, index) => lineOf(document, node, index === 0));
    const [start, end] = [lines[0]?.start ?? 0, lines.at(-1)?.end ?? 0];
    const once = lines.filter(({ uri }, index) => lines.findIndex(each => each.uri === uri) === index);
    const needed = once.filter(({ uri }) => isNamed(document, uri));
    const files = concerned(document, services);
    const before = await meaning(files);
    const sorted = (all: readonly Line[]): readonly Line[] => all.toSorted((a, b) => (a.path < b.path ? -1 : 1));
    for (const choice of [sorted(needed), needed, sorted(once), once]) {
        const written = choice.map(each => each.text).join('\n');
        if (written === text.slice(start, end)) return undefined;
        const changed = text.slice(0, start) + written + text.slice(end);
        const after = files.map(each => (each.uri === document.uri.toString() ? { ...each, text: changed } : each));
        if ((await meaning(after)) === before) return [textEdit(document, start, end, written)];
    }
    return undefined;
}

/** An import with the comments above and behind it. Those above the first are about the file. */
function lineOf(document: LangiumDocument, node: ast.Import, isFirst: boolean): Line & { start: number; end: number } {
    const text = document.textDocument.getText();
    const { offset = 0, end: last = 0 } = node.$cstNode ?? {};
    const start = isFirst || !node.$cstNode ? offset : startWithComments(node.$cstNode);
    const end = last + (/^[ \t]*\/\/[^\r\n]*/.exec(text.slice(last))?.[0].length ?? 0);
    const uri = importUri(document.uri, node.path)?.toString() ?? node.path;
    return { path: node.path, uri, text: text.slice(start, end), start, end };
}

/** Whether a name in the file leads to the other file. What has comments of its own is kept, for its author's sake. */
function isNamed(document: LangiumDocument, uri: string): boolean {
    const node = fileOf(document)?.imports.find(each => importUri(document.uri, each.path)?.toString() === uri);
    if (node && commentsIn(node).length > 0) return true;
    return document.references.some(
        reference => 'ref' in reference && reference.ref && documentOf(reference.ref).uri.toString() === uri,
    );
}

/** All files of all programs that this one is part of. */
function concerned(document: LangiumDocument, services: LoyaltyServerServices): readonly SourceText[] {
    const names = services.loyalty.Names;
    const programs = names.programsOf(document).map(documentOf);
    const files = new Set([document, ...programs].flatMap(each => names.closureOf(each)));
    return [...files]
        .filter(each => !isLibrary(each))
        .map(each => ({ uri: each.uri.toString(), text: each.textDocument.getText() }));
}

/** What all programs come to, and what is wrong with them. */
async function meaning(files: readonly SourceText[]): Promise<string> {
    const { findings, programs } = await compile(files);
    const wrong = findings.filter(({ severity }) => severity === 'error');
    const said = wrong.map(({ code, message, span }) => `${span.file} ${code} ${message}`).toSorted();
    return JSON.stringify([said, programs.map(sayProgram)]);
}
