/**
 * The definitions of the contract as oracles for tests, which count from the raw reports and share no code with the
 * pipeline.
 *
 * <ul>
 *   <li>{@link dev.goldencorridor.reference.Recount} and {@link dev.goldencorridor.reference.Agreement} prove the
 *       final aggregates (steps 2 to 4): trips, clearance, dwell, transit and port status.
 *   <li>{@link dev.goldencorridor.reference.DelayRecount} proves the delay alerts (step 5) at every instant, with their
 *       severities and clearing causes.
 *   <li>{@link dev.goldencorridor.reference.RunStatusRecount} and {@link
 *       dev.goldencorridor.reference.RunStatusAgreement} prove the status of each train run (step 5).
 *   <li>{@link dev.goldencorridor.reference.DelayOracle} proves which alerts a long simulation raises, fast enough for
 *       a week of the corridor.
 * </ul>
 */
package dev.goldencorridor.reference;
