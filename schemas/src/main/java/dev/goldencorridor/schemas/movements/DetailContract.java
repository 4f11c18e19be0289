package dev.goldencorridor.schemas.movements;

import static dev.goldencorridor.schemas.limits.MovementLimits.MAX_NAME_CHARS;
import static dev.goldencorridor.schemas.limits.MovementLimits.MAX_TEXT_CHARS;

import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.Commodity;
import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.DelayCause;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Estimate;
import dev.goldencorridor.schemas.Plan;
import dev.goldencorridor.schemas.limits.MovementLimits;
import dev.goldencorridor.schemas.topics.RejectReason;

/** Checks what is specific to the type of a movement: the field {@code detail}. */
final class DetailContract {
    private static final String CONSIST = "detail.consist.";

    private DetailContract() {}

    static void check(Object detail, FaultList faults) {
        if (detail instanceof Departure departure) {
            ends(departure.getOrigin(), departure.getDestination(), departure.getNextBorder(), faults);
            faults.text("detail.operatorLine", departure.getOperatorLine(), MAX_TEXT_CHARS);
            consist(departure.getConsist(), faults);
        } else if (detail instanceof Arrival arrival) {
            ends(arrival.getOrigin(), arrival.getDestination(), arrival.getNextBorder(), faults);
            faults.text("detail.operatorLine", arrival.getOperatorLine(), MAX_TEXT_CHARS);
            consist(arrival.getConsist(), faults);
        } else if (detail instanceof Clearance clearance) {
            faults.required("detail.step", clearance.getStep());
            faults.text("detail.customsOffice", clearance.getCustomsOffice(), MAX_TEXT_CHARS);
            faults.text("detail.declarationId", clearance.getDeclarationId(), MAX_TEXT_CHARS);
            faults.text("detail.reason", clearance.getReason(), MAX_TEXT_CHARS);
        } else if (detail instanceof Plan plan) {
            faults.required("detail.movement", plan.getMovement());
        } else if (detail instanceof Estimate estimate) {
            faults.required("detail.movement", estimate.getMovement());
            faults.required("detail.estimatedAt", estimate.getEstimatedAt());
        } else if (detail instanceof DelayCause cause) {
            plainText("detail.alertType", cause.getAlertType(), MAX_NAME_CHARS, faults);
            plainText("detail.code", cause.getCode(), MAX_NAME_CHARS, faults);
            faults.required("detail.text", cause.getText());
            plainText("detail.text", cause.getText(), MAX_TEXT_CHARS, faults);
        } else {
            faults.required("detail", null);
        }
    }

    /** Checks text that alerts carry: an alert is shown on one line. */
    private static void plainText(String field, String value, int maxChars, FaultList faults) {
        faults.text(field, value, maxChars);
        faults.noControls(field, value);
    }

    private static void ends(String origin, String destination, String nextBorder, FaultList faults) {
        faults.code("detail.origin", origin);
        faults.code("detail.destination", destination);
        faults.code("detail.nextBorder", nextBorder);
    }

    private static void consist(Consist consist, FaultList faults) {
        if (consist == null) {
            return;
        }
        number("wagons", consist.getWagons(), faults);
        number("loadedTeu", consist.getLoadedTeu(), faults);
        number("emptyTeu", consist.getEmptyTeu(), faults);
        mass(CONSIST + "grossTonnes", consist.getGrossTonnes(), faults);
        faults.required(CONSIST + "commodities", consist.getCommodities());
        if (consist.getCommodities() == null) {
            return;
        }
        int entries = consist.getCommodities().size();
        if (entries > MovementLimits.MAX_COMMODITIES) {
            implausible(
                    CONSIST + "commodities: " + entries + " entries; at most " + MovementLimits.MAX_COMMODITIES
                            + " are allowed",
                    faults);
            return;
        }
        double netTonnes = 0;
        for (int i = 0; i < entries; i++) {
            Commodity commodity = consist.getCommodities().get(i);
            commodity(commodity, i, faults);
            netTonnes += commodity.getNetTonnes();
        }
        netAndGross(netTonnes, consist.getGrossTonnes(), faults);
    }

    private static void commodity(Commodity commodity, int index, FaultList faults) {
        String hs = commodity.getHs();
        boolean isGood = hs != null
                && MovementLimits.isHsCode(hs)
                && MovementLimits.isMass(commodity.getNetTonnes())
                && (commodity.getConsignee() == null || commodity.getConsignee().length() <= MAX_NAME_CHARS);
        if (isGood) {
            return;
        }
        String entry = CONSIST + "commodities[" + index + "].";
        if (hs == null || hs.isBlank() || MovementLimits.hasControlCharacters(hs)) {
            faults.requiredText(entry + "hs", hs);
        } else if (hs.length() > MAX_NAME_CHARS) {
            faults.text(entry + "hs", hs, MAX_NAME_CHARS);
        } else if (!MovementLimits.isHsCode(hs)) {
            faults.add(RejectReason.NOT_A_CODE, "hs code", entry + "hs: " + MovementLimits.hsFault(hs));
        }
        mass(entry + "netTonnes", commodity.getNetTonnes(), faults);
        faults.text(entry + "consignee", commodity.getConsignee(), MAX_NAME_CHARS);
    }

    private static void number(String field, int value, FaultList faults) {
        if (value < 0) {
            implausible(CONSIST + field + ": " + value + " is not a number of 0 or more", faults);
        }
    }

    private static void mass(String field, double tonnes, FaultList faults) {
        if (!MovementLimits.isMass(tonnes)) {
            implausible(
                    field + ": " + tonnes + " is not a number of 0 or more and at most "
                            + (long) MovementLimits.MAX_TONNES + "; masses are in tonnes, not in kilograms",
                    faults);
        }
    }

    /** Compares whole kilograms, since the sum of the net masses is rounded. A gross mass of 0 is unknown. */
    private static void netAndGross(double netTonnes, double grossTonnes, FaultList faults) {
        if (grossTonnes > 0 && Math.round(netTonnes * 1_000) > Math.round(grossTonnes * 1_000)) {
            faults.add(
                    RejectReason.IMPLAUSIBLE_CONSIST,
                    "net mass above gross mass",
                    CONSIST + "grossTonnes: " + grossTonnes + " t is less than the net masses, " + netTonnes
                            + " t in total; both are in tonnes, not in kilograms");
        }
    }

    private static void implausible(String message, FaultList faults) {
        faults.add(RejectReason.IMPLAUSIBLE_CONSIST, "consist", message);
    }
}
