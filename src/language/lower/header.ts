import { formatDate } from '../../base/calendar.ts';
import { currencyCodes, currencyDecimals } from '../../base/currency.ts';
import { didYouMean } from '../../base/did-you-mean.ts';
import { isZone } from '../../base/zone.ts';
import { FREE_MESSAGING, type Messaging } from '../../model/message.ts';
import type { Currency, Program } from '../../model/program.ts';
import type { Declared } from '../../model/source.ts';
import { periodReversed, unknownCurrency, unknownZone } from '../checks/program.ts';
import { clauseMissing, outOfRange } from '../checks/rules.ts';
import * as ast from '../generated/ast.ts';
import { once } from './clauses.ts';
import { declared, type Lowering, spanOf, textOf } from './context.ts';
import { turned, weekdayOf } from './during.ts';
import { writeClosest } from './mend.ts';
import { lowerMessageLimit, lowerMessaging } from './message.ts';
import { date, monthDay, whole } from './number.ts';
import { programRoundings } from './rounding.ts';
import { furtherTaxes, shippingTaxed } from './taxes.ts';
import { tenderPolicy } from './wallet.ts';

type Header = Pick<
    Program,
    | keyof Declared
    | 'currencies'
    | 'currency'
    | 'timeZone'
    | 'weekStart'
    | 'yearStart'
    | 'valid'
    | 'version'
    | 'channels'
    | 'messageLimits'
    | 'pricesInclude'
    | 'priceRounding'
    | 'taxRounding'
    | 'furtherTaxes'
    | 'shippingTaxed'
    | 'amountRounding'
    | 'totalRounding'
    | 'tenders'
    | 'priceConditionsSee'
    | 'returnPrices'
    | 'referrals'
> & { readonly messaging: Messaging };

export function lowerHeader(lowering: Lowering, node: ast.Program | undefined): Header {
    const clauses = node ? once(lowering, node.clauses, `the program '${node.name}'`) : [];
    const currencies = clauses
        .filter(ast.isCurrencyClause)
        .flatMap(each => each.currencies)
        .map(each => lowerCurrency(lowering, each));
    if (node && currencies.length === 0)
        lowering.report(clauseMissing, { node, property: 'name' }, [`The program '${node.name}'`, 'currency …']);
    const zone = clauses.find(ast.isTimeZoneClause);
    if (node && !zone)
        lowering.report(clauseMissing, { node, property: 'name' }, [`The program '${node.name}'`, 'timezone …']);
    const valid = clauses.find(ast.isValidClause);
    const week = clauses.find(ast.isWeekClause);
    const here = node
        ? declared(node)
        : {
              name: '',
              title: '',
              doc: '',
              span: { file: lowering.root.uri.toString(), start: 0, end: 0, line: 0, column: 0 },
          };
    return {
        ...here,
        currencies,
        currency: currencies[0] ?? { code: lowering.currency, decimals: lowering.currencyDecimals, span: here.span },
        timeZone: lowerZone(lowering, zone),
        weekStart: week ? weekdayOf(week.day) : 1,
        ...lowerYear(lowering, clauses.find(ast.isYearClause)),
        valid: valid ? lowerValid(lowering, valid) : { from: undefined, through: undefined },
        version: clauses.find(ast.isVersionClause)?.version,
        channels: clauses.filter(ast.isChannelsClause).flatMap(each => each.channels.map(channel => channel.name)),
        messageLimits: clauses.filter(ast.isMessageLimit).map(each => lowerMessageLimit(lowering, each)),
        messaging: lowerMessaging(lowering, clauses, FREE_MESSAGING),
        pricesInclude: clauses.find(ast.isTaxClause)?.included === 'with' ? 'tax' : 'no tax',
        ...programRoundings(lowering, clauses),
        ...furtherTaxes(lowering, clauses.find(ast.isAlsoTax), clauses.find(ast.isTaxClause)?.included === 'with'),
        ...shippingTaxed(clauses.find(ast.isShippingTaxed)),
        tenders: tenderPolicy(lowering, clauses.filter(ast.isTenderClause)),
        priceConditionsSee: clauses.find(ast.isSnapshotClause)?.sees?.startsWith('running')
            ? 'running total'
            : 'phase start',
        ...(clauses.find(ast.isReturnPrices)?.anew ? { returnPrices: 'anew' } : {}),
        referrals: clauses.some(ast.isReferralClause) ? 'in household too' : undefined,
    };
}

function lowerCurrency(lowering: Lowering, node: ast.Currency): Currency {
    const known = currencyDecimals(node.name);
    if (node.decimals === undefined && known === undefined)
        lowering.report(
            unknownCurrency,
            { node, property: 'name' },
            [node.name, didYouMean(node.name, currencyCodes())],
            { fixes: writeClosest(node.name, currencyCodes(), { node, property: 'name' }) },
        );
    return {
        code: node.name,
        decimals:
            node.decimals === undefined ? (known ?? 2) : whole(lowering, node.decimals, node, 'The number of decimals'),
        span: spanOf({ node, property: 'name' }),
    };
}

function lowerZone(lowering: Lowering, node: ast.TimeZoneClause | undefined): Program['timeZone'] {
    const zone = node?.zone ?? 'UTC';
    if (node?.zone !== undefined && !isZone(zone)) {
        const zones = Intl.supportedValuesOf('timeZone');
        const place = { node, property: 'zone' };
        lowering.report(unknownZone, place, [zone, didYouMean(zone, zones)], {
            fixes: writeClosest(zone, zones, place, better => `"${better}"`),
        });
    }
    return node?.ofMember ? { kind: 'member', fallback: zone } : { kind: 'fixed', zone };
}

/** A day that every year, and every quarter's last month, has. */
function lowerYear(lowering: Lowering, clause: ast.YearClause | undefined): Pick<Program, 'yearStart'> {
    if (!clause) return {};
    const yearStart = monthDay(lowering, clause.day);
    if (yearStart.day > 28)
        lowering.report(outOfRange, clause, ['The day of the month', 'from 1 to 28', textOf(clause.day)]);
    return { yearStart };
}

function lowerValid(lowering: Lowering, node: ast.ValidClause): Program['valid'] {
    const from = date(lowering, node.from, { node, property: 'from' });
    const through =
        node.through === undefined ? undefined : date(lowering, node.through, { node, property: 'through' });
    if (through !== undefined && through < from)
        lowering.report(periodReversed, node, [formatDate(from), formatDate(through)], {
            fixes: [turned(node, node.from, node.through)],
        });
    return { from, through };
}
