import type { NumberArray } from './layout.ts';

const FIRST = 4096;

/** Numbers that become a column when it is known how many there are. */
export class GrowingNumbers {
    length = 0;
    #values = new Float64Array(FIRST);

    add(value: number): void {
        if (this.length === this.#values.length) this.#grow();
        this.#values[this.length++] = value;
    }

    moveTo(array: NumberArray): void {
        array.set(this.#values.subarray(0, this.length));
        this.length = 0;
    }

    #grow(): void {
        const larger = new Float64Array(this.#values.length * 2);
        larger.set(this.#values);
        this.#values = larger;
    }
}

/** Texts that become a column, in UTF-8. */
export class GrowingTexts {
    byteLength = 0;
    readonly #ends = new GrowingNumbers();
    #bytes = new Uint8Array(FIRST);

    get length(): number {
        return this.#ends.length;
    }

    add(text: string): void {
        // No character takes more than three bytes for each of its codes.
        while (this.byteLength + text.length * 3 > this.#bytes.length) this.#grow();
        this.byteLength += ENCODER.encodeInto(text, this.#bytes.subarray(this.byteLength)).written;
        this.#ends.add(this.byteLength);
    }

    moveTo(ends: NumberArray, bytes: Uint8Array): void {
        bytes.set(this.#bytes.subarray(0, this.byteLength));
        this.#ends.moveTo(ends);
        this.byteLength = 0;
    }

    #grow(): void {
        const larger = new Uint8Array(this.#bytes.length * 2);
        larger.set(this.#bytes);
        this.#bytes = larger;
    }
}

const ENCODER = new TextEncoder();
