import { dirname } from 'node:path';
import type { Finding } from '../diagnostics/finding.ts';
import type { Program } from '../model/program.ts';
import type { Texts } from './fixing.ts';
import type { Io } from './io.ts';
import { notTextFinding } from './not-text.ts';
import { displayPath, findSources, readImport, readSource, toPath, toUri } from './sources.ts';

/** Program files and what is known of them. */
export interface Workspace {
    /** Of the files that were asked for, and of those that they import. */
    readonly texts: Texts;
    /** How many files were asked for. */
    readonly files: number;
    readonly byteOrderMarks: ReadonlySet<string>;
    /** About files that are no text. */
    readonly unreadable: readonly Finding[];
}

export interface Compilation {
    readonly findings: readonly Finding[];
    readonly programs: readonly Program[];
}

/** Reads the files that the paths mean: by themselves, or below folders. */
export async function openWorkspace(paths: readonly string[], io: Io): Promise<Workspace> {
    const texts = new Map<string, string>();
    const byteOrderMarks = new Set<string>();
    const unreadable: Finding[] = [];
    const found = await findSources(paths, io);
    for (const path of found) {
        io.signal.throwIfAborted();
        const source = await readSource(path, io);
        if (source.text === undefined) unreadable.push(notTextFinding(source.uri, displayPath(source.uri, io)));
        else {
            texts.set(source.uri, source.text);
            if (source.hasByteOrderMark) byteOrderMarks.add(source.uri);
        }
    }
    return { texts, files: found.length, byteOrderMarks, unreadable };
}

const DAY_MS = 86_400_000;

/** Compiles texts; those that they import and that are not among them are read, and remembered in `read`. */
export async function compileTexts(
    texts: Texts,
    read: Map<string, string>,
    io: Io,
    readText: (uri: string) => Promise<string | undefined> = uri => readImport(uri, io),
): Promise<Compilation> {
    const { compile } = await import('../language/compile.ts');
    const sources = [...texts].map(([uri, text]) => ({ uri, text }));
    const { findings, programs } = await compile(sources, {
        today: Math.floor(io.now() / DAY_MS),
        read: async uri => {
            const text = await readText(uri);
            if (text !== undefined) read.set(toOurSpelling(uri), text);
            return text;
        },
    });
    return { findings: findings.map(spellUris), programs };
}

/** What is wrong with how programs map the columns of data that lies beside them. */
export async function columnFindings(programs: readonly Program[]): Promise<readonly Finding[]> {
    const withData = programs.filter(({ datasets, span }) => datasets.length > 0 && span.file.startsWith('file:'));
    if (withData.length === 0) return [];
    const { checkColumns } = await import('../history/check-columns.ts');
    const findings: Finding[] = [];
    for (const program of withData) findings.push(...(await checkColumns(program, dirname(toPath(program.span.file)))));
    return findings.map(spellUris);
}

/** A file has many URIs (`a(b)`, `a%28b%29`): texts are looked up by the one that `readSource` gives. */
const toOurSpelling = (uri: string): string => (uri.startsWith('file:') ? toUri(toPath(uri)) : uri);

function spellUris(finding: Finding): Finding {
    const spell = <Place extends { readonly file: string }>(place: Place): Place => ({
        ...place,
        file: toOurSpelling(place.file),
    });
    const fixes = finding.fixes.map(fix => ({ ...fix, edits: fix.edits.map(spell) }));
    const related = finding.related.map(it => ({ ...it, span: spell(it.span) }));
    return { ...finding, span: spell(finding.span), fixes, related };
}

/** Programs this large are compiled in a process of their own: nobody should wait for Ctrl-C. Paths that are wrong are light. */
export async function isLarge(paths: readonly string[], io: Io): Promise<boolean> {
    const { stat } = await import('node:fs/promises');
    let bytes = 0;
    for (const path of await findSources(paths, io)) bytes += (await stat(path).catch(() => undefined))?.size ?? 0;
    return bytes > LARGE_BYTES;
}

const LARGE_BYTES = 1_000_000;
