import type { IToken, TokenType } from 'chevrotain';
import { LangiumParserErrorMessageProvider } from 'langium';

interface Mismatch {
    expected: TokenType;
    actual: IToken;
    previous: IToken;
    ruleName: string;
}
interface NoViable {
    expectedPathsPerAlt: TokenType[][][];
    actual: IToken[];
    previous: IToken;
    ruleName: string;
}
interface EarlyExit {
    expectedIterationPaths: TokenType[][];
    actual: IToken[];
    previous: IToken;
    ruleName: string;
}

/** Parser errors in the words of the language: what must stand here, shortly, and what stands here instead. */
export class LoyaltyParserMessages extends LangiumParserErrorMessageProvider {
    override buildMismatchTokenMessage({ expected, actual }: Mismatch): string {
        if (expected.name === 'EOF') return noDeclaration(actual);
        if (actual.image === '=') return EQUALS;
        const hint = LEFT_OVER[`${expected.name} ${actual.image}`];
        if (hint !== undefined) return hint;
        return `Here must be ${wording(expected)}${instead(actual)}.`;
    }

    override buildNotAllInputParsedMessage({ firstRedundant }: { firstRedundant: IToken; ruleName: string }): string {
        return noDeclaration(firstRedundant);
    }

    override buildNoViableAltMessage({ expectedPathsPerAlt, actual }: NoViable): string {
        const paths = expectedPathsPerAlt.flat();
        return goneOn(paths, actual[0]) ?? choices(paths, actual[0]);
    }

    override buildEarlyExitMessage({ expectedIterationPaths, actual }: EarlyExit): string {
        return choices(expectedIterationPaths, actual[0]);
    }
}

function noDeclaration(found: IToken): string {
    return `A declaration must begin here (program, points, tiers, earn, price, trigger …), not ${quote(found)}.`;
}

const EQUALS = "'=' gives a field its value; a comparison must be written with 'is', '<', '<=', '>' or '>='.";

/** What people add who say it as they speak. By what must stand there, and what does. */
const LEFT_OVER: Readonly<Record<string, string>> = {
    '} credit': "'credit' must be left out: money that a rule gives is credited, 'give 10 EUR'.",
    '} points': "'points' must be left out: their name is the unit, 'give 10 Star'.",
    'of off': "Here must be 'of', not 'off': a discount belongs to a price, 'discount 10%'.",
};

/** What stands here is one of the words that may, but does not go on as it must. */
function goneOn(paths: readonly TokenType[][], found: IToken | undefined): string | undefined {
    if (found === undefined || !paths.some(([type]) => type !== undefined && isOf(found, type))) return undefined;
    const form = FORMS[found.image];
    return form === undefined
        ? `What begins with '${found.image}' must go on in another way here.`
        : `Here must be ${form}: '${found.image}' does not go on so.`;
}

/** Of words with which several clauses begin. */
const FORMS: Readonly<Record<string, string>> = {
    buy: "'buy 3 pay 2' or 'buy 2 units get 1 unit free'",
    charge: "'charge at least 10 EUR', 'charge at most 10 EUR' or 'charge zero units'",
};

const isOf = (token: IToken, type: TokenType): boolean =>
    token.tokenTypeIdx === type.tokenTypeIdx || type.categoryMatchesMap?.[token.tokenTypeIdx] === true;

function choices(paths: readonly TokenType[][], found: IToken | undefined): string {
    if (found?.image === '=') return EQUALS;
    const words = [
        ...new Set(
            paths
                .map(path => path[0])
                .filter(type => type !== undefined)
                .map(wording),
        ),
    ];
    const shown = words.slice(0, 9);
    const rest = words.length > shown.length ? ' …' : '';
    return `Here must be ${shown.length > 1 ? `one of ${shown.join(', ')}${rest}` : (shown[0] ?? 'something else')}${instead(found)}.`;
}

function wording(type: TokenType): string {
    switch (type.name) {
        case 'WORD':
            return 'a name';
        case 'ID':
            return 'a name that is no keyword';
        case 'NUMBER':
        case 'LAST_NUMBER':
            return 'a number';
        case 'STRING':
            return 'text in quotes';
        case 'DATE':
            return 'a date such as 2026-01-31';
        case 'TIME':
            return 'a time such as 14:00';
        case 'EOF':
            return 'the end of the file';
        default:
            return `'${type.name}'`;
    }
}

function instead(found: IToken | undefined): string {
    return found && found.tokenType.name !== 'EOF' ? `, not ${quote(found)}` : '';
}

function quote(token: IToken): string {
    const image = token.image === '' ? '}' : token.image;
    return `'${image.length > 40 ? `${image.slice(0, 40)}…` : image}'`;
}
