import type { Trigger } from '../../model/trigger.ts';
import { addable } from './adding.ts';
import type { MemberTally, Tally } from './tally.ts';

/** Members of one group, each with the first time that was watched to its end. */
export interface EffectGroup {
    readonly members: number;
    readonly back: number;
    /** What they spent while they were watched, less returns; minor units. */
    readonly spent: bigint;
    readonly spentSquared: bigint;
}

export type EffectGroups = { readonly [group in 'fired' | 'heldOut']: EffectGroup };

export interface EffectTally extends Tally {
    /** Of a trigger that watches; absent of one that does not. */
    readonly groups: (trigger: string) => EffectGroups | undefined;
}

type Counted = { -readonly [part in keyof EffectGroup]: EffectGroup[part] };

/**
 * What members did in the time for which a trigger watches, those who got it beside those who are held out. Each member
 * counts once: who is held out was drawn by member, so members are what can be compared.
 */
export function createEffectTally(triggers: readonly Trigger[]): EffectTally {
    const watching = triggers.filter(({ watch }) => watch !== undefined);
    const counts = new Map(watching.map(({ name }) => [name, { fired: newGroup(), heldOut: newGroup() }]));
    const open = counts.size === 0 ? () => IDLE : () => memberEffects(counts);
    return {
        hears: ['purchase', 'return', 'trigger', 'watch'],
        open,
        count({ rows }) {
            if (counts.size === 0) return;
            const { earn, begin, seen } = memberEffects(counts);
            for (let n = rows.begin; n < rows.end; n++) {
                const trigger = rows.trigger(n);
                if (trigger !== undefined) begin(trigger.name);
                else if (rows.isPurchase(n)) earn(BigInt(rows.net(n)));
                else if (rows.isReturn(n)) earn(-BigInt(rows.netBack(n)));
                else if (rows.isWatch(n)) seen(rows.watch(n));
            }
        },
        ...addable(counts),
        groups: name => counts.get(name),
    };
}

const IDLE: MemberTally = { take() {}, close() {} };
const newGroup = (): Counted => ({ members: 0, back: 0, spent: 0n, spentSquared: 0n });

function memberEffects(
    counts: ReadonlyMap<string, { readonly fired: Counted; readonly heldOut: Counted }>,
): MemberTally & {
    readonly earn: (net: bigint) => void;
    readonly begin: (trigger: string) => void;
    readonly seen: (watched: Watched) => void;
} {
    /** Revenue of the member at the beginning of the first watch of each trigger; none once it is over. */
    const begun = new Map<string, bigint | undefined>();
    let revenue = 0n;
    const earn = (net: bigint): void => {
        revenue += net;
    };
    const begin = (trigger: string): void => {
        if (counts.has(trigger) && !begun.has(trigger)) begun.set(trigger, revenue);
    };
    const seen = ({ name, group, isBack }: Watched): void => {
        const start = begun.get(name);
        const count = counts.get(name)?.[group];
        if (start === undefined || count === undefined) return;
        begun.set(name, undefined);
        addMember(count, isBack, revenue - start);
    };
    return {
        earn,
        begin,
        seen,
        take(outcome) {
            if (outcome.kind === 'purchase') earn(outcome.net);
            else if (outcome.kind === 'return') earn(-outcome.net);
            else if (outcome.kind === 'trigger') {
                if (outcome.result === 'fired' || outcome.result === 'held out') begin(outcome.trigger);
            } else if (outcome.kind === 'watch') {
                const { trigger: name, isBack } = outcome;
                seen({ name, group: outcome.group === 'fired' ? 'fired' : 'heldOut', isBack });
            }
        },
        close() {},
    };
}

interface Watched {
    readonly name: string;
    readonly group: 'fired' | 'heldOut';
    readonly isBack: boolean;
}

function addMember(count: Counted, isBack: boolean, spent: bigint): void {
    count.members++;
    if (isBack) count.back++;
    count.spent += spent;
    count.spentSquared += spent * spent;
}
