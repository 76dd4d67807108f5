import { compile } from '../src/language/compile.ts';
import { createLoyaltyServices } from '../src/language/services.ts';
import { program } from './editor/documents.ts';
import { type Comparison, inTurns, millisecondsOf } from './rounds.ts';

/** What an editor does after a keystroke at most: everything, against reading the text alone. */
export async function buildLargeProgram(): Promise<readonly Comparison[]> {
    const { text } = program(5000);
    const { loyalty } = createLoyaltyServices();
    const source = { uri: 'file:///large.loyalty', text };
    const { findings, programs } = await compile([source]);
    const errors = findings.filter(it => it.severity === 'error');
    if (programs.length !== 1) throw new Error(`the large program must have no error: ${errors[0]?.message}`);
    const { build, parse } = await inTurns({
        build: () => millisecondsOf(() => compile([source])),
        parse: () => millisecondsOf(() => loyalty.parser.LangiumParser.parse(text)),
    });
    const lines = text.split('\n').length.toLocaleString('en-US');
    return [
        {
            what: `full build of ${lines} lines, warm`,
            unit: 'ms',
            ours: build,
            other: 'its parse alone',
            others: parse,
        },
    ];
}
