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

  const colour = (name) => colours[name];

  function written(value, unit, decimals) {
    if (value === null || value === undefined) {
      return "–";
    }
    const digits = decimals >= 0 ? { minimumFractionDigits: decimals, maximumFractionDigits: decimals } : { maximumFractionDigits: 2 };
    const number = (of) => of.toLocaleString("en", digits);
    switch (unit) {
      case "percentunit": return `${number(value * 100)}%`;
      case "s": return value >= 86400 ? `${number(value / 86400)} days` : value >= 3600 ? `${number(value / 3600)} h` : `${number(value)} s`;
      case "d": return `${number(value)} days`;
      case "bytes": return value >= 1048576 ? `${number(value / 1048576)} MiB` : `${number(value / 1024)} KiB`;
      default: return value >= 1e6 ? `${number(value / 1e6)} Mil` : number(value);
    }
  }

  // What has no colour of its own gets one that nothing on the chart has.
  function free(chart) {
    const taken = [...(chart.series ?? []), ...(chart.slices ?? [])].map((each) => colour(each.colour));
    return palette.filter((each) => !taken.includes(each));
  }

  function frame(chart) {
    return {
      animation: false,
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
    axisLabel: { color: ink, formatter: (value) => written(value, chart.unit, -1) },
    splitLine: { lineStyle: { color: line } },
  });

  /** A value with none beside it is no line: only its symbol shows it. */
  function symbol(points) {
    const none = (point) => point === undefined || point[1] === null;
    const alone = (index) => none(points[index - 1]) && none(points[index + 1]);
    return (value, at) => (points.length < 60 || alone(at.dataIndex) ? "emptyCircle" : "none");
  }

  function timeseries(chart) {
    return {
      ...frame(chart),
      xAxis: { type: "time", axisLabel: { color: ink } },
      yAxis: axis(chart),
      series: chart.series.map((series) => ({
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

  function barchart(chart) {
    return {
      ...frame(chart),
      xAxis: { type: "category", data: chart.names, axisLabel: { color: ink, hideOverlap: true } },
      yAxis: axis(chart),
      series: chart.series.map((series) => ({
        name: series.name,
        type: "bar",
        stack: chart.stacked ? "all" : undefined,
        itemStyle: { color: colour(series.colour) },
        data: series.values,
      })),
    };
  }

  function heatmap(chart) {
    const values = chart.cells.map((cell) => cell[2]).filter((value) => value !== null);
    return {
      ...frame(chart),
      legend: undefined,
      grid: { left: 8, right: 16, top: 12, bottom: 60, containLabel: true },
      xAxis: { type: "category", data: chart.times, axisLabel: { color: ink } },
      yAxis: { type: "category", data: chart.names, inverse: true, axisLabel: { color: ink } },
      visualMap: {
        min: Math.min(0, ...values),
        max: Math.max(...values, 0),
        orient: "horizontal",
        left: "center",
        bottom: 0,
        textStyle: { color: ink },
        formatter: (value) => written(value, chart.unit, chart.decimals),
        inRange: { color: dark ? ["#1b2a44", "#8ab4f8"] : ["#eaf1fc", "#123b7a"] },
      },
      series: [{ type: "heatmap", data: chart.cells.map((cell) => [cell[0], cell[1], cell[2] ?? "-"]) }],
    };
  }

  function piechart(chart) {
    return {
      ...frame(chart),
      series: [{
        type: "pie",
        radius: ["45%", "70%"],
        label: { color: ink, formatter: "{b}: {d}%" },
        data: chart.slices.map((slice) => ({
          name: slice.name, value: slice.value, itemStyle: { color: colour(slice.colour) },
        })),
      }],
    };
  }

  const kinds = { timeseries, barchart, heatmap, piechart };

  window.milepostChart = (element) => {
    const chart = JSON.parse(element.dataset.chart);
    element.setAttribute("role", "img");
    element.setAttribute("aria-label", `${chart.title}: chart; its figures are below`);
    const drawn = window.echarts.init(element);
    drawn.setOption(kinds[chart.type](chart));
    element.dataset.drawn = drawn.getOption().series.reduce((sum, series) => sum + series.data.length, 0);
    new ResizeObserver(() => drawn.resize()).observe(element);
  };
})();
