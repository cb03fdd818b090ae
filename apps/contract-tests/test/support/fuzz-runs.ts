const factor = Number(process.env['PARLEY_FUZZ_RUNS'] ?? 1);

/** How often a property is tried. `PARLEY_FUZZ_RUNS` multiplies it; the seed stays, so a failure comes again. */
export const fuzzRuns = (usual: number) => ({ numRuns: usual * factor, seed: 20_261_122 });

/** For vitest: what a property over the network may take. */
export const fuzzTimeoutMs = 30_000 * factor;
