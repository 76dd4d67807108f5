import { compile } from '../src/language/compile.ts';
import { createLoyaltyServices } from '../src/language/services.ts';
import { type Comparison, inTurns, millisecondsOf } from './rounds.ts';

const head = `program Large {
  currency EUR
  timezone "Europe/Berlin"
}

item {
  category : one of coffee, pastry, other
}

points Star {
  worth 0.02 EUR
}

tiers Status {
  qualify by spend over last 12 months
  upgrade immediately
  tier Friend
  tier Silver from 300 EUR
  tier Gold from 1000 EUR
}
`;

/** Rules of every kind, each by itself valid, with references to each other. */
const part = (n: number): string => `
earn Base${n} on purchase {
  when Status is at least Silver and purchase.net >= ${n} EUR
  give 1 Star per 1 EUR
}

earn Bonus${n} on purchase {
  give 25% of Base${n} if Status is Silver
  give 50% of Base${n} if Status is at least Gold
  limit 500 Star per member per month
}

combine Base${n}, Bonus${n}: sum

price Less${n} on item {
  where sku is "SKU-${n}" and category is coffee
  when Status is at least Silver
  discount 10%
  floor cost + 5%
}

trigger Back${n} without purchase for ${30 + (n % 60)} days {
  when spend over last 12 months >= 100 EUR
  give 10 Star
}
`;

/** A program of at least so many lines. */
export function longProgram(lines: number): string {
    let text = head;
    for (let n = 1; text.split('\n').length < lines; n++) text += part(n);
    return text;
}

/** What an editor does after a keystroke at most: everything, against reading the text alone. */
export async function buildLargeProgram(): Promise<readonly Comparison[]> {
    const text = longProgram(5000);
    const { loyalty } = createLoyaltyServices();
    const source = { uri: 'file:///large.loyalty', text };
    const { findings, programs } = await compile([source]);
    const errors = findings.filter(it => it.severity === 'error');
    if (programs.length !== 1) throw new Error(`the large program must have no error: ${errors[0]?.message}`);
    const { build, parse } = await inTurns({
        build: () => millisecondsOf(() => compile([source])),
        parse: () => millisecondsOf(() => loyalty.parser.LangiumParser.parse(text)),
    });
    const lines = text.split('\n').length.toLocaleString('en-US');
    return [
        {
            what: `full build of ${lines} lines, warm`,
            unit: 'ms',
            ours: build,
            other: 'its parse alone',
            others: parse,
        },
    ];
}
