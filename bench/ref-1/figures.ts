import type { Fold } from '../../src/engine/compiled/fold.ts';
import type { Program } from '../../src/model/program.ts';
import type { Figures } from './by-hand.ts';

/** The figures of REF-1 among those that code has counted of each member. */
export function figuresOf({ results }: Fold, { triggers, rewards }: Program): Figures {
    const of = (...names: string[]): Int32Array => {
        const columns = names.flatMap(name => results.get(name) ?? []);
        return Int32Array.from(columns[0] ?? [], (_, who) => columns.reduce((sum, each) => sum + (each[who] ?? 0), 0));
    };
    const firings = (isMeant: (name: string) => boolean): string[] =>
        triggers.flatMap(({ name }, index) => (isMeant(name) ? [`trigger ${index} fired`] : []));
    return {
        tier: of('ladder 0 rank'),
        balance: of('points 0 balance'),
        lifetime: of('points 0 issued'),
        expired: of('points 0 expired'),
        clawed: of('points 0 taken back'),
        redeemed: of('points 0 spent'),
        rejected: of(...rewards.map((_, index) => `reward ${index} refused`)),
        lapse: of(...firings(name => name === 'Lapse')),
        birthday: of(...firings(name => name.startsWith('BornIn'))),
        rises: of('ladder 0 rises'),
        falls: of('ladder 0 falls'),
        capped: of('budget 0 refused'),
    };
}
