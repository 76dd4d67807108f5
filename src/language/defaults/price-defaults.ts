import type { Program } from '../../model/program.ts';
import type { Declared } from '../../model/source.ts';
import type { Row } from './defaults.ts';

/** What holds of prices and coupons where nothing is written. */
export const priceDefaults: readonly Row[] = [
    {
        kind: 'price',
        holds: 'The discount is spread over the lines by their amounts.',
        otherwise: 'spread evenly',
        clause: /spread/,
        concerns: program => program.prices.filter(it => it.phase === 'order' && it.spread === 'by amount'),
    },
    {
        kind: 'price',
        holds: 'Its discount adds up with those of every other rule that matches.',
        otherwise: 'combine A, B: best',
        clause: /combine/,
        concerns: program => uncombined(program, 'price'),
    },
    {
        kind: 'price',
        holds: 'What it takes off is exact, and rounded half up once for the line or the order.',
        otherwise: 'round discount down',
        clause: /round\s+(?:discount|price)/,
        concerns: program => (program.priceRounding === undefined ? program.prices : []),
    },
    {
        kind: 'coupon',
        holds: 'An order that came back has used its code.',
        otherwise: 'return gives code back',
        clause: /return\s+gives/,
        concerns: program => program.coupons ?? [],
    },
    {
        kind: 'price',
        holds: 'No floor: it may sell below cost.',
        otherwise: 'floor cost + 5%',
        clause: /floor/,
        concerns: program => program.prices.filter(it => it.floor === undefined && it.phase !== 'shipping'),
    },
];

/** Rules of which several may match and that stand in no combination. A rule alone has nothing to add up with. */
export function uncombined(program: Program, kind: 'earn' | 'price'): readonly Declared[] {
    const rules: readonly Declared[] = kind === 'earn' ? program.earns : program.prices;
    const combined = new Set(program.combinations.filter(it => it.kind === kind).flatMap(it => it.rules));
    return rules.length < 2 ? [] : rules.filter(rule => !combined.has(rule.name));
}
