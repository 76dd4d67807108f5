import { didYouMean } from '../base/did-you-mean.ts';
import { quoteList } from '../base/text.ts';
import type { Finding } from '../diagnostics/finding.ts';
import { compile } from '../language/compile.ts';
import type { Program } from '../model/program.ts';

export type Loaded =
    /** `findings`: warnings and hints. */
    | { readonly ok: true; readonly program: Program; readonly findings: readonly Finding[] }
    /** `problems`: a sentence each, with file and line; `findings` has the same with codes and ways to mend them. */
    | { readonly ok: false; readonly problems: readonly string[]; readonly findings: readonly Finding[] };

export interface LoadOptions {
    /** Name of the program, where the texts have several. */
    readonly program?: string;
}

/**
 * A program from its text, or from the texts of its files by their paths (`import "./prices"` finds `prices.loyalty`
 * beside the file that says so). Reads no disk. A program with an error is refused, with all that is wrong with it.
 */
export async function loadProgram(
    source: string | Readonly<Record<string, string>>,
    options: LoadOptions = {},
): Promise<Loaded> {
    const files = typeof source === 'string' ? { 'program.loyalty': source } : (source ?? {});
    const names = new Map(Object.keys(files).map(name => [new URL(encodeURI(name), ROOT).href, name]));
    const sources = [...names].map(([uri, name]) => ({ uri, text: files[name] ?? '' }));
    const { findings, programs } = await compile(sources);
    const named = findings.map(each => withNames(each, names));
    const fail = (...problems: readonly string[]): Loaded => ({ ok: false, problems, findings: named });
    const errors = named.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) return fail(...errors.map(say));
    const found = programs.map(({ name }) => name);
    const wanted = options.program;
    const [program] = wanted === undefined ? programs : programs.filter(({ name }) => name === wanted);
    if (wanted !== undefined && program === undefined)
        return fail(`There is no program '${wanted}'.${didYouMean(wanted, found)}`);
    if (program === undefined) return fail('There is no program: a file must begin with program NAME { … }.');
    if (wanted === undefined && programs.length > 1)
        return fail(`There are several programs, ${quoteList(found)}: say which one with { program: '${found[0]}' }.`);
    return { ok: true, program, findings: named };
}

const ROOT = 'file:///';

const say = ({ span, message }: Finding): string => `${span.file}:${span.line + 1}:${span.column + 1}: ${message}`;

function withNames(finding: Finding, names: ReadonlyMap<string, string>): Finding {
    const named = <Place extends { readonly file: string }>(place: Place): Place => ({
        ...place,
        file: names.get(place.file) ?? place.file,
    });
    return {
        ...finding,
        span: named(finding.span),
        fixes: finding.fixes.map(fix => ({ ...fix, edits: fix.edits.map(named) })),
        related: finding.related.map(each => ({ ...each, span: named(each.span) })),
    };
}
