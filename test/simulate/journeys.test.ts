import { describe, expect, it } from 'vitest';
import { plainSurroundings } from '../../src/report/format.ts';
import { simulationFormats } from '../../src/report/simulation/formats.ts';
import { simulate } from '../../src/simulate/simulate.ts';
import { sourceOf } from './support/histories.ts';
import { programOf } from './support/programs.ts';

const RULES = `program P "P" { currency EUR timezone "Europe/Berlin" channels email }
points Star { worth 0.01 EUR }
event review
event complaint
journey Again "Once more" on first purchase {
  aim  purchase happened
  stop when complaint happened
  send "thanks" by email
  wait 5 days
  look if review happened { give 10 Star }
  otherwise { ask "review" by email }
  wait 5 days
}
trigger Missed without purchase for 30 days {
  send  "missed" by email
  watch for 30 days
}`;

const HISTORY = `
    2026-03-02 ann buys 40
    2026-03-02 bob buys 40
    2026-03-02 cat buys 40
    2026-03-02 dan buys 40
    2026-03-03 ann buys 25
    2026-03-04 bob review
    2026-03-05 cat complaint
    2026-03-08 dan buys 30
    2026-04-20 bob buys 12.50
    2026-05-01 eve buys 1
    2026-05-05 eve review`;

async function run() {
    const result = await simulate({ program: await programOf(RULES), source: sourceOf(HISTORY), dataset: 'D' });
    if (result.kind !== 'figures') throw new Error('laws are broken');
    return result.document;
}

describe('figures of a journey', () => {
    it('say how many came in, took each step, met the aim, left early, went through and are still in it', async () => {
        const { triggers } = await run();
        const [again] = triggers;
        expect(again?.fired).toBe(5);
        expect(again?.journey?.in).toEqual({
            ...{ entered: 5, aimMet: 2, stopped: 1, finished: 1, startedOver: 0, still: 1 },
            spent: { amount: '55.00', currency: 'EUR' },
        });
        expect(again?.journey?.steps).toEqual([
            { step: 'send "thanks" by email', times: 5, heldOut: 0 },
            { step: 'look if review happened', times: 2, heldOut: 0 },
            { step: 'give 10 Star', times: 1, heldOut: 0 },
            { step: 'ask "review" by email', times: 1, heldOut: 0 },
        ]);
    });

    it('and what a watched trigger brought back, in money too', async () => {
        const missed = (await run()).triggers[1];
        // Ann, Bob, Cat and Dan fell silent; only Bob is back within thirty days.
        expect(missed?.watched?.fired).toMatchObject({ back: 1, spent: { amount: '12.50' } });
    });

    it('stand in the report', async () => {
        const text = simulationFormats.text.render(await run(), plainSurroundings);
        expect(text).toContain('Once more');
        expect(text).toMatch(/met the aim +2/);
        expect(text).toMatch(/left before the end +1/);
    });
});
