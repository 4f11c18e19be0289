package dev.goldencorridor.runtime.limits;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares that a constant bounds input, memory, disk or work. The constant is the value itself, or the name of the
 * setting that has the value. A test writes docs/limits.md from these declarations. All texts are Markdown.
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Limit {
    Scope scope();

    /** The limited quantity: a noun phrase. */
    String of();

    /** The consequence of more. */
    String beyond();

    /** Why there is a limit, or why it has this value. */
    String reason();
}
