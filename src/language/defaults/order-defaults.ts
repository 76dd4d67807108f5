import type { Row } from './defaults.ts';

/** What holds of the amounts of orders where the program says nothing. */
export const orderDefaults: readonly Row[] = [
    {
        kind: 'program',
        holds: 'Price rules of a phase, and their conditions, see the prices at the start of the phase.',
        otherwise: 'conditions see running total',
        clause: /conditions/,
        concerns: program => (program.prices.length > 0 ? [program] : []),
    },
    {
        kind: 'program',
        holds: 'What a line costs, quantity times price, is rounded half up, line by line.',
        otherwise: 'amounts rounded by order',
        clause: /amounts/,
        concerns: program => (program.prices.length > 0 && program.amountRounding === undefined ? [program] : []),
    },
    {
        kind: 'program',
        holds: 'Shipping is taxed by its own rate, the field shipping_tax of the purchase.',
        otherwise: 'shipping taxed pro rata',
        clause: /shipping\s+taxed/,
        concerns: program =>
            program.prices.some(({ phase }) => phase === 'shipping') && program.shippingTaxed === undefined
                ? [program]
                : [],
    },
    {
        kind: 'program',
        holds: 'What is to be paid for an order is exact to the cent.',
        otherwise: 'total rounded to 0.05 EUR',
        clause: /total\s+rounded/,
        concerns: program => (program.prices.length > 0 && program.totalRounding === undefined ? [program] : []),
    },
    {
        kind: 'program',
        holds: 'What is kept of an order when a part of it comes back keeps its prices.',
        otherwise: 'return prices anew',
        clause: /return/,
        concerns: program => (program.prices.length > 0 && program.returnPrices === undefined ? [program] : []),
    },
];
