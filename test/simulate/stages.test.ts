import { expect, it } from 'vitest';
import { simulate } from '../../src/simulate/simulate.ts';
import { sourceOf } from './support/histories.ts';
import { programOf } from './support/programs.ts';

it('a simulation says how many members were at each stage, month by month, and who brought friends', async () => {
    const program = await programOf(`program P "P" { currency EUR timezone "Europe/Berlin" channels email }
points Star { worth 0.01 EUR }
trigger Thanks on friend_bought { when stage is at least first_time  give 5 Star }`);
    const source = sourceOf(
        `2025-01-10 ann buys 10
         2025-02-10 ann buys 10
         2025-02-20 bob buys 10
         2025-03-05 ann buys 10`,
        [{ id: 'ann' }, { id: 'bob', referrer: 'ann' }],
    );
    const result = await simulate({ program, source, dataset: 'D', until: 20_560 });
    if (result.kind !== 'figures') throw new Error('laws are broken');
    const { months, triggers, totals } = result.document;
    expect(months.slice(0, 3).map(({ tiers }) => tiers.stage)).toEqual([
        { suspect: 0, prospect: 0, lapsed: 0, first_time: 1, repeat: 0, advocate: 0 },
        { suspect: 0, prospect: 0, lapsed: 0, first_time: 1, repeat: 0, advocate: 1 },
        { suspect: 0, prospect: 0, lapsed: 0, first_time: 1, repeat: 0, advocate: 1 },
    ]);
    expect(result.document.tiers.stage).toMatchObject({ lapsed: 2 });
    expect(triggers[0]?.fired).toBe(1);
    expect(totals.points.Star?.issued).toBe('5');
});
