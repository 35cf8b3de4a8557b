"use strict";

// Draws what data-chart tells with ECharts, and says in data-drawn how many values it drew.
(() => {
  const dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
  const ink = dark ? "#e6eaf0" : "#1c2430";
  const line = dark ? "#343d49" : "#d5dae1";
  const colours = {
    red: "#d64545", "light-red": "#ee8a85", orange: "#e07b00", yellow: "#d6a800", green: "#2f9e4f", "light-green": "#85c995",
    blue: "#3b77d8", "light-blue": "#8ab4f8", purple: "#8e5bd0", gray: "#8792a0",
  };
  const palette = ["#3b77d8", "#e07b00", "#2f9e4f", "#8e5bd0", "#d64545", "#00899b", "#b8860b", "#c2528b", "#5b6b7f", "#6f9e2f"];

  const DAY = 86400000;
  /** The label of a month that ends an axis would not be drawn. */
  const lastAndADay = (value) => value.max + DAY;
  const MOMENTS = {
    year: "{yyyy}", month: "{MMM}", day: "{d} {MMM}", hour: "{HH}:{mm}", minute: "{HH}:{mm}", second: "{HH}:{mm}:{ss}",
  };

  const colour = (name) => colours[name];

  function written(value, unit, decimals) {
    if (value === null || value === undefined) {
      return "–";
    }
    const most = unit === "locale" ? 3 : 2;
    const digits = decimals >= 0 ? { minimumFractionDigits: decimals, maximumFractionDigits: decimals } : { maximumFractionDigits: most };
    const number = (of) => of.toLocaleString("en", digits);
    switch (unit) {
      case "percentunit": return `${number(value * 100)}%`;
      case "s": return value >= 86400 ? `${number(value / 86400)} days` : value >= 3600 ? `${number(value / 3600)} h` : `${number(value)} s`;
      case "d": return `${number(value)} days`;
      case "bytes": return value >= 1048576 ? `${number(value / 1048576)} MiB` : `${number(value / 1024)} KiB`;
      default: return number(value);
    }
  }

  /** Beside an axis millions may be short. */
  function beside(value, unit) {
    const long = (unit === "locale" || unit === "none") && Math.abs(value) >= 1e6;
    return long ? `${written(value / 1e6, unit, -1)} Mil` : written(value, unit, -1);
  }

  // What has no colour of its own gets one that nothing on the chart has.
  function free(chart) {
    const taken = [...(chart.series ?? []), ...(chart.slices ?? [])].map((each) => colour(each.colour));
    return palette.filter((each) => !taken.includes(each));
  }

  function frame(chart) {
    return {
      animation: false,
      useUTC: true,
      textStyle: { color: ink },
      color: free(chart),
      aria: { enabled: false },
      tooltip: {
        trigger: chart.type === "piechart" || chart.type === "heatmap" ? "item" : "axis",
        renderMode: "richText",
        valueFormatter: (value) => written(value, chart.unit, chart.decimals),
      },
      legend: { type: "scroll", bottom: 0, textStyle: { color: ink } },
      grid: { left: 8, right: 16, top: 12, bottom: 36, containLabel: true },
    };
  }

  const axis = (chart) => ({
    type: "value",
    axisLabel: { color: ink, hideOverlap: true, formatter: (value) => beside(value, chart.unit) },
    splitLine: { lineStyle: { color: line } },
  });

  /** A value with none beside it is no line: only its symbol shows it. */
  function symbol(points) {
    const none = (point) => !Number.isFinite(point?.[1]);
    const alone = (index) => none(points[index - 1]) && none(points[index + 1]);
    return (value, at) => (points.length < 60 || alone(at.dataIndex) ? "emptyCircle" : "none");
  }

  /** ECharts stacks the first on the first: in a stack every line has a place for every time, empty where it has no value. */
  function stackable(series) {
    const times = [...new Set(series.flatMap((each) => each.points.map((point) => point[0])))].sort((one, other) => one - other);
    return series.map((each) => {
      const values = new Map(each.points);
      return { ...each, points: times.map((time) => [time, values.has(time) ? values.get(time) : NaN]) };
    });
  }

  /** An axis has no hours where values are of days, and no days where they are of months. */
  function steps(series) {
    const times = series.flatMap((each) => each.points.map((point) => new Date(point[0]).toISOString()));
    if (times.every((time) => time.endsWith("-01T00:00:00.000Z"))) {
      return { minInterval: 28 * DAY, max: lastAndADay };
    }
    return times.every((time) => time.endsWith("T00:00:00.000Z")) ? { minInterval: DAY } : {};
  }

  function timeseries(chart) {
    const lines = chart.stacked ? stackable(chart.series) : chart.series;
    return {
      ...frame(chart),
      xAxis: { type: "time", ...steps(lines), axisLabel: { color: ink, hideOverlap: true, formatter: MOMENTS } },
      yAxis: axis(chart),
      series: lines.map((series) => ({
        name: series.name,
        type: chart.bars ? "bar" : "line",
        stack: chart.stacked ? "all" : undefined,
        symbol: symbol(series.points),
        showAllSymbol: true,
        areaStyle: chart.fill > 0 && !chart.bars ? { opacity: chart.fill / 100 } : undefined,
        itemStyle: { color: colour(series.colour) },
        lineStyle: series.dashed ? { type: "dashed" } : undefined,
        data: series.points,
      })),
    };
  }

  /** From left to right; of names that are too long for that from top to bottom, each of them beside its bars. */
  function barchart(chart, width) {
    const room = Math.min(200, 0.45 * width);
    const inTwo = (name) => (7 * name.length > room ? name.replace(" ", "\n") : name);
    const names = {
      type: "category",
      data: chart.names,
      inverse: chart.horizontal,
      axisLabel: chart.horizontal
        ? { color: ink, interval: 0, width: room, overflow: "truncate", lineHeight: 14, formatter: inTwo }
        : { color: ink, hideOverlap: true },
    };
    return {
      ...frame(chart),
      xAxis: chart.horizontal ? axis(chart) : names,
      yAxis: chart.horizontal ? names : axis(chart),
      series: chart.series.map((series) => ({
        name: series.name,
        type: "bar",
        stack: chart.stacked ? "all" : undefined,
        itemStyle: { color: colour(series.colour) },
        data: series.values,
      })),
    };
  }

  /** A cell has its value in it where there is room. */
  function heatmap(chart, width, height) {
    const values = chart.cells.map((cell) => cell[2]).filter((value) => value !== null);
    const least = Math.min(0, ...values);
    const most = Math.max(...values, 0);
    const value = (of) => written(of, chart.unit, chart.decimals);
    const roomy = (width - 60) / chart.times.length > 9 * value(most).length && (height - 90) / chart.names.length > 14;
    const light = (of) => (of - least) / ((most - least) || 1) < 0.5;
    return {
      ...frame(chart),
      legend: undefined,
      grid: { left: chart.rows ? 30 : 8, right: 16, top: 12, bottom: 60, containLabel: true },
      xAxis: { type: "category", data: chart.times, axisLabel: { color: ink, hideOverlap: true } },
      yAxis: {
        type: "category",
        data: chart.names,
        inverse: true,
        name: chart.rows,
        nameLocation: "middle",
        nameGap: 36,
        nameTextStyle: { color: ink },
        axisLabel: { color: ink, hideOverlap: true },
      },
      visualMap: {
        min: least,
        max: most,
        text: [value(most), value(least)],
        orient: "horizontal",
        left: "center",
        bottom: 0,
        textStyle: { color: ink },
        formatter: value,
        inRange: { color: dark ? ["#1b2a44", "#8ab4f8"] : ["#eaf1fc", "#123b7a"] },
      },
      series: [{
        type: "heatmap",
        data: chart.cells.map((cell) => ({
          value: [cell[0], cell[1], cell[2] ?? "-"],
          label: { color: light(cell[2]) === dark ? "#ffffff" : "#10213d" },
        })),
        label: { show: roomy, formatter: (cell) => value(cell.value[2]) },
      }],
    };
  }

  /** The legend has the names: beside small slices they would lie on each other. */
  function piechart(chart) {
    return {
      ...frame(chart),
      series: [{
        type: "pie",
        radius: ["36%", "60%"],
        center: ["50%", "43%"],
        label: { color: ink, formatter: "{d}%" },
        labelLayout: { hideOverlap: true },
        minShowLabelAngle: 15,
        data: chart.slices.map((slice) => ({
          name: slice.name, value: slice.value, itemStyle: { color: colour(slice.colour) },
        })),
      }],
    };
  }

  /** Not a place that a stack keeps free. */
  const isTold = (value) => !(Array.isArray(value) && Number.isNaN(value[1]));

  const kinds = { timeseries, barchart, heatmap, piechart };

  const observers = new WeakMap();

  // A chart that makes way for the next one holds its canvas until it is disposed of.
  document.addEventListener("htmx:beforeCleanupElement", (event) => {
    observers.get(event.target)?.disconnect();
    observers.delete(event.target);
    window.echarts.getInstanceByDom(event.target)?.dispose();
  });

  window.milepostChart = (element) => {
    if (!element.isConnected) {
      return;
    }
    const chart = JSON.parse(element.dataset.chart);
    element.setAttribute("role", "img");
    element.setAttribute("aria-label", `${chart.title}: chart; its figures are below`);
    const drawn = window.echarts.init(element);
    const draw = () => drawn.setOption(kinds[chart.type](chart, element.clientWidth, element.clientHeight), true);
    draw();
    element.dataset.drawn = drawn.getOption().series.reduce((sum, series) => sum + series.data.filter(isTold).length, 0);
    const observer = new ResizeObserver(() => {
      drawn.resize();
      draw();
    });
    observer.observe(element);
    observers.set(element, observer);
  };
})();
