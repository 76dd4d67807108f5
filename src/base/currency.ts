/** A currency of ISO 4217: `EUR`, its English name, and how many decimals its minor unit has. */
export interface Currency {
    readonly code: string;
    readonly name: string;
    readonly decimals: number;
}

/**
 * Minor units of ISO 4217, List One, where they are not 2. Intl's own digits come from CLDR, which follows use
 * instead of the standard: 0 for the Iraqi dinar, where ISO says 3.
 */
const OTHER_DECIMALS = new Map([
    ...codes('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF', 0),
    ...codes('BHD IQD JOD KWD LYD OMR TND', 3),
    ...codes('CLF UYW', 4),
]);

/** Metals, units of account, test and no currency: they have no minor unit, and nobody pays with them. */
const NOT_MONEY = new Set('XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX'.split(' '));

/** In List One and in use, but missing from Intl. */
const UNKNOWN_TO_INTL = ['VED'];

let known: readonly string[] | undefined;

/** The codes of all currencies that one can pay with. Found when first asked for: Intl takes its time. */
export function currencyCodes(): readonly string[] {
    known ??= [...new Set([...Intl.supportedValuesOf('currency'), ...UNKNOWN_TO_INTL])]
        .filter(code => !NOT_MONEY.has(code))
        .sort();
    return known;
}

/** Every currency that one can pay with, by code. */
export function listCurrencies(): readonly Currency[] {
    const names = new Intl.DisplayNames('en', { type: 'currency' });
    return currencyCodes().map(code => ({ code, name: names.of(code) ?? code, decimals: decimalsOf(code) }));
}

/** Decimals of the minor unit: `EUR` 2, `JPY` 0, `KWD` 3; `undefined` for unknown codes, lower case among them. */
export function currencyDecimals(code: string): number | undefined {
    return currencyCodes().includes(code) ? decimalsOf(code) : undefined;
}

const decimalsOf = (code: string): number => OTHER_DECIMALS.get(code) ?? 2;

function codes(text: string, decimals: number): [string, number][] {
    return text.split(' ').map(code => [code, decimals]);
}
