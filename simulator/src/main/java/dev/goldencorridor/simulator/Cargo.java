package dev.goldencorridor.simulator;

import dev.goldencorridor.schemas.Commodity;
import dev.goldencorridor.schemas.Consist;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws the consists of trains: about 108 TEU, nearly all loaded, a few of more than 200 commodities. */
final class Cargo {
    private static final Map<String, Double> OUTBOUND = new LinkedHashMap<>();
    private static final Map<String, Double> RETURN = new LinkedHashMap<>();
    private static final List<String> CONSIGNEES = List.of(
            "Steppe Trading",
            "Silk Route Forwarding",
            "Vistula Import",
            "Rhine Logistics",
            "Tian Shan Freight",
            "Amu Darya Wholesale",
            "Yangtze Supply",
            "Golden Gate Foods");
    private static final String GRAIN_CONSIGNEE = "Chang'an Grain";

    static {
        String[] out = {"8703", "8471", "8517", "8708", "8541", "8507", "8429", "8415", "9403", "6110", "6403", "7308"};
        for (String hs : out) {
            OUTBOUND.put(hs, hs.equals("8703") ? 3.0 : 1.0);
        }
        // Wheat is absent here: it comes in whole trains.
        String[] back = {"1205", "1207", "1512", "4407", "4703", "7403", "2603", "0402", "2204", "3004", "8703", "1104"
        };
        for (String hs : back) {
            RETURN.put(hs, hs.equals("1205") || hs.equals("4407") ? 2.5 : 1.0);
        }
    }

    private Cargo() {}

    static Consist load(SeededRandom chance, boolean outbound) {
        int wagons = chance.happens(0.8) ? chance.between(53, 55) : chance.between(46, 52);
        int teu = wagons * 2;
        int empty = chance.happens(outbound ? 0.05 : 0.15) ? 2 * chance.between(1, 5) : 0;
        int loaded = teu - empty;
        double net = 0;
        List<Commodity> commodities = new ArrayList<>();
        int kinds = chance.between(2, 5);
        for (int i = 0; i < kinds; i++) {
            String hs = heading(chance, outbound);
            double tonnes = kilograms(loaded * chance.between(8.0, 17.0) / kinds);
            net += tonnes;
            commodities.add(new Commodity(hs, tonnes, consignee(chance)));
        }
        return consist(wagons, loaded, empty, net, commodities);
    }

    /** A whole train of wheat for one consignee. */
    static Consist grain(long kilograms) {
        double tonnes = kilograms / 1_000.0;
        return consist(54, 108, 0, tonnes, List.of(new Commodity("1001", tonnes, GRAIN_CONSIGNEE)));
    }

    private static Consist consist(int wagons, int loaded, int empty, double net, List<Commodity> commodities) {
        double gross = kilograms(net + wagons * 22.5 + (loaded + empty) * 2.3);
        return new Consist(wagons, loaded, empty, gross, commodities);
    }

    private static String heading(SeededRandom chance, boolean outbound) {
        if (chance.happens(0.75)) {
            return chance.pick(outbound ? OUTBOUND : RETURN);
        }
        int chapter = chance.between(1, 96);
        // Chapter 77 is reserved.
        return String.format(Locale.ROOT, "%02d%02d", chapter == 77 ? 97 : chapter, chance.between(1, 2));
    }

    /** Null for groupage, which has many consignees. */
    private static String consignee(SeededRandom chance) {
        return chance.happens(0.5) ? null : CONSIGNEES.get(chance.between(0, CONSIGNEES.size() - 1));
    }

    private static double kilograms(double tonnes) {
        return Math.round(tonnes * 1_000) / 1_000.0;
    }
}
