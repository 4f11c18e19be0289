import { alarmsView } from './views/alarms.js';
import { alertView } from './views/alert.js';
import { helpView } from './views/help.js';
import { alertsView, runsView } from './views/lists.js';
import { mapView } from './views/map.js';
import { overview } from './views/overview.js';
import { portView } from './views/port.js';
import { runView } from './views/run.js';

const VIEWS = {
  overview,
  map: mapView,
  runs: runsView,
  alerts: alertsView,
  alarms: alarmsView,
  help: helpView,
  port: portView,
  run: runView,
  alert: alertView,
};

/** The view of an address; the overview where there is none of that name. */
export function viewOf(name) {
  return Object.hasOwn(VIEWS, name) ? VIEWS[name] : overview;
}
