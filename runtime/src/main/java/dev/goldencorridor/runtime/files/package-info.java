/**
 * Reads catalogue files: CSV rows, and files that change while an application runs. It holds no step of the pipeline.
 */
package dev.goldencorridor.runtime.files;
