package dev.goldencorridor.operationscentre.browser;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Keys as the DevTools protocol takes them. */
final class Keys {
    private Keys() {}

    /** A key that goes down. A key without a text has no effect of its own but that of the page. */
    static ObjectNode event(String key) {
        return switch (key) {
            case "Tab" -> named(key, "Tab", 9);
            case "Escape" -> named(key, "Escape", 27);
            case "ArrowDown" -> named(key, "ArrowDown", 40);
            case "ArrowUp" -> named(key, "ArrowUp", 38);
            case "Enter" -> named(key, "Enter", 13).put("type", "keyDown").put("text", "\r");
            case "Space" -> named(" ", "Space", 32).put("type", "keyDown").put("text", " ");
            default ->
                DevTools.parameters().put("key", key).put("type", "keyDown").put("text", key);
        };
    }

    private static ObjectNode named(String key, String code, int windowsCode) {
        return DevTools.parameters()
                .put("key", key)
                .put("code", code)
                .put("windowsVirtualKeyCode", windowsCode)
                .put("type", "rawKeyDown");
    }
}
