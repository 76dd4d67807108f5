import { quoteList } from '../base/text.ts';
import type { Program } from '../model/program.ts';
import { WrongUse } from './failure.ts';
import type { Texts } from './fixing.ts';
import type { Io } from './io.ts';
import { compilePrograms, type Programs, sayFindings } from './programs.ts';
import { parseRevision, type RevisionName, readRevision } from './revision.ts';
import { displayPath } from './sources.ts';
import { compileTexts } from './workspace.ts';

/** A program of which another version exists. */
export interface Version {
    readonly program: Program;
    readonly texts: Texts;
    /** As it was named. */
    readonly label: string;
}

/** Two versions of one program; `undefined` after saying on standard error why one of them can't run. */
export async function compileVersions(
    old: string,
    fresh: string,
    io: Io,
): Promise<{ readonly old: Version; readonly new: Version } | undefined> {
    const [oldRevision, newRevision] = [parseRevision(old), parseRevision(fresh)];
    if (oldRevision !== undefined && newRevision !== undefined && oldRevision.path === undefined) {
        if (newRevision.path === undefined)
            throw new WrongUse(`'${old}' and '${fresh}' must say which program: ${fresh}:path/of/program.`);
    }
    const compiledNew = await compileVersion(fresh, newRevision, old, io);
    const compiledOld = await compileVersion(old, oldRevision, newRevision?.path ?? fresh, io);
    if (compiledNew === undefined || compiledOld === undefined) return undefined;
    const after = onlyProgram(compiledNew, fresh, compiledOld.programs, io);
    const before = onlyProgram(compiledOld, old, [after], io);
    return {
        old: { program: before, texts: compiledOld.texts, label: old },
        new: { program: after, texts: compiledNew.texts, label: fresh },
    };
}

/** A program as it was: in a revision, or in another file; `undefined` after saying why that can't run. */
export async function compileVersionOf(label: string, program: Program, io: Io): Promise<Version | undefined> {
    const compiled = await compileVersion(label, parseRevision(label), displayPath(program.span.file, io), io);
    if (compiled === undefined) return undefined;
    return { program: onlyProgram(compiled, label, [program], io), texts: compiled.texts, label };
}

async function compileVersion(
    label: string,
    revision: RevisionName | undefined,
    beside: string,
    io: Io,
): Promise<Programs | undefined> {
    if (revision === undefined) return compilePrograms([label], io);
    const { texts, read } = await readRevision(revision, beside, io);
    const imported = new Map<string, string>();
    const { findings, programs } = await compileTexts(texts, imported, io, read);
    const all = new Map([...imported, ...texts]);
    const errors = findings.filter(it => it.severity === 'error');
    if (errors.length === 0) return { programs, texts: all };
    io.stderr.write(`In '${label}':\n`);
    await sayFindings(errors, all, texts.size, io);
    return undefined;
}

/** Of several programs, the one that the other side has too. */
function onlyProgram({ programs }: Programs, label: string, others: readonly Program[], io: Io): Program {
    const [first, second] = programs;
    if (first === undefined)
        throw new WrongUse(`There is no program in '${label}', only parts of one: name the file with 'program'.`);
    if (second === undefined) return first;
    const common = programs.filter(({ name }) => others.some(other => other.name === name));
    const [only, another] = common;
    if (only !== undefined && another === undefined) return only;
    const names = programs.map(it => displayPath(it.span.file, io));
    throw new WrongUse(`There are several programs in '${label}', name one of ${quoteList(names, 'or')}.`);
}
