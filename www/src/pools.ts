// A calculator that takes a pool has a module for each family of pools, since all curves are too much for one. The page
// begins with that of its pool, and fetches another when it goes on to a pool of another family.

import type { Draw, Modules, Options } from "./module.ts";
import type { Drawn, FieldError, Pair } from "./tree.ts";
import type { Exports } from "~modules";

/** What a module answers that has no curve for the pool, or no answer to show beside the faults. */
interface Elsewhere {
  readonly elsewhere: string;
  readonly faults?: readonly FieldError[];
}

/** Draws calculator `id` by whichever of its modules has the curve; that of `family` has been opened as `exports`. */
export function drawer(id: string, modules: Modules, exports: Exports, family: string): Draw {
  const here = new Map([[family, exports]]);
  const fetch = async (wanted: string) => here.set(wanted, await modules.open(id, wanted));

  return (given: Iterable<Pair>, options: Options): Drawn | Promise<unknown> => {
    const pairs = [...given];
    let wanted = modules.familyOf(pairs.findLast(([key]) => key === "pool")?.[1]);
    let faults: readonly FieldError[] | undefined;
    // What the pool seems to be, what its module says it is, and the first module for faults.
    for (let asked = 0; asked < 3; asked++) {
      const found = here.get(wanted);
      if (!found) return fetch(wanted);
      // What the module's types leave unknown is JSON.
      const drawn = found.widget(id, pairs, faults ? { ...options, faults } : options) as Drawn | Elsewhere;
      if (!("elsewhere" in drawn)) return faults ? { ...drawn, errors: faults } : drawn;
      wanted = drawn.elsewhere;
      faults = drawn.faults;
    }
    throw new Error(`no module of ${id} takes this pool`);
  };
}
