/**
 * The projection of the map: Lambert's conformal conic with two standard parallels, on a sphere. The script that
 * makes the outlines uses this very function, so places and outlines fit. The size of the map is in units of the SVG.
 */
export const MAP = { width: 1600, height: 530 };

const RADIANS = Math.PI / 180;
const [SOUTH, NORTH] = [35 * RADIANS, 55 * RADIANS];
const CENTRE = { longitude: 61 * RADIANS, latitude: 45 * RADIANS };
const SCALE = 1_020;
const OFFSET = { x: MAP.width / 2, y: 375 };

const cone = Math.log(Math.cos(SOUTH) / Math.cos(NORTH)) / Math.log(isometric(NORTH) / isometric(SOUTH));
const factor = (Math.cos(SOUTH) * isometric(SOUTH) ** cone) / cone;
const centreRadius = factor / isometric(CENTRE.latitude) ** cone;

function isometric(latitude) {
  return Math.tan(Math.PI / 4 + latitude / 2);
}

/** @param degrees longitude and latitude @returns [x, y] in units of the map */
export function project(longitude, latitude) {
  const radius = factor / isometric(latitude * RADIANS) ** cone;
  const angle = cone * (longitude * RADIANS - CENTRE.longitude);
  return [OFFSET.x + SCALE * radius * Math.sin(angle), OFFSET.y + SCALE * (radius * Math.cos(angle) - centreRadius)];
}
