/**
 * Reads text in any encoding, CSV, and catalogue files that change while an application runs. It holds no step of the
 * pipeline.
 */
package dev.goldencorridor.runtime.files;
