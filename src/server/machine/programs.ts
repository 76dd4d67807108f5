import { compile } from '../../language/compile.ts';
import type { Program } from '../../model/program.ts';
import type { Refused } from '../../protocol/requests.ts';
import type { SourceText } from '../tasks.ts';

/** The programs of these files, or why none of them can run. */
export async function programsOf(sources: readonly SourceText[]): Promise<readonly Program[] | Refused> {
    const { findings, programs } = await compile(sources);
    const errors = findings.filter(finding => finding.severity === 'error');
    const [first] = errors;
    if (!first) return programs;
    const file = decodeURIComponent(first.span.file.split('/').at(-1) ?? first.span.file);
    const more = errors.length === 1 ? 'an error' : `${errors.length} errors`;
    return {
        kind: 'refused',
        reason: `The program has ${more}; the first is in ${file}, line ${first.span.line + 1}: ${first.message}`,
    };
}
