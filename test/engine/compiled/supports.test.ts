import { describe, expect, it } from 'vitest';
import { reasonsNotTo } from '../../../src/engine/compiled/supports.ts';
import { RICH } from '../support/histories.ts';
import { programOf } from '../support/play.ts';

describe('a program that is not compiled', () => {
    it('is refused with what is in the way, each once', async () => {
        const reasons = reasonsNotTo(await programOf(RICH), new Set(['purchase', 'return', 'enrolment']));
        expect(reasons).toMatchSnapshot();
    });

    it('needs no event of its data to be refused', async () => {
        const program = await programOf('points Star { worth 0.01 EUR expire after 12 months inactive }');
        expect(reasonsNotTo(program, new Set())).toEqual(["the inactivity of 'Star' is not compiled"]);
    });

    it.each(['take 5% of Star', 'take all Star of Base'])('takes no share and no part away: %s', async action => {
        const text = `points Star {}\nearn Base on purchase { give 1 Star per 1 EUR }\ntrigger T on purchase { ${action} }`;
        expect(reasonsNotTo(await programOf(text), new Set(['purchase']))).toEqual([`'${action}' is not compiled`]);
    });

    it('is not one in which everything is compiled', async () => {
        const program = await programOf('points Star {}\nearn Base on purchase { give 1 Star per 1 EUR }');
        expect(reasonsNotTo(program, new Set(['purchase']))).toEqual([]);
    });
});
