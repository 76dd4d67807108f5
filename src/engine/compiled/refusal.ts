/** Why a program is not compiled: thrown while code is made, caught by `compileFold`, where it becomes a sentence. */
export class Refusal extends Error {}

export function refuse(reason: string): never {
    throw new Refusal(reason);
}
