import type { AstNode } from 'langium';
import type { Edit } from '../../diagnostics/finding.ts';
import * as ast from '../../language/generated/ast.ts';
import { documentOf } from '../../language/names.ts';
import type { LoyaltyServerServices } from '../services.ts';
import { isStepped, looksAtWhole, measuredBy, namesOf, type Step, type Stepped, words } from './cascade.ts';
import { commentsIn } from './comments.ts';
import { freshName } from './names.ts';
import type { Refactoring } from './refactoring.ts';
import { nearest } from './spot.ts';
import { declareAfter, replaceNode, sourceOf } from './text.ts';

type Brackets = ast.PriceBrackets | ast.EarnBrackets;

/** `all-units` brackets become a rule for each, of which the highest that applies does. */
export const bracketsToRules: Refactoring = {
    kind: 'refactor.rewrite',
    offers: (spot, services) => {
        const brackets = nearest(spot, node => ast.isPriceBrackets(node) || ast.isEarnBrackets(node));
        const rule = brackets?.$container;
        if (!brackets || !rule || !isStepped(rule) || brackets.mode !== 'all-units') return [];
        const clauses: readonly AstNode[] = rule.clauses;
        if (clauses.some(looksAtWhole) || clauses.filter(isGift).length !== 1) return [];
        if (commentsIn(brackets).length > 0 || namesOf(rule, services).length > 0) return [];
        const steps = stepsOf(brackets);
        if (!steps || steps.filter(({ clause }) => clause !== undefined).length < 2) return [];
        return [
            {
                title: `Turn the brackets of '${rule.name}' into a rule each`,
                edits: () => asRules(rule, brackets, steps, services),
            },
        ];
    },
};

const isGift = (clause: AstNode): boolean =>
    ast.isDiscount(clause) ||
    ast.isNewPrice(clause) ||
    ast.isGive(clause) ||
    ast.isPriceBrackets(clause) ||
    ast.isEarnBrackets(clause);

/** Undefined where a step says what no rule of its own could, or the brackets measure something else. */
function stepsOf(brackets: Brackets): readonly Step[] | undefined {
    const steps = ast.isPriceBrackets(brackets) ? priceSteps(brackets) : earnSteps(brackets);
    const known = steps.flatMap(step => step ?? []);
    return known.length === steps.length ? known : undefined;
}

function priceSteps(brackets: ast.PriceBrackets): readonly (Step | undefined)[] {
    if (brackets.by !== 'quantity' || brackets.perOrder || brackets.window) return [undefined];
    return brackets.steps.map(({ above, from, price }) => {
        if (above || price.flat || price.package || price.charged) return undefined;
        const step = { from: words(from), bracket: words(price) };
        if (price.list) return { ...step, clause: undefined };
        if (!price.value) return undefined;
        const value = words(price.value);
        return { ...step, clause: price.off ? `discount ${value}` : `new price ${value}` };
    });
}

function earnSteps({ by, steps }: ast.EarnBrackets): readonly (Step | undefined)[] {
    if (words(by) !== 'purchase.net') return [undefined];
    return steps.map(({ from, amount, per }) => {
        if (per?.of) return undefined;
        const given = `${words(amount)}${per ? ` per ${words(per)}` : ''}`;
        return { from: words(from), bracket: given, clause: `give ${given}` };
    });
}

/** The rule itself is the lowest; the highest comes first where one is chosen. */
function asRules(
    rule: Stepped,
    brackets: Brackets,
    steps: readonly Step[],
    { loyalty }: LoyaltyServerServices,
): readonly Edit[] {
    const { subject, keyword } = measuredBy(rule);
    const kept = steps.filter(({ clause }) => clause !== undefined);
    const texts = kept.map(({ from, clause = '' }) => {
        const isAlways = from === steps[0]?.from && kept.length === steps.length;
        return isAlways ? clause : `${keyword} ${subject} >= ${from}\n${clause}`;
    });
    const source = sourceOf(rule);
    const start = (brackets.$cstNode?.offset ?? 0) - (rule.$cstNode?.offset ?? 0);
    const end = start + sourceOf(brackets).length;
    const names = kept.map(({ from }, index) =>
        index === 0
            ? rule.name
            : freshName(loyalty.Names, documentOf(rule), `${rule.name}From${from.replaceAll(/\W.*$/g, '')}`),
    );
    const others = texts.slice(1).map((text, index) => {
        const whole = source.slice(0, start) + text + source.slice(end);
        return renamed(withoutComments(whole), rule.name, names[index + 1] ?? '');
    });
    return [
        replaceNode(brackets, texts[0] ?? ''),
        declareAfter(rule, [...others, `combine ${names.toReversed().join(', ')}: first`].join('\n\n')),
    ];
}

/** Its title stays with the first. */
const renamed = (text: string, old: string, name: string): string => {
    const at = text.indexOf(old, text.search(/\s/));
    return text.slice(0, at) + name + text.slice(at + old.length).replace(/^\s+"[^"]*"/, '');
};

const withoutComments = (text: string): string =>
    text.replace(/"[^"\r\n]*"|\/\*[\s\S]*?\*\/|\/\/[^\r\n]*/g, part => (part.startsWith('"') ? part : ''));
