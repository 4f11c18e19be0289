/** The results of a run of the bench: a table of faults, as text, Markdown and JSON. */
package dev.goldencorridor.faultbench.report;
