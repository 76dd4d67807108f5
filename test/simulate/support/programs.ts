import { compile } from '../../../src/language/compile.ts';
import type { Program } from '../../../src/model/program.ts';

/** The only program of a text; fails with its findings where it has errors. */
export async function programOf(text: string): Promise<Program> {
    const { findings, programs } = await compile([{ uri: 'file:///club.loyalty', text }]);
    const errors = findings.filter(({ severity }) => severity === 'error');
    if (errors.length > 0)
        throw new Error(errors.map(({ span, message }) => `${span.line + 1}: ${message}`).join('\n'));
    const [program] = programs;
    if (program === undefined) throw new Error('the text has no program');
    return program;
}

const HEAD = `program Club "The Club" { currency EUR timezone "Europe/Berlin" channels email }
member { city : text }
item { category : text }
`;

/** A program with points worth two cents that expire after three months, two tiers, a discount and a reward. */
export const CLUB = `${HEAD}
points Star { worth 0.02 EUR expire after 3 months }
tiers Status {
  qualify by spend over last 12 months
  upgrade immediately
  review yearly on 1 January
  downgrade stepwise
  tier Friend
  tier Gold from 1000 EUR
}
earn Base on purchase { give 1 Star per 1 EUR }
earn Bonus on purchase { give 50% of Base if Status is Gold }
price Tenth on order { when order.total >= 100 EUR discount 10% }
reward MoneyOff { costs 100 Star give 3 EUR off }
trigger Thanks on purchase { when purchase.net >= 500 EUR send "thanks" by email limit 1 time per member per year }
`;

export { HEAD };
