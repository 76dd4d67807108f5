import type { Random } from '../../base/random.ts';
import type { Field } from '../../model/event.ts';
import type { Type } from '../../model/type.ts';
import type { CategoryProfile, Profile } from './profile.ts';
import { lognormalHundredths, makeValue } from './values.ts';

/** An article. Prices are in hundredths. */
export interface Article {
    readonly sku: string;
    readonly price: number;
    readonly cost: number;
    /** The author's own fields of items, as texts. */
    readonly fields: ReadonlyMap<string, string>;
}

export interface Catalogue {
    pick(random: Random): Article;
}

export interface CatalogueRequest {
    readonly profile: Profile;
    readonly itemFields: readonly Field[];
    readonly mentioned: ReadonlyMap<string, readonly string[]>;
    readonly random: Random;
}

/**
 * Articles by category. Where the program declares categories itself, they take the place of the profile's, the first
 * one being bought most; texts that its rules ask for as `sku` are articles too.
 */
export function makeCatalogue(request: CatalogueRequest): Catalogue {
    const declared = request.itemFields.find(({ name, type }) => name === 'category' && type.kind === 'choice')?.type;
    const categories = renamed(request.profile.categories, declared);
    const named = request.mentioned.get('item.sku') ?? [];
    const shelves = categories.map((category, index) => {
        const skus = named.filter((_, place) => place % categories.length === index);
        const numbers = Array.from({ length: category.skus }, (_, place) => skuOf(category.name, place));
        return [...skus, ...numbers].map(sku => makeArticle(sku, category, request));
    });
    const weights = categories.map(category => category.weight);
    return {
        pick: random => {
            const shelf = shelves[weighted(random, weights)] ?? [];
            // The first articles of a shelf sell best.
            const place = Math.floor(shelf.length * random.next() ** 2);
            return shelf[place] ?? random.pick(shelf);
        },
    };
}

function makeArticle(
    sku: string,
    category: CategoryProfile,
    { profile, itemFields, mentioned, random }: CatalogueRequest,
): Article {
    const own = random.fork(`article ${sku}`);
    const price = lognormalHundredths(own, category.medianPrice, category.spread);
    const cost = Math.max(1, Math.round(price * profile.costShare * (0.9 + own.next() / 5)));
    const fields = itemFields.map(({ name, type }): [string, string] => {
        if (name === 'category') return [name, category.name];
        return [name, makeValue(name, type, { random: own, day: 0, mentioned: mentioned.get(`item.${name}`) ?? [] })];
    });
    return { sku, price, cost, fields: new Map(fields) };
}

function renamed(categories: readonly CategoryProfile[], declared: Type | undefined): readonly CategoryProfile[] {
    if (declared?.kind !== 'choice') return categories;
    const [first] = categories;
    return declared.values.flatMap((name, index) => {
        const like =
            categories.find(category => category.name === name) ?? categories[index % categories.length] ?? first;
        return like === undefined ? [] : [{ ...like, name }];
    });
}

const skuOf = (category: string, place: number): string =>
    `${category.toUpperCase().replaceAll(/[^A-Z\d]+/g, '-')}-${String(place + 1).padStart(3, '0')}`;

/** An index, as likely as its weight says. */
export function weighted(random: Random, weights: readonly number[]): number {
    const sum = weights.reduce((a, b) => a + b, 0);
    let left = random.next() * sum;
    const index = weights.findIndex(weight => {
        left -= weight;
        return left < 0;
    });
    return index < 0 ? weights.length - 1 : index;
}
