import { waitedSeconds, waiting } from '../model/runs.js';
import { panel } from './basics.js';
import { distribution, distributionTitle } from './distribution.js';

/** The clearance latency of each border port in the last 24 h. */
export function clearancePanel(ctx) {
  const { words } = ctx;
  return panel(
    ctx,
    { id: 'clearance', title: words.t('clearance.title'), note: words.t('window.PT24H') },
    ctx.places.borderPorts().map(port => portClearance(ctx, port.code)),
  );
}

/** Heading and distribution of one port. */
export function portClearance(ctx, facility, window = 'PT24H') {
  const latency = ctx.picture.aggregate('ops.clearance', 'PORT', facility, window);
  return [
    distributionTitle(ctx, facility, latency),
    distribution(ctx, { facility, latency, ages: openAges(ctx, facility, latency) }),
  ];
}

/** The ages of the trains that wait at a port; only that of the oldest where the pipeline publishes no runs. */
function openAges(ctx, facility, latency) {
  const { picture, now } = ctx;
  if (picture.runs !== null) {
    return waiting(picture.runs)
      .filter(run => run.lastFacility === facility && now !== null)
      .map(run => ({
        key: run.trainRunId,
        name: run.trainNumber ?? run.trainRunId,
        seconds: waitedSeconds(run, now),
      }));
  }
  const oldest = latency?.oldestOpenSeconds;
  const status = picture.port(facility);
  if (oldest === null || oldest === undefined) return [];
  const name = status?.oldestTrainRunId ?? '?';
  return [{ key: name, name, seconds: ctx.grown(oldest, latency.asOf) }];
}
