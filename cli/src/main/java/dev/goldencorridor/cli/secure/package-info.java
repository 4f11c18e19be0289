/** Certificates, passwords and access rights of a local stack. It holds no step of the pipeline. */
package dev.goldencorridor.cli.secure;
