import { hashText } from '../base/random.ts';
import type { Instant } from '../base/zone.ts';
import { originOf } from '../engine/origin.ts';
import type { Snapshot } from '../engine/snapshot.ts';
import type { Program } from '../model/program.ts';
import { type Refused, refuse } from './result.ts';

/** Which rules a state came about by. */
export interface SavedProgram {
    readonly name: string;
    /** As the program says it; `null` where it says none. */
    readonly version: string | null;
    /** The same for the same rules, whatever their titles, comments, tests and datasets. */
    readonly rules: string;
}

/**
 * Members and what they share, as plain JSON: `JSON.stringify` and `JSON.parse` lose nothing of it, and the order of its
 * keys means nothing. What is inside `shared` and `state` belongs to the engine and may change with `schema`.
 */
export interface SavedMembers {
    readonly schema: 'loyalty/members/1';
    readonly program: SavedProgram;
    /** Milliseconds since 1970. */
    readonly begins: Instant;
    readonly events: number;
    /** Budgets, limits of the whole program, coupons, balances of groups, rankings. */
    readonly shared: Snapshot;
    readonly members: readonly Snapshot[];
    /** Tells whether all of this is as it was saved. Against accidents, not against forgery. */
    readonly digest: string;
}

/** One member by itself, without what members share. */
export interface SavedMember {
    readonly schema: 'loyalty/member/1';
    readonly program: SavedProgram;
    readonly member: string;
    readonly state: Snapshot;
    readonly digest: string;
}

export function identityOf(program: Program): SavedProgram {
    const { rules, version } = originOf(program);
    return { name: program.name, version, rules };
}

export function sealed<T extends object>(content: T): T & { readonly digest: string } {
    return { ...content, digest: digestOf(content) };
}

/** What was given, if it is what `sealed` made for this schema and can be taken up by this program. */
export function opened<T extends SavedMember | SavedMembers>(
    given: unknown,
    schema: T['schema'],
    program: Program,
    mayMigrate: boolean,
): T | Refused {
    if (!isObject(given) || typeof given.schema !== 'string')
        return refuse(`This is no saved state: it must be an object with the schema '${schema}'.`);
    if (given.schema !== schema)
        return refuse(`The saved state has the schema '${given.schema}', and must have '${schema}'.`);
    const { digest, ...content } = given;
    if (digest !== digestOf(content)) return refuse('The saved state is damaged: it is not as it was saved.');
    // What has its digest was made by `sealed`.
    const saved = given as unknown as T;
    const problem = mismatch(saved.program, program, mayMigrate);
    return problem === undefined ? saved : refuse(problem);
}

function mismatch(from: SavedProgram, program: Program, mayMigrate: boolean): string | undefined {
    const to = identityOf(program);
    if (from.name !== to.name) return `The saved state is of the program '${from.name}', not of '${to.name}'.`;
    if (from.rules === to.rules || mayMigrate) return undefined;
    const versions =
        from.version === to.version
            ? `has other rules, with the same version ${say(to)}`
            : `is version ${say(to)}, the saved state of version ${say(from)}`;
    return `'${to.name}' ${versions}. Load the program that saved it, or resume with { migrate: true }.`;
}

const say = ({ version }: SavedProgram): string => (version === null ? '(none)' : `"${version}"`);

/** Databases put keys in an order of their own. */
function digestOf(content: unknown): string {
    const text = JSON.stringify(content, (_, value: unknown) =>
        isObject(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value,
    );
    return [0, 1].map(seed => hashText(text, seed).toString(16).padStart(8, '0')).join('');
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);

export const unreadable = (error: unknown): Refused =>
    refuse(`The saved state cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
