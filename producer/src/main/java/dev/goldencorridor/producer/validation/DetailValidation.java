package dev.goldencorridor.producer.validation;

import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.Commodity;
import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.DelayCause;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Estimate;
import dev.goldencorridor.schemas.Plan;
import dev.goldencorridor.schemas.limits.MovementLimits;
import dev.goldencorridor.schemas.places.FacilityCode;

/** Checks what is specific to the type of a movement: the field {@code detail}. */
final class DetailValidation {
    private DetailValidation() {}

    /** Adds the faults of a movement's detail to the list. */
    static void check(Object detail, FaultList faults) {
        if (detail instanceof Departure departure) {
            endsAndBorder(departure.getOrigin(), departure.getDestination(), departure.getNextBorder(), faults);
            text("detail.operatorLine", departure.getOperatorLine(), faults);
            gauge(departure.getGauge(), faults);
            consist(departure.getConsist(), faults);
        } else if (detail instanceof Arrival arrival) {
            endsAndBorder(arrival.getOrigin(), arrival.getDestination(), arrival.getNextBorder(), faults);
            text("detail.operatorLine", arrival.getOperatorLine(), faults);
            gauge(arrival.getGauge(), faults);
            consist(arrival.getConsist(), faults);
        } else if (detail instanceof Clearance clearance) {
            if (clearance.getStep() == null) {
                faults.missing("detail.step");
            }
            text("detail.customsOffice", clearance.getCustomsOffice(), faults);
            text("detail.declarationId", clearance.getDeclarationId(), faults);
            plainText("detail.reason", clearance.getReason(), MovementLimits.MAX_TEXT_CHARS, faults);
        } else if (detail instanceof Plan plan) {
            if (plan.getMovement() == null) {
                faults.missing("detail.movement");
            }
        } else if (detail instanceof Estimate estimate) {
            if (estimate.getMovement() == null) {
                faults.missing("detail.movement");
            }
            if (estimate.getEstimatedAt() == null) {
                faults.missing("detail.estimatedAt");
            }
        } else if (detail instanceof DelayCause cause) {
            plainText("detail.alertType", cause.getAlertType(), MovementLimits.MAX_NAME_CHARS, faults);
            plainText("detail.code", cause.getCode(), MovementLimits.MAX_NAME_CHARS, faults);
            plainText("detail.text", cause.getText(), MovementLimits.MAX_TEXT_CHARS, faults);
        } else {
            faults.missing("detail");
        }
    }

    private static void endsAndBorder(String origin, String destination, String nextBorder, FaultList faults) {
        facilityOrNull("detail.origin", origin, faults);
        facilityOrNull("detail.destination", destination, faults);
        facilityOrNull("detail.nextBorder", nextBorder, faults);
    }

    private static void facilityOrNull(String field, String value, FaultList faults) {
        if (value != null && !FacilityCode.isValid(value)) {
            faults.facility(field, value);
        }
    }

    private static void gauge(Integer gauge, FaultList faults) {
        if (gauge != null && gauge != 1435 && gauge != 1520) {
            faults.add("gauge", "detail.gauge: " + gauge + " is neither 1435 nor 1520 (millimetres)");
        }
    }

    private static void consist(Consist consist, FaultList faults) {
        if (consist == null) {
            return;
        }
        String at = "detail.consist.";
        number(at + "wagons", consist.getWagons(), faults);
        number(at + "loadedTeu", consist.getLoadedTeu(), faults);
        number(at + "emptyTeu", consist.getEmptyTeu(), faults);
        mass(at + "grossTonnes", consist.getGrossTonnes(), faults);
        if (consist.getCommodities() == null) {
            faults.missing(at + "commodities");
            return;
        }
        if (consist.getCommodities().size() > MovementLimits.MAX_COMMODITIES) {
            faults.add(
                    "consist",
                    at + "commodities: " + consist.getCommodities().size() + " entries; at most "
                            + MovementLimits.MAX_COMMODITIES + " are allowed");
        }
        int index = 0;
        for (Commodity commodity : consist.getCommodities()) {
            String entry = at + "commodities[" + index++ + "].";
            if (commodity.getHs() == null || !MovementLimits.isHsCode(commodity.getHs())) {
                faults.add("hs code", entry + "hs: " + MovementLimits.hsFault(commodity.getHs()));
            }
            mass(entry + "netTonnes", commodity.getNetTonnes(), faults);
            text(entry + "consignee", commodity.getConsignee(), MovementLimits.MAX_NAME_CHARS, faults);
        }
    }

    private static void number(String field, int value, FaultList faults) {
        if (value < 0) {
            faults.add("consist", field + ": " + value + " is not a number of 0 or more");
        }
    }

    private static void mass(String field, double tonnes, FaultList faults) {
        if (!MovementLimits.isMass(tonnes)) {
            faults.add(
                    "consist",
                    field + ": " + tonnes + " is not a number of 0 or more and at most "
                            + (long) MovementLimits.MAX_TONNES);
        }
    }

    private static void text(String field, String value, FaultList faults) {
        text(field, value, MovementLimits.MAX_TEXT_CHARS, faults);
    }

    private static void text(String field, String value, int maxChars, FaultList faults) {
        if (value != null && value.length() > maxChars) {
            faults.add(
                    "text too long",
                    field + ": " + value.length() + " characters; at most " + maxChars + " are allowed");
        }
    }

    /** Checks text that alerts carry: an alert is shown on one line. */
    private static void plainText(String field, String value, int maxChars, FaultList faults) {
        text(field, value, maxChars, faults);
        if (value != null && MovementLimits.hasControlCharacters(value)) {
            faults.add("control characters", field + ": holds control characters, such as an end of line");
        }
    }
}
