import { groupDigits } from '../../../base/text.ts';
import type { EditFigures } from '../../../model/documents/comparison.ts';
import type { Span } from '../../../model/source.ts';
import { placeOf } from '../../say.ts';
import type { Change } from './changes.ts';
import { clausesAfter } from './clauses.ts';
import { type Declaration, kindOf } from './declarations.ts';
import type { Edit } from './edits.ts';

/** Texts of the files of one version. */
export type Texts = (file: string) => string | undefined;

export interface Versions {
    readonly old: Texts;
    readonly new: Texts;
}

type Said = Pick<EditFigures, 'rule' | 'kind' | 'change' | 'text' | 'place'>;

/** An edit in words: `Gold now starts at 1,200 EUR instead of 1,000 EUR`. */
export function sayEdit({ changes }: Edit, versions: Versions): Said {
    const visible = changes.filter(change => !isInline(change));
    const told = visible.length === 0 ? changes : visible;
    const [first] = told;
    return {
        rule: [...new Set(told.map(nameOf))].join(', '),
        kind: first === undefined ? 'program' : kindOf(first.list),
        change: first === undefined || first.kind === 'reordered' ? 'changed' : first.kind,
        text: told.flatMap(change => sayChange(change, versions)),
        ...placeIn(told),
    };
}

/** Of the first change that the new version shows. */
function placeIn(changes: readonly Change[]): Pick<Said, 'place'> {
    const spans = changes.flatMap(change =>
        'after' in change ? (change.after.declared?.span ?? spanIn(change.after.value) ?? []) : [],
    );
    return spans[0] === undefined ? {} : { place: placeOf(spans[0]) };
}

/** A metric that is written where it is used: the rule that uses it says what changed. */
function isInline(change: Change): boolean {
    const value = 'after' in change ? change.after.value : 'before' in change ? change.before.value : undefined;
    return typeof value === 'object' && value !== null && 'inline' in value && value.inline === true;
}

function nameOf(change: Change): string {
    if (change.kind === 'reordered') return `order of ${change.list}`;
    const { declared, list } = 'after' in change ? change.after : change.before;
    return declared?.title ?? (kindOf(list) === 'program' ? 'program' : change.name);
}

function sayChange(change: Change, versions: Versions): string[] {
    switch (change.kind) {
        case 'added':
            return [sayWhole(change.after, 'is new', versions.new)];
        case 'removed':
            return [sayWhole(change.before, 'is gone', versions.old)];
        case 'reordered':
            return [`The order of the ${change.list} is another`];
        case 'changed':
            return sayChanged(change.before, change.after, versions);
    }
}

/** `Welcome is new: gives 200 Star`. */
function sayWhole(declaration: Declaration, what: string, texts: Texts): string {
    const clauses = clausesOf(declaration, texts).filter(
        clause => !/^(?:on|before|after|without|while|every|by)\b/.test(clause),
    );
    const [head = ''] = clausesOf(declaration, texts);
    const occasion = /^(?:on|before|after|without|while|every)\b/.test(head) ? ` (${tidy(head)})` : '';
    const detail = clauses.slice(0, SHOWN_CLAUSES).map(verbal);
    const name = nameOfDeclaration(declaration);
    return detail.length === 0
        ? `${name} ${what}${occasion}`
        : `${name}${occasion} ${what}: ${what === 'is gone' ? 'it ' : ''}${detail.join(', ')}`;
}

const SHOWN_CLAUSES = 4;

const nameOfDeclaration = ({ declared, name }: Declaration): string => declared?.title ?? name;

function sayChanged(before: Declaration, after: Declaration, versions: Versions): string[] {
    const [was, is] = [clausesOf(before, versions.old), clausesOf(after, versions.new)];
    const name = subjectOf(after);
    const gone = without(was, is);
    const fresh = without(is, was);
    const sentences: string[] = [];
    for (const clause of fresh) {
        const index = partnerOf(clause, gone);
        const partner = index < 0 ? undefined : gone.splice(index, 1)[0];
        sentences.push(partner === undefined ? sayNew(name, clause) : sayInstead(name, partner, clause));
    }
    sentences.push(...gone.map(clause => sayGone(name, clause)));
    return sentences.length === 0 ? [`${name} has changed`] : sentences;
}

/** What the program says of itself stands in its block. */
const subjectOf = ({ declared, list, name }: Declaration): string =>
    declared?.title ?? (kindOf(list) === 'program' ? 'The program' : name);

/** The colour of a tier is a clause beside its limit: where it stays, a new limit is said without it. */
function withoutColour(clause: string): readonly string[] {
    const [, limit, colour] = /^(.*\S)\s+(colour\s+"[^"]*")$/s.exec(clause) ?? [];
    return limit === undefined || colour === undefined ? [clause] : [limit, colour];
}

function clausesOf({ declared, value, list }: Declaration, texts: Texts): string[] {
    const span = declared?.span ?? spanIn(value);
    const text = span === undefined ? undefined : texts(span.file);
    if (span === undefined || text === undefined) return [];
    const keyword = SETTINGS[list];
    const clauses = clausesAfter(text, span.end).flatMap(withoutColour);
    return keyword === undefined ? clauses : clauses.filter(clause => keyword.test(clause));
}

/** How the clauses begin by which a program says something of itself. */
const SETTINGS: Readonly<Record<string, RegExp>> = {
    timeZone: /^timezone/,
    weekStart: /^week/,
    yearStart: /^year/,
    valid: /^valid/,
    channels: /^channels/,
    messageLimits: /^at most/,
    pricesInclude: /^prices/,
    taxRounding: /^tax/,
    furtherTaxes: /^also tax/,
    shippingTaxed: /^shipping taxed/,
    amountRounding: /^amounts/,
    totalRounding: /^total/,
    returnPrices: /^return/,
    tenders: /^tender/,
    priceConditionsSee: /^conditions/,
};

function spanIn(value: unknown): Span | undefined {
    if (typeof value !== 'object' || value === null || !('span' in value)) return undefined;
    // Whatever has a `span` in the model has one of this shape.
    return value.span as Span;
}

const without = (clauses: readonly string[], others: readonly string[]): string[] =>
    clauses.filter(clause => !others.includes(clause));

/** The clause that stood in this one's place: of those with the same keyword, the one that is most alike. */
function partnerOf(clause: string, candidates: readonly string[]): number {
    const words = clause.split(' ');
    const alike = candidates.map(other => {
        const others = other.split(' ');
        if (others[0] !== words[0] || (words[0] === 'tier' && others[1] !== words[1])) return 0;
        return words.filter(word => others.includes(word)).length;
    });
    const most = Math.max(0, ...alike);
    return most === 0 ? -1 : alike.indexOf(most);
}

function sayInstead(name: string, was: string, is: string): string {
    const [subject, old, fresh] = tierPart(name, was, is);
    const [verb, rest] = split(fresh);
    const [oldVerb, oldRest] = split(old);
    if (oldVerb === verb) return `${subject} ${nowDoes(verb)} ${rest} instead of ${shortened(oldRest, rest)}`;
    return `${subject} ${nowDoes(verb)} ${rest}; it ${oldVerb} ${oldRest} before`;
}

/** `now gives`, `is now worth`. */
const nowDoes = (verb: string): string =>
    verb.startsWith('is ') ? `is now ${verb.slice('is '.length)}` : `now ${verb}`;

/** What a sentence need not say twice: the condition at the end, the event at the beginning. */
function shortened(was: string, is: string): string {
    if (/ (?:or|and) /.test(was)) return was;
    const condition = / (?:if|where|over) .*$/.exec(was)?.[0] ?? '';
    const rest = condition !== '' && is.endsWith(condition) ? was.slice(0, -condition.length) : was;
    const event = /^\S+ for /.exec(rest)?.[0] ?? '';
    return event !== '' && is.startsWith(event) ? rest.slice(event.length) : rest;
}

const sayNew = (name: string, clause: string): string => {
    const [subject, , fresh] = tierPart(name, '', clause);
    const [verb, rest] = split(fresh);
    return subject === name
        ? `${name} ${nowDoes(verb)} ${rest}`.trim()
        : `${subject} is a new tier of ${name}: ${split(fresh).join(' ')}`;
};

const sayGone = (name: string, clause: string): string => {
    const [subject, , old] = tierPart(name, '', clause);
    return subject === name ? `${name} no longer ${plainVerb(old)}` : `${subject} is no tier of ${name} any more`;
};

/** Of `tier Gold from 1000 EUR`, Gold is what the sentence is about. */
function tierPart(name: string, was: string, is: string): readonly [string, string, string] {
    const [, tier, title, rest = ''] = /^tier (\S+)(?: "([^"]*)")?(?: (.*))?$/.exec(is) ?? [];
    if (tier === undefined) return [name, was, is];
    const old = /^tier \S+(?: "[^"]*")?(?: (.*))?$/.exec(was)?.[1] ?? '';
    return [title ?? tier, old, rest];
}

const verbal = (clause: string): string => split(clause).join(' ');

/** `['gives', '1 Star per 1 EUR']` of `give 1 Star per 1 EUR`. */
function split(clause: string): readonly [string, string] {
    const text = tidy(clause);
    for (const [keyword, verb] of VERBS) {
        if (text === keyword) return [verb, ''];
        if (text.startsWith(`${keyword} `)) return [verb, text.slice(keyword.length + 1)];
    }
    return ['says', `'${text}'`];
}

function plainVerb(clause: string): string {
    const [verb, rest] = split(clause);
    return `${PLAIN[verb] ?? verb.replace(/^is /, 'is ').replace(/^(\w+?)s\b/, '$1')} ${rest}`.trim();
}

const PLAIN: Readonly<Record<string, string>> = {
    'is worth': 'is worth',
    'applies when': 'asks for',
    'counts only where': 'asks for',
    discounts: 'discounts',
};

/** How each clause reads as part of a sentence; longer keywords before those that begin them. */
const VERBS: readonly (readonly [string, string])[] = [
    ['give', 'gives'],
    ['worth', 'is worth'],
    ['costs', 'costs'],
    ['from', 'starts at'],
    ['when', 'applies when'],
    ['where', 'counts only where'],
    ['during', 'holds during'],
    ['limit', 'is limited to'],
    ['pending', 'is pending for'],
    ['expire never', 'never expires'],
    ['expire', 'expires'],
    ['round', 'rounds'],
    ['return', 'on a return'],
    ['discount', 'takes off'],
    ['new price', 'sets the price to'],
    ['floor', 'goes no lower than'],
    ['at most', 'gives at most'],
    ['send', 'sends'],
    ['ask', 'asks'],
    ['offer', 'offers'],
    ['hold out', 'holds out'],
    ['qualify', 'qualifies'],
    ['upgrade', 'upgrades'],
    ['review', 'is reviewed'],
    ['downgrade', 'downgrades'],
    ['grace', 'has a grace of'],
    ['keep', 'is kept'],
    ['guarantee', 'is guaranteed for'],
    ['crossing', 'on crossing'],
    ['by', 'is reached by'],
    ['buy', 'asks to buy'],
    ['graduated', 'is graduated'],
    ['all-units', 'is priced for all units'],
    ['on', 'looks on'],
    ['without', 'fires without'],
    ['before', 'looks before'],
    ['timezone', 'uses the time zone'],
    ['valid', 'is valid'],
    ['channels', 'uses the channels'],
    ['term', 'runs'],
];

/** Numbers as people write them: `1_000` and `1000` before a unit are `1,000`. */
const tidy = (text: string): string =>
    text.replace(/(?<=\d)_(?=\d)/g, '').replace(/(?<![\d.\-"'])\d{4,}(?:\.\d+)?(?= [A-Za-z])/g, groupDigits);
