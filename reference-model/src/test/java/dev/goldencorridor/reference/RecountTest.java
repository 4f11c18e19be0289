package dev.goldencorridor.reference;

import static dev.goldencorridor.reference.Reports.OTHER_RUN;
import static dev.goldencorridor.reference.Reports.ofRun;
import static dev.goldencorridor.reference.Reports.report;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.schemas.DelayCause;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Plan;
import dev.goldencorridor.schemas.PlannedMovement;
import dev.goldencorridor.schemas.TrainMovement;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecountTest {
    @Test
    void plansAndCausesOfDelayContributeToNoFigure() {
        TrainMovement plan = report(new Plan(PlannedMovement.DEPARTURE));
        TrainMovement cause = report(new DelayCause(null, null, "storm"));
        TrainMovement departure = report(new Departure());
        Recount recount = new Recount(List.of(plan, cause, departure));
        assertThat(recount.trips("PORT/CNHRS", at -> true)).hasSize(1);
        assertThat(new Recount(List.of(plan, cause)).dimensions()).isEmpty();
    }

    @Test
    void reportsWithOneIdAreOneEventOnlyForTheSameRunAndFacility() {
        TrainMovement departure = report(new Departure());
        Recount recount = new Recount(List.of(departure, departure, ofRun(OTHER_RUN, departure)));
        assertThat(recount.trips("PORT/CNHRS", at -> true)).hasSize(2);
    }
}
