/** Runs members from one number on, before another. */
export type Folding = (from: number, to: number) => void;

type Made = (...given: readonly unknown[]) => Folding;

/**
 * Bodies of functions that differ in numbers only, as those of two versions of a program do in which a number was
 * changed. They share one function, to which the numbers that differ are given: it is made ready for the machine once,
 * which takes longer than running many members.
 */
interface Family {
    /** Numbers of each body, as they are written in it. */
    readonly known: (readonly string[])[];
    /** Functions by which numbers they are given. */
    readonly made: Map<string, Made>;
}

/** Where a number stands by itself; names of variables may end in digits. */
const NUMBER = /(?<![\w$.])\d+(?:\.\d+)?(?:e[+-]?\d+)?(?![\w$])/g;
const MOST_FAMILIES = 32;
const MOST_KNOWN = 64;
const families = new Map<string, Family>();

/** Whether code may be made at all: a page's security policy may forbid it. */
export function mayMakeCode(): boolean {
    try {
        return new Function('return true')() === true;
    } catch {
        return false;
    }
}

/** The function of a body, over what is given to it: it is made, and optimised, anew each time that this is called. */
export type Instance = (...given: readonly unknown[]) => Folding;

/** It is made when it is called first: bodies that are known by then share it where they can. */
export function instanceOf(body: string): Instance {
    const numbers: readonly string[] = body.match(NUMBER) ?? [];
    const family = familyOf(body, numbers);
    let made: { readonly run: Made; readonly constants: readonly number[] } | undefined;
    return (...given) => {
        if (made === undefined) {
            const places = placesThatDiffer(family.known, numbers);
            made = { run: madeOf(family, body, places), constants: places.map(place => Number(numbers[place])) };
        }
        return made.run(...given, made.constants);
    };
}

function familyOf(body: string, numbers: readonly string[]): Family {
    const skeleton = body.replaceAll(NUMBER, '#');
    const found = families.get(skeleton);
    if (found === undefined && families.size >= MOST_FAMILIES) families.clear();
    // Whoever is forgotten is forgotten with all functions: what they share is the same in all that are known.
    const family = found === undefined || found.known.length >= MOST_KNOWN ? newFamily() : found;
    families.set(skeleton, family);
    if (!family.known.some(each => isSame(each, numbers))) family.known.push(numbers);
    return family;
}

const newFamily = (): Family => ({ known: [], made: new Map() });

const isSame = (a: readonly string[], b: readonly string[]): boolean => a.every((each, index) => each === b[index]);

function placesThatDiffer(known: readonly (readonly string[])[], numbers: readonly string[]): number[] {
    return [...numbers.keys()].filter(place => known.some(each => each[place] !== numbers[place]));
}

function madeOf({ made }: Family, body: string, places: readonly number[]): Made {
    const key = places.join();
    const found = made.get(key);
    if (found !== undefined) return found;
    const names = new Map(places.map((place, index) => [place, `$${index}`]));
    let place = 0;
    const code = body.replaceAll(NUMBER, number => names.get(place++) ?? number);
    const constants = places.length === 0 ? '' : `const [${[...names.values()].join(', ')}] = K;`;
    const fresh = new Function('C', 'T', 'S', 'O', 'R', 'H', 'K', `"use strict";\n${constants}\n${code}`) as Made;
    made.set(key, fresh);
    return fresh;
}
