import { h } from '../tree.js';
import uPlot from '../../vendor/uplot.js';

/**
 * A curve over time, drawn by uPlot on a canvas. A canvas is mute for a screen reader, so the caller gives a sentence
 * for it, and shows the figures in a table elsewhere.
 *
 * @param {object} options id; label: the sentence; times: seconds since 1970; series: [{label, values, kind}] where
 *     kind is 'steps' or 'line'; limit: {value, label} a horizontal line; format(value); height in rem
 */
export function curve(ctx, options) {
  const hook = {
    create: element => draw(element, ctx, options),
    update: element => draw(element, ctx, options),
    destroy: element => {
      element.observer?.disconnect();
      element.plot?.destroy();
    },
  };
  const props = { class: 'curve', key: `curve-${options.id}`, role: 'img', 'aria-label': options.label, hook };
  return h('div', { ...props, vars: { '--height': `${options.height ?? 4}rem` } });
}

function draw(element, ctx, options) {
  element.next = [ctx, options];
  if (!element.observer) {
    element.observer = new ResizeObserver(() => paint(element));
    element.observer.observe(element);
    return;
  }
  paint(element);
}

function paint(element) {
  const [ctx, options] = element.next;
  const width = Math.floor(element.clientWidth);
  const height = Math.floor(element.clientHeight);
  if (width === 0 || height === 0) return;
  const look = lookOf(element);
  const setting = `${width}×${height} ${Object.values(look)} ${ctx.words.language} ${ctx.times.zone(options.facility)}`;
  const data = [options.times, ...options.series.map(one => one.values)];
  const content = JSON.stringify(data);
  if (element.plot && element.setting === setting) {
    if (element.content !== content) element.plot.setData(data);
  } else {
    element.plot?.destroy();
    element.plot = new uPlot(plotOptions(ctx, options, width, height, look), data, element);
  }
  element.setting = setting;
  element.content = content;
}

/** Colours and sizes come from the style sheet, so that they follow the theme. */
function lookOf(element) {
  const style = getComputedStyle(element);
  const size = Math.round(parseFloat(style.fontSize));
  return {
    ink: style.color,
    line: style.outlineColor,
    grid: style.borderTopColor,
    fill: style.caretColor,
    size,
    font: style.fontFamily,
  };
}

function plotOptions(ctx, options, width, height, look) {
  const zone = ctx.times.zone(options.facility);
  const font = `${look.size}px ${look.font}`;
  const axis = {
    stroke: look.ink,
    font,
    grid: { stroke: look.grid, width: 1 },
    ticks: { stroke: look.grid, width: 1, size: 4 },
  };
  const hours = (_, splits) => splits.map(split => ctx.times.hour(split * 1000, options.facility));
  return {
    width,
    height,
    tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), zone),
    cursor: { show: false },
    legend: { show: false },
    padding: [look.size / 2, look.size, 0, 0],
    scales: { y: { range: (_, __, max) => [0, Math.max(max, options.limit?.value ?? 0, 1) * 1.08] } },
    axes: [
      { ...axis, size: look.size * 1.6, space: look.size * 5, values: hours },
      {
        ...axis,
        size: look.size * (options.format ? 4 : 2.4),
        space: look.size * 1.6,
        values: (_, splits) => splits.map(split => axisText(options, split)),
      },
    ],
    series: [{}, ...options.series.map(one => seriesOptions(one, look))],
    hooks: { draw: [plot => drawLimit(plot, options.limit, look, font)] },
  };
}

function axisText(options, split) {
  return options.format ? options.format(split) : Number.isInteger(split) ? String(split) : '';
}

function seriesOptions(series, look) {
  const base = { stroke: look.line, width: 1.5, points: { show: false }, spanGaps: false };
  if (series.kind === 'steps') return { ...base, fill: look.fill, paths: uPlot.paths.stepped({ align: 1 }) };
  return { ...base, dash: series.dash };
}

function drawLimit(plot, limit, look, font) {
  if (!limit) return;
  const y = Math.round(plot.valToPos(limit.value, 'y', true));
  const { left, width } = plot.bbox;
  const draw = plot.ctx;
  draw.save();
  draw.strokeStyle = look.ink;
  draw.fillStyle = look.ink;
  draw.setLineDash([6, 4]);
  draw.beginPath();
  draw.moveTo(left, y);
  draw.lineTo(left + width, y);
  draw.stroke();
  draw.font = font;
  draw.textAlign = 'right';
  draw.fillText(limit.label, left + width - 4, y - 4);
  draw.restore();
}
