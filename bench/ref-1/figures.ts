import type { FigureSum, Fold } from '../../src/engine/compiled/fold.ts';
import type { Program } from '../../src/model/program.ts';
import { FIGURES, type Figures } from './by-hand.ts';

/** The figures of REF-1 as sums of those that code counts of each member. */
export function figuresAsked({ triggers, rewards }: Program): FigureSum[] {
    const firings = (isMeant: (name: string) => boolean): string[] =>
        triggers.flatMap(({ name }, index) => (isMeant(name) ? [`trigger ${index} fired`] : []));
    const of: Readonly<Record<keyof Figures, readonly string[]>> = {
        tier: ['ladder 0 rank'],
        balance: ['points 0 balance'],
        lifetime: ['points 0 issued'],
        expired: ['points 0 expired'],
        clawed: ['points 0 taken back'],
        redeemed: ['points 0 spent'],
        rejected: rewards.map((_, index) => `reward ${index} refused`),
        lapse: firings(name => name === 'Lapse'),
        birthday: firings(name => name.startsWith('BornIn')),
        rises: ['ladder 0 rises'],
        falls: ['ladder 0 falls'],
        capped: ['budget 0 refused'],
    };
    return FIGURES.map(name => ({ name, of: of[name] }));
}

/** What a fold that was asked for them has of all its members. */
export const figuresOf = ({ results }: Fold): Figures =>
    // Every figure was asked for.
    Object.fromEntries(FIGURES.map(name => [name, new Int32Array(results.get(name) ?? [])])) as unknown as Figures;
