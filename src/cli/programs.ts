import type { Finding } from '../diagnostics/finding.ts';
import type { Program } from '../model/program.ts';
import { findingsFormats } from '../report/findings/formats.ts';
import { WrongUse } from './failure.ts';
import { toFindingsDocument } from './findings.ts';
import type { Texts } from './fixing.ts';
import type { Io } from './io.ts';
import { render } from './rendering.ts';
import { displayPath } from './sources.ts';
import { compileTexts, openWorkspace } from './workspace.ts';

/** Programs that may run, with the texts that their positions mean. */
export interface Programs {
    readonly programs: readonly Program[];
    readonly texts: Texts;
}

/** `undefined` after saying on standard error why nothing may run. */
export async function compilePrograms(paths: readonly string[], io: Io): Promise<Programs | undefined> {
    const workspace = await openWorkspace(paths, io);
    const read = new Map<string, string>();
    const compiled = await compileTexts(workspace.texts, read, io);
    const texts = new Map([...read, ...workspace.texts]);
    const findings = [...workspace.unreadable, ...compiled.findings];
    const errors = findings.filter(it => it.severity === 'error');
    if (errors.length === 0) return { programs: compiled.programs, texts };
    await sayFindings(errors, texts, workspace.files, io);
    return undefined;
}

/** The one program that a path means. */
export async function compileProgram(
    path: string,
    io: Io,
): Promise<{ readonly program: Program; readonly texts: Texts } | undefined> {
    const compiled = await compilePrograms([path], io);
    if (compiled === undefined) return undefined;
    const { programs, texts } = compiled;
    const [program, second] = programs;
    if (program === undefined)
        throw new WrongUse(`There is no program in '${path}', only parts of one: name the file with 'program'.`);
    if (second === undefined) return { program, texts };
    const names = programs.map(it => `'${displayPath(it.span.file, io)}'`).join(', ');
    throw new WrongUse(`There are several programs in '${path}', name one of ${names}.`);
}

export async function sayFindings(findings: readonly Finding[], texts: Texts, files: number, io: Io): Promise<void> {
    const byPath = new Map([...texts].map(([uri, text]) => [displayPath(uri, io), text]));
    const document = toFindingsDocument(findings, files, io);
    io.stderr.write(await render(findingsFormats.text, document, io.stderr, io, file => byPath.get(file)));
}
