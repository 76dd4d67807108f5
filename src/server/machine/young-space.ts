import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

const LARGE_BYTES = 4 * 2 ** 20;
const LOOK_MS = 10;

/**
 * Memory for what is soon thrown away grows, while a workspace is read, to ninety megabytes that nobody needs afterwards:
 * it grows no further than is of use after each key.
 */
export function keepYoungSpaceSmall(): void {
    const watch = setInterval(() => {
        if (youngBytes() < LARGE_BYTES) return;
        setFlagsFromString('--semi-space-growth-factor=1');
        clearInterval(watch);
    }, LOOK_MS);
    watch.unref();
}

const youngBytes = (): number =>
    getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')?.space_size ?? 0;
