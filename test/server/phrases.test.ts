import { type AstNode, AstUtils, EmptyFileSystem, GrammarAST } from 'langium';
import { describe, expect, test } from 'vitest';
import { createLoyaltyServices } from '../../src/language/services.ts';
import { toPlainText, toSnippet } from '../../src/server/completion/snippets.ts';
import { kindOf } from '../../src/server/kinds.ts';
import { ofContracts } from '../../src/server/phrases/contracts.ts';
import { declarations } from '../../src/server/phrases/declarations.ts';
import { phrases } from '../../src/server/phrases/index.ts';
import { ofJourneys } from '../../src/server/phrases/journeys.ts';
import { ofMigrations } from '../../src/server/phrases/migrations.ts';
import { ofPoints } from '../../src/server/phrases/points.ts';
import { ofPrices } from '../../src/server/phrases/prices.ts';
import { ofProgram } from '../../src/server/phrases/program.ts';
import { ofPromises } from '../../src/server/phrases/promises.ts';
import { ofRebates } from '../../src/server/phrases/rebates.ts';
import { ofRules } from '../../src/server/phrases/rules.ts';
import { ofSharing, ofTransfers } from '../../src/server/phrases/sharing.ts';
import { ofTests } from '../../src/server/phrases/tests.ts';
import { ofTiers } from '../../src/server/phrases/tiers.ts';
import { ofTriggers } from '../../src/server/phrases/triggers.ts';
import { ofWallets } from '../../src/server/phrases/wallets.ts';

const { loyalty } = createLoyaltyServices(EmptyFileSystem);

test('no name of the grammar stands for several things at once, so that nobody need look for one', () => {
    const references = AstUtils.streamAst(loyalty.Grammar).filter(GrammarAST.isCrossReference).toArray();
    expect(references.length).toBeGreaterThan(50);
    expect(references.filter(({ isMulti }) => isMulti)).toEqual([]);
});

/** Nodes that an author writes as a line of their own, by the lists of the grammar that they stand in. */
function clauseTypes(): readonly string[] {
    const rules = AstUtils.streamAst(loyalty.Grammar).filter(GrammarAST.isParserRule);
    const clauses = rules.filter(
        rule => /^(?:Declaration|\w+Clause|Step|Fact)$/.test(rule.name) && GrammarAST.isAlternatives(rule.definition),
    );
    return [
        ...new Set(
            clauses.flatMap(rule =>
                AstUtils.streamAst(rule.definition)
                    .filter(GrammarAST.isRuleCall)
                    .map(call => call.rule.$refText),
            ),
        ),
    ];
}

const noWords = () => [];

function syntaxErrors(text: string): readonly string[] {
    const { parserErrors, lexerReport } = loyalty.parser.LangiumParser.parse(text);
    return [...(lexerReport?.diagnostics ?? []), ...parserErrors].map(error => error.message);
}

describe('phrases', () => {
    test('there is one for every declaration, clause and step of the grammar', () => {
        const lists = new Set([
            'DurationLiteral',
            'FieldValue',
            'TenderRule',
            'RoundMode',
            'SpendOrder',
            'Name',
            'NUMBER',
            'STRING',
            'ID',
        ]);
        const missing = clauseTypes().filter(type => !lists.has(type) && !type.endsWith('Clause') && !phrases[type]);
        expect(missing).toEqual([]);
        const clauses = clauseTypes().filter(
            type =>
                type.endsWith('Clause') &&
                GrammarAST.isParserRule(loyalty.Grammar.rules.find(rule => rule.name === type)),
        );
        expect(
            clauses.filter(
                type =>
                    !phrases[type] &&
                    !/^(?:Program|Points|Segment|Ladder|Earn|Price|Reward|Trigger|Journey|Budget|Wallet)Clause$/.test(
                        type,
                    ),
            ),
        ).toEqual([]);
    });

    /** Around each phrase, what it stands in. */
    const frames: readonly (readonly [
        string,
        Readonly<Record<string, { readonly snippets: readonly string[] }>>,
        (type: string, text: string) => string,
    ])[] = [
        ['declarations', declarations, (_, text) => text],
        ['clauses of a program', ofProgram, (_, text) => `program P {\n  ${text}\n}`],
        ['clauses of points', ofPoints, (_, text) => `points P {\n  ${text}\n}`],
        ['clauses of points that are shared', ofSharing, (_, text) => `points P {\n  ${text}\n}`],
        ['clauses of a transfer', ofTransfers, (_, text) => `points P {\n  transfer to members {\n  ${text}\n}\n}`],
        ['clauses of a wallet', ofWallets, (_, text) => `wallet W {\n  ${text}\n}`],
        ['clauses of a ladder', ofTiers, (_, text) => `tiers S {\n  ${text}\n}`],
        ['clauses of rules', ofRules, frameOfRule],
        ['clauses of prices and coupons', ofPrices, frameOfPrice],
        ['clauses of contracts', ofContracts, (_, text) => `contract C {\n  ${text}\n}`],
        [
            'clauses of rebates',
            ofRebates,
            (type, text) =>
                type === 'RebateStep' ? `rebate R { graduated {\n  ${text}\n} }` : `rebate R {\n  ${text}\n}`,
        ],
        ['what journeys have', ofJourneys, (_, text) => `journey J on purchase {\n  ${text}\n}`],
        ['clauses of migrations', ofMigrations, (_, text) => `migrate from any version {\n  ${text}\n}`],
        ['promises and assumptions', ofPromises, frameOfPromise],
        ['what triggers do', ofTriggers, (_, text) => `trigger T on purchase {\n  ${text}\n}`],
        [
            'steps of a test',
            ofTests,
            (type, text) =>
                type.endsWith('Fact') ? `test "t" { member ann { ${text} } }` : `test "t" {\n  ${text}\n}`,
        ],
    ];
    test.each(frames)('%s can be read as they are proposed', (_, group, frame) => {
        for (const [type, { snippets }] of Object.entries(group)) {
            for (const snippet of snippets) {
                // A condition is for the author to write.
                const text = toPlainText(
                    snippet
                        .replace(/(when|if|has|where\s*) ‹›/g, '$1 a > 1')
                        .replace(/where {4}‹›|where ‹›/g, 'where a > 1'),
                    noWords,
                );
                expect(syntaxErrors(frame(type, text)), `${type}: ${text}`).toEqual([]);
            }
        }
    });

    test('a meaning is a sentence, and what holds otherwise the rest of one', () => {
        for (const [type, phrase] of Object.entries(phrases)) {
            expect(phrase?.meaning, type).toMatch(/^[A-Z].*\.$/);
            if (phrase?.otherwise) expect(phrase.otherwise, type).toMatch(/^[a-z].*[^.]$/);
        }
    });
});

function frameOfPrice(type: string, text: string): string {
    return ['Codes', 'GivesBack', 'SingleUse'].includes(type)
        ? `coupon C {\n  ${text}\n}`
        : `price P on item {\n  ${text}\n}`;
}

function frameOfPromise(type: string, text: string): string {
    return type === 'Always' ? `invariant I on purchase {\n  ${text}\n}` : `assume "a" {\n  ${text}\n}`;
}

function frameOfRule(type: string, text: string): string {
    if (
        ['Discount', 'NewPrice', 'PriceBrackets', 'BuyPay', 'Free', 'Floor', 'SpreadClause', 'NeverWith'].includes(type)
    )
        return `price P on item {\n  ${text}\n}`;
    if (type === 'PriceStep') return `price P on item { graduated by quantity {\n  ${text}\n} }`;
    if (type === 'EarnStep') return `earn E on purchase { graduated by spend {\n  ${text}\n} }`;
    if (['Costs', 'Benefit', 'AtMost', 'AtLeast'].includes(type)) return `reward R {\n  ${text}\n}`;
    if (['Covers', 'Ceiling', 'Afterwards'].includes(type)) return `budget B {\n  ${text}\n}`;
    return `earn E on purchase {\n  ${text}\n}`;
}

test('whatever bears a name is shown as what it is', () => {
    const interfaces = AstUtils.streamAst(loyalty.Grammar).filter(GrammarAST.isInterface);
    const named = interfaces
        .filter(each => each.attributes.some(attribute => attribute.name === 'name'))
        .map(each => each.name);
    expect(named.filter(type => kindOf({ $type: type } as AstNode).noun === 'clause').toArray()).toEqual([]); // only the type is asked
});

describe('snippets', () => {
    const words = (kind: string): readonly string[] =>
        kind === 'points' ? ['Star', 'Mile'] : kind === 'currency' ? ['EUR'] : [];

    test('places are numbered, names are offered, the last empty place is where the cursor ends', () => {
        expect(toSnippet('give ‹1› ‹points*› per ‹1› ‹currency*› if ‹›', words)).toBe(
            // biome-ignore lint/suspicious/noTemplateCurlyInString: a snippet
            'give ${1:1} ${2|Star,Mile|} per ${3:1} ${4:EUR} if $0',
        );
    });

    test('places with the same name are filled in together', () => {
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a snippet
        expect(toSnippet('member ‹who=ann›\nexpect ‹who=ann›', words)).toBe('member ${1:ann}\nexpect $1');
    });

    test('what a snippet would take for its own signs is escaped', () => {
        expect(toSnippet('a { ‹› } $', words)).toBe('a { $0 \\} \\$');
    });

    test('without names there is an example', () => {
        expect(toPlainText('tier ‹tier*›', noWords)).toBe('tier Gold');
    });
});
