/** The faults that the bench injects, their order by seed, and how each is injected and healed. */
package dev.goldencorridor.faultbench.faults;
