/** Runs members from one number on, before another. */
export type Folding = (from: number, to: number) => void;

/** Makes the code of a body over what is given to it. */
export type Make = (...given: readonly unknown[]) => Folding;

/**
 * Bodies of functions that differ in numbers only, as those of two versions of a program do in which a number was
 * changed. They share one function, to which the numbers that differ are given: it is made ready for the machine once,
 * which takes longer than running many members.
 */
interface Family {
    /** Numbers of each body, as they are written in it. */
    readonly known: (readonly string[])[];
    /** Functions by which numbers they are given. */
    readonly made: Map<string, Make>;
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

/** A function that may be shared by several bodies, and the numbers that it is to take for one of them. */
export interface Shared {
    /** Over what is given to it: what comes of it is optimised by itself. The last thing given has room for the numbers. */
    readonly make: Make;
    readonly numbers: readonly number[];
}

/** Numbers that code looks up when it runs, so that it can run several bodies in turns: each is in both, where it can be. */
export interface Numbers {
    readonly whole: Int32Array;
    readonly real: Float64Array;
}

export const roomForNumbers = ({ numbers: { length } }: Shared): Numbers => ({
    whole: new Int32Array(length),
    real: new Float64Array(length),
});

/** Chosen when it is asked for first: bodies that are known by then share a function where they can. */
export function sharedOf(body: string): () => Shared {
    const numbers: readonly string[] = body.match(NUMBER) ?? [];
    const family = familyOf(body, numbers);
    let chosen: Shared | undefined;
    return () => {
        if (chosen !== undefined) return chosen;
        const places = placesThatDiffer(family.known, numbers);
        chosen = { make: madeOf(family, body, places), numbers: places.map(place => Number(numbers[place])) };
        return chosen;
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

function madeOf({ known, made }: Family, body: string, places: readonly number[]): Make {
    const kinds = places.map(place => (known.every(numbers => isWhole(numbers[place])) ? 'whole' : 'real'));
    const key = places.map((place, index) => `${place} ${kinds[index]}`).join();
    const found = made.get(key);
    if (found !== undefined) return found;
    const names = new Map(places.map((place, index) => [place, `${kinds[index] === 'whole' ? 'KW' : 'KR'}[${index}]`]));
    let place = 0;
    const code = body.replaceAll(NUMBER, number => names.get(place++) ?? number);
    const fresh = new Function(
        'C',
        'T',
        'S',
        'O',
        'R',
        'H',
        'K',
        `"use strict";\nconst KW = K.whole, KR = K.real;\n${code}`,
    ) as Make;
    made.set(key, fresh);
    return fresh;
}

/** Of 32 bits. */
const isWhole = (number: string | undefined): boolean => (Number(number) | 0) === Number(number);
