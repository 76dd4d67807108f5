import type { CoverageDocument, CoveragePlace } from '../../model/documents/coverage.ts';
import { plain } from '../escape.ts';

/**
 * LCOV's trace format: rules are functions, the outcomes of conditions and thresholds are branches, and a line counts
 * as reached by as many tests (or members) as came to anything of it.
 */
export function coverageLcov({ places, of }: CoverageDocument): string {
    return [...Map.groupBy(places, ({ file }) => file)].map(([file, found]) => record(file, found, of)).join('');
}

function record(file: string, places: readonly CoveragePlace[], of: string): string {
    const rules = places.filter(({ kind }) => kind === 'rule');
    const decisions = places.filter(({ kind }) => kind !== 'rule');
    const branches = decisions.flatMap(({ line, outcomes }, block) => {
        const isSeen = outcomes.some(({ reached }) => reached > 0);
        return outcomes.map(({ reached }, branch) => `BRDA:${line},${block},${branch},${isSeen ? reached : '-'}`);
    });
    const lines = hitsByLine(places);
    return `${[
        `TN:${of}`,
        `SF:${plain(file)}`,
        ...rules.map(({ line, of: name, text }, index) => `FN:${line},${functionName(name, text, index)}`),
        ...rules.map((rule, index) => `FNDA:${most(rule)},${functionName(rule.of, rule.text, index)}`),
        `FNF:${rules.length}`,
        `FNH:${rules.filter(rule => most(rule) > 0).length}`,
        ...branches,
        `BRF:${branches.length}`,
        `BRH:${branches.filter(text => !/,(?:0|-)$/.test(text)).length}`,
        ...[...lines].map(([line, hits]) => `DA:${line},${hits}`),
        `LF:${lines.size}`,
        `LH:${[...lines.values()].filter(hits => hits > 0).length}`,
        'end_of_record',
    ].join('\n')}\n`;
}

/** Names of functions are told apart by their number where they say the same. */
const functionName = (of: string, text: string, index: number): string =>
    plain(text === of ? of : `${of} ${index + 1}: ${text}`);

const most = ({ outcomes }: CoveragePlace): number => Math.max(0, ...outcomes.map(({ reached }) => reached));

/** In the order of lines. */
export function hitsByLine(places: readonly CoveragePlace[]): ReadonlyMap<number, number> {
    const lines = new Map<number, number>();
    for (const place of places) lines.set(place.line, Math.max(lines.get(place.line) ?? 0, most(place)));
    return new Map([...lines].toSorted(([a], [b]) => a - b));
}
