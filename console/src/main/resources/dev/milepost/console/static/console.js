"use strict";

// Every change that a page sends carries the session's token.
document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-Milepost-Token"] = document.body.dataset.token;
});

// A session that has ended, or a refusal, comes with words: they are shown like any other answer.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status >= 400) {
    event.detail.shouldSwap = true;
  }
});

// Charts load their library when the first of them is there.
(() => {
  let loading;

  function script(src) {
    return new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = src;
      element.onload = resolve;
      element.onerror = () => reject(new Error(`${src} did not load`));
      document.head.append(element);
    });
  }

  document.addEventListener("htmx:afterSwap", (event) => {
    const charts = event.target.querySelectorAll(".chart[data-chart]");
    if (charts.length === 0) {
      return;
    }
    loading ??= script("/assets/echarts.js").then(() => script("/assets/charts.js"));
    loading.then(() => charts.forEach((chart) => window.milepostChart(chart)));
  });
})();
