import { hashText } from '../base/random.ts';
import type { Program } from '../model/program.ts';

/** The rules by which a state came about: what a newer version must know of them to take it up. Plain JSON. */
export interface Origin {
    readonly program: string;
    readonly version: string | null;
    /** The same for the same rules, whatever their titles, comments and tests. */
    readonly rules: string;
    readonly decimals: { readonly [points: string]: number };
    /** Names of the tiers, lowest first. */
    readonly ladders: { readonly [ladder: string]: readonly string[] };
}

const known = new WeakMap<Program, Origin>();

export function originOf(program: Program): Origin {
    const found = known.get(program);
    if (found !== undefined) return found;
    const origin: Origin = {
        program: program.name,
        version: program.version ?? null,
        rules: fingerprint(program),
        decimals: Object.fromEntries(program.points.map(({ name, decimals }) => [name, decimals])),
        ladders: Object.fromEntries(program.ladders.map(({ name, tiers }) => [name, tiers.map(tier => tier.name)])),
    };
    known.set(program, origin);
    return origin;
}

/** What says nothing about what happens to members. */
const ASIDE: ReadonlySet<string> = new Set([
    ...['span', 'doc', 'title', 'files', 'tests', 'datasets', 'goals', 'invariants', 'assumptions', 'migrations'],
]);

function fingerprint(program: Program): string {
    const text = JSON.stringify(program, (key, value: unknown) => {
        if (ASIDE.has(key)) return undefined;
        if (typeof value === 'bigint') return String(value);
        return value instanceof Map || value instanceof Set ? [...value] : value;
    });
    return [0, 1].map(seed => hashText(text, seed).toString(16).padStart(8, '0')).join('');
}
