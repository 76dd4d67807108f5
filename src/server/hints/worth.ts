import { currencyDecimals } from '../../base/currency.ts';
import { Rational } from '../../base/rational.ts';
import { groupDigits } from '../../base/text.ts';
import * as ast from '../../language/generated/ast.ts';
import { documentOf, type Names } from '../../language/names.ts';

/** What something is worth, and what it is in the author's words. */
export interface Money {
    readonly amount: Rational;
    readonly currency: string;
}

/** What one of these points costs; undefined where nobody says. */
export function worthOf(points: ast.Points): Money | undefined {
    const clause = points.clauses.find(ast.isWorthClause);
    const currency = clause?.amount?.unit?.ref;
    const amount = numberOf(clause?.amount?.value);
    return amount && ast.isCurrency(currency) ? { amount, currency: currency.name } : undefined;
}

/** An amount of points or money, as money. */
export function moneyOf(value: string | undefined, unit: ast.Unit | undefined): Money | undefined {
    const amount = numberOf(value);
    if (!amount || !unit) return undefined;
    if (ast.isCurrency(unit)) return { amount, currency: unit.name };
    const worth = ast.isPoints(unit) ? worthOf(unit) : undefined;
    return worth && { amount: amount.mul(worth.amount), currency: worth.currency };
}

/** The share of what is paid that comes back: of a gift `per` an amount of the same currency. */
export function rateOf(gift: Money | undefined, per: ast.Per | undefined): Rational | undefined {
    const step = numberOf(per?.value);
    const unit = per?.unit?.ref;
    if (!gift || !step || step.isZero() || !ast.isCurrency(unit) || unit.name !== gift.currency) return undefined;
    return gift.amount.div(step);
}

export function rateOfGive(give: ast.Give): Rational | undefined {
    return rateOfGift(give, new Set());
}

/** `behind`: the gifts on the way here, which may go in a circle while somebody types. */
function rateOfGift(give: ast.Give, behind: ReadonlySet<ast.Give>): Rational | undefined {
    const value = numberOf(give.value);
    if (!value || behind.has(give)) return undefined;
    if (!give.percent) return rateOf(moneyOf(give.value, give.unit?.ref), give.per ?? give.every);
    const [rule, ...otherRules] = give.rules.map(each => each.ref);
    const [gift, ...otherGifts] = rule?.clauses.filter(ast.isGive) ?? [];
    if (!gift || otherRules.length > 0 || otherGifts.length > 0) return undefined;
    return rateOfGift(gift, new Set([...behind, give]))
        ?.mul(value)
        .div(Rational.of(100));
}

/** How many points a purchase of one unit of money earns by the one rule that asks nothing else. */
export function pointsPerMoney(
    points: ast.Points,
    names: Names,
): { readonly rule: ast.Earn; readonly rate: Rational; readonly currency: string } | undefined {
    const found = names.declarations(documentOf(points), 'Earn').flatMap(rule => {
        const isPlain =
            ast.isEventDecl(rule.on?.ref) && rule.on.ref.name === 'purchase' && !rule.first && !rule.referred;
        const [give, ...others] = rule.clauses;
        if (!isPlain || others.length > 0 || !ast.isGive(give) || give.condition) return [];
        const step = numberOf(give.per?.value);
        const value = numberOf(give.value);
        const currency = give.per?.unit?.ref;
        if (give.unit?.ref !== points || !step || step.isZero() || !value || !ast.isCurrency(currency)) return [];
        return [{ rule, rate: value.div(step), currency: currency.name }];
    });
    return found.length === 1 ? found[0] : undefined;
}

export function numberOf(text: string | undefined): Rational | undefined {
    return text === undefined ? undefined : Rational.parse(text);
}

/** `10 EUR`, `0.02 EUR`, `0.0125 EUR`: as few digits as say it, never less than a worth needs. */
export function sayMoney({ amount, currency }: Money): string {
    const decimals = currencyDecimals(currency) ?? 2;
    const digits = amount.isInteger() ? 0 : amount.roundTo(decimals, 'half up').eq(amount) ? decimals : decimals + 2;
    return `${groupDigits(amount.toFixed(digits))} ${currency}`;
}

/** `2%`, `0.33%`. */
export function sayShare(share: Rational): string {
    return `${groupDigits(share.mul(Rational.of(100)).roundTo(2, 'half up').toDecimal())}%`;
}
