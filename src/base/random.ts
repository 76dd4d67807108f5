import { invariant } from './invariant.ts';

/**
 * Random numbers that depend on the seed alone: Chris Doty-Humphrey's sfc32 (PractRand), as small and fast as
 * they come with a period of about 2^128. `normal`, `exponential` and `poisson` also depend on the engine's
 * `Math.log` and `Math.cos`, which V8 computes alike on every platform.
 */
export class Random {
    readonly #seed: number;
    readonly #stream: number;
    #a: number;
    #b: number;
    #c: number;
    #counter = 1;

    /** Seed and stream are 32-bit whole numbers; streams of one seed are independent of each other. */
    constructor(seed: number, stream = 0) {
        this.#seed = seed >>> 0;
        this.#stream = stream >>> 0;
        this.#a = this.#seed;
        this.#b = this.#stream;
        this.#c = 0x9e3779b9;
        for (let round = 0; round < 15; round++) this.#bits();
    }

    /**
     * Independent numbers for what the label names, such as a member. It depends on seed and label alone, not on
     * what was drawn before: members can be made in any order and on any thread.
     */
    fork(label: string): Random {
        return new Random(hashText(label, this.#seed), hashText(label, ~this.#stream));
    }

    /** At least 0 and below 1, in steps of 2^-53. */
    next(): number {
        return ((this.#bits() >>> 5) * 2 ** 26 + (this.#bits() >>> 6)) * 2 ** -53;
    }

    /** A whole number from 0 to `n` - 1; `n` is at least 1. */
    int(n: number): number {
        invariant(Number.isSafeInteger(n) && n > 0, `${n} is a positive whole number`);
        return Math.floor(this.next() * n);
    }

    /** One of the items, all equally likely; there must be one. */
    pick<T>(items: readonly T[]): T {
        // `int` stays within the items and refuses an empty list, which the index type cannot say.
        return items[this.int(items.length)] as T;
    }

    /** Gaussian, by Box and Muller. */
    normal(mean = 0, deviation = 1): number {
        const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
        return mean + deviation * radius * Math.cos(2 * Math.PI * this.next());
    }

    /** The wait for what happens once per `mean` on average, in the unit of `mean`. */
    exponential(mean = 1): number {
        return -mean * Math.log(1 - this.next());
    }

    /** How often something happens that happens `mean` times on average; beyond 500, rounded from the Gaussian. */
    poisson(mean: number): number {
        invariant(mean >= 0, 'a mean count is not negative');
        if (mean > 500) return Math.max(0, Math.round(this.normal(mean, Math.sqrt(mean))));
        let count = 0;
        for (let time = this.exponential(); time < mean; time += this.exponential()) count++;
        return count;
    }

    #bits(): number {
        const sum = (this.#a + this.#b + this.#counter) | 0;
        this.#counter = (this.#counter + 1) | 0;
        this.#a = this.#b ^ (this.#b >>> 9);
        this.#b = (this.#c + (this.#c << 3)) | 0;
        this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
        return sum >>> 0;
    }
}

const encoder = new TextEncoder();
/** Room for short texts. */
const plain = new Uint8Array(256);

/** UTF-8. Of a short text of plain letters these are its characters, which is found out sooner than the encoder is asked. */
function bytesOf(text: string): Uint8Array {
    if (text.length > plain.length) return encoder.encode(text);
    for (let index = 0; index < text.length; index++) {
        const code = text.charCodeAt(index);
        if (code > 127) return encoder.encode(text);
        plain[index] = code;
    }
    return plain.subarray(0, text.length);
}

/** MurmurHash3 x86 32 (Austin Appleby) over UTF-8: 0 to 2^32 - 1, the same on every machine and in every version. */
export function hashText(text: string, seed = 0): number {
    const bytes = bytesOf(text);
    const byte = (index: number): number => bytes[index] ?? 0;
    const tail = bytes.length & ~3;
    let hash = seed | 0;
    for (let i = 0; i < tail; i += 4) {
        hash ^= scramble(byte(i) | (byte(i + 1) << 8) | (byte(i + 2) << 16) | (byte(i + 3) << 24));
        hash = (hash << 13) | (hash >>> 19);
        hash = (Math.imul(hash, 5) + 0xe6546b64) | 0;
    }
    if (tail < bytes.length) hash ^= scramble(byte(tail) | (byte(tail + 1) << 8) | (byte(tail + 2) << 16));
    hash ^= bytes.length;
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return (hash ^ (hash >>> 16)) >>> 0;
}

/** A stable share for control groups: a whole number from 0 to 999,999, that is parts per million. */
export function hashShare(text: string): number {
    return Math.floor((hashText(text) * 1e6) / 2 ** 32);
}

function scramble(word: number): number {
    const mixed = Math.imul(word, 0xcc9e2d51);
    return Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
}
