import type { ComparisonDocument } from '../../../src/model/documents/comparison.ts';
import type { Program } from '../../../src/model/program.ts';
import { type ComparisonRequest, compare } from '../../../src/simulate/compare/compare.ts';
import type { Source } from '../../../src/simulate/source.ts';
import { CLUB, programOf } from '../support/programs.ts';

/** The club with some of its text replaced: `['1 Star per 1 EUR', '2 Star per 1 EUR']`. */
export function edited(...edits: readonly (readonly [string, string])[]): string {
    return edits.reduce((text, [was, is]) => {
        if (!text.includes(was)) throw new Error(`the club says '${was}'`);
        return text.replace(was, is);
    }, CLUB);
}

export async function compareTexts(
    before: string,
    after: string,
    source: Source,
    more: Partial<ComparisonRequest> = {},
): Promise<ComparisonDocument> {
    const version = async (text: string, label: string) => ({
        program: await programOf(text),
        label,
        texts: () => text,
    });
    const both = { old: await version(before, 'old'), new: await version(after, 'new') };
    return compared({ ...both, source, dataset: 'Test', remarks: [], ...more });
}

export async function comparePrograms(
    before: Program,
    after: Program,
    source: Source,
    more: Partial<ComparisonRequest> = {},
): Promise<ComparisonDocument> {
    const version = (program: Program, label: string) => ({ program, label, texts: () => undefined });
    return compared({
        old: version(before, 'old'),
        new: version(after, 'new'),
        source,
        dataset: 'Test',
        remarks: [],
        ...more,
    });
}

async function compared(request: ComparisonRequest): Promise<ComparisonDocument> {
    const result = await compare(request);
    if (result.kind === 'broken laws') throw new Error(JSON.stringify(result.broken));
    return result.document;
}
