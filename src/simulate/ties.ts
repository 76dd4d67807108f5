import type { Limit } from '../model/earn.ts';
import type { Expression } from '../model/expression.ts';
import type { Program } from '../model/program.ts';
import type { MemberEvents } from './source.ts';

/** Whether what happens to a member can depend on members that the data ties it to: of one group, or by a transfer. */
export function isTied(program: Program): boolean {
    const { points, earns, prices, coupons = [], rewards, triggers } = program;
    const isOfGroup = ({ scope }: Limit): boolean => scope === 'group';
    return (
        (program.wallets ?? []).length > 0 ||
        points.some(({ pool, transfer }) => pool !== undefined || transfer !== undefined) ||
        [...earns, ...prices, ...coupons, ...rewards, ...triggers].some(({ limits }) => limits.some(isOfGroup)) ||
        measuresGroups(program)
    );
}

/** Expressions are plain data: wherever one asks over a group, it says by which field. */
function measuresGroups(program: Program): boolean {
    const { ladders, earns, prices, rewards, triggers, segments, contracts, rebates, invariants, assumptions } =
        program;
    return asksGroup([
        ladders,
        earns,
        prices,
        rewards,
        triggers,
        segments,
        contracts,
        rebates,
        invariants,
        assumptions,
    ]);
}

function asksGroup(node: unknown): boolean {
    if (typeof node !== 'object' || node === null) return false;
    // Only the two fields are read, and only when they are there.
    const { kind, of } = node as Partial<Extract<Expression, { kind: 'metric' }>>;
    return (kind === 'metric' && of !== undefined) || Object.values(node).some(asksGroup);
}

/** With whom a member is tied: names of groups, and of members that it gives points to. */
export function tiesOf({ member, occurrences }: MemberEvents, groups: readonly string[]): string[] {
    const ties = new Set<string>();
    for (const field of groups) {
        const group = member.fields.get(field);
        if (typeof group === 'string' && group !== '') ties.add(groupTie(field, group));
    }
    for (const { event, fields, lines } of occurrences) {
        for (const line of lines) {
            const holder = line.giftCard ? line.fields.get('holder') : undefined;
            if (typeof holder === 'string') ties.add(memberTie(holder));
        }
        const [group, to] = [fields.get('group'), fields.get('recipient')];
        if (event === 'group_joined' && typeof group === 'string') {
            const field = fields.get('field');
            ties.add(groupTie(typeof field === 'string' ? field : (groups[0] ?? ''), group));
        }
        if (event === 'points_sent' && typeof to === 'string') ties.add(memberTie(to));
    }
    return [...ties];
}

const groupTie = (field: string, group: string): string => `group ${field} ${group}`;
export const memberTie = (id: string): string => `member ${id}`;

/** Sets that are joined whenever something ties them. */
export class Ties {
    readonly #parents = new Map<string, string>();

    has(name: string): boolean {
        return this.#parents.has(name);
    }

    join(a: string, b: string): void {
        const [x, y] = [this.find(a), this.find(b)];
        if (x !== y) this.#parents.set(x, y);
    }

    /** One name that stands for all that are tied together. */
    find(name: string): string {
        let root = name;
        for (
            let parent = this.#parents.get(root);
            parent !== undefined && parent !== root;
            parent = this.#parents.get(root)
        )
            root = parent;
        for (let each = name; each !== root; ) {
            const next = this.#parents.get(each) ?? root;
            this.#parents.set(each, root);
            each = next;
        }
        this.#parents.set(root, root);
        return root;
    }
}
