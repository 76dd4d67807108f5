import type { Program } from '../../../model/program.ts';
import { type Change, changesBetween } from './changes.ts';
import { sameMeaning, textsIn } from './same-meaning.ts';

/** Changes that are switched together, as one of them needs the other; the first is what the edit is called after. */
export interface Edit {
    readonly changes: readonly Change[];
    /** Whether it can change anything for a member. */
    readonly matters: boolean;
}

/** More edits than these are switched as one: each one is a simulation of its own. */
export const MOST_EDITS = 8;

/** The difference of two versions as edits, each of which can be switched without the others. */
export function editsBetween(before: Program, after: Program): Edit[] {
    const changes = changesBetween(before, after);
    const edits = [...groupsOf(changes).values()].map(group => ({
        changes: group.toSorted((a, b) => weight(a) - weight(b)),
        matters: group.some(matters),
    }));
    return pooled(edits);
}

function pooled(edits: readonly Edit[]): Edit[] {
    const [weighty, light] = [edits.filter(edit => edit.matters), edits.filter(edit => !edit.matters)];
    if (weighty.length <= MOST_EDITS) return [...weighty, ...light];
    const rest = weighty.slice(MOST_EDITS - 1).flatMap(edit => edit.changes);
    return [...weighty.slice(0, MOST_EDITS - 1), { changes: rest, matters: true }, ...light];
}

/** Goals are judged after all is done; what is only declared and used by no changed rule does nothing. */
function matters({ list, kind }: Change): boolean {
    if (JUDGES.has(list)) return false;
    return kind === 'changed' || kind === 'reordered' || !SUPPORT.has(list);
}

/** They look on. */
const JUDGES = new Set(['goals', 'invariants', 'assumptions']);

const SUPPORT = new Set(['metrics', 'segments', 'rankings', 'memberFields', 'itemFields', 'events', 'channels']);

/** Rules before what they stand on. */
const weight = ({ list, kind }: Change): number => (SUPPORT.has(list) ? 2 : 0) + (kind === 'reordered' ? 1 : 0);

/** Joins what can't be switched apart. Names may mean something else by chance: that joins too much, never too little. */
function groupsOf(changes: readonly Change[]): Map<number, Change[]> {
    const leaders = changes.map((_, index) => index);
    const leaderOf = (index: number): number => {
        const leader = leaders[index] ?? index;
        return leader === index ? index : leaderOf(leader);
    };
    const texts = changes.map(textsOf);
    for (const [index, change] of changes.entries()) {
        const names = bindingNames(change);
        if (names.size === 0) continue;
        for (const [other, said] of texts.entries()) {
            if (other === index || ![...names].some(name => said.has(name))) continue;
            leaders[Math.max(leaderOf(other), leaderOf(index))] = Math.min(leaderOf(other), leaderOf(index));
        }
    }
    const groups = new Map<number, Change[]>();
    for (const [index, change] of changes.entries()) {
        const leader = leaderOf(index);
        groups.set(leader, [...(groups.get(leader) ?? []), change]);
    }
    return groups;
}

/** What others that change may say of it only while it is as it is: its name, or the names that it gives or takes away. */
function bindingNames(change: Change): ReadonlySet<string> {
    switch (change.kind) {
        case 'added':
        case 'removed':
            return new Set([change.name]);
        case 'reordered':
            return new Set();
        case 'changed':
            return changedNames(change.before.value, change.after.value, change.name);
    }
}

/** Names of tiers or values that came or went; the name itself where its unit is another. */
function changedNames(before: unknown, after: unknown, name: string): ReadonlySet<string> {
    const [was, is] = [innerNames(before), innerNames(after)];
    const names = new Set([...was, ...is].filter(each => was.has(each) !== is.has(each)));
    if (!sameMeaning(unitOf(before), unitOf(after))) names.add(name);
    return names;
}

function innerNames(value: unknown): ReadonlySet<string> {
    if (typeof value !== 'object' || value === null) return new Set();
    const tiers = 'tiers' in value && Array.isArray(value.tiers) ? value.tiers : [];
    const fields = 'fields' in value && Array.isArray(value.fields) ? value.fields : [];
    return new Set(
        [...tiers, ...fields].flatMap((each: { readonly name?: unknown }) =>
            typeof each.name === 'string' ? [each.name] : [],
        ),
    );
}

function unitOf(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return undefined;
    return ['type' in value ? value.type : undefined, 'decimals' in value ? value.decimals : undefined];
}

function textsOf(change: Change): ReadonlySet<string> {
    const texts = new Set<string>();
    if ('before' in change) textsIn(change.before.value, texts);
    if ('after' in change) textsIn(change.after.value, texts);
    return texts;
}
