"use strict";

// Every change that a page sends carries the session's token. What a page asks by itself, and no event of a person's does, says so.
document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-Milepost-Token"] = document.body.dataset.token;
  if (!event.detail.triggeringEvent) {
    event.detail.headers["X-Milepost-Refresh"] = "yes";
  }
});

// A session that has ended, or a refusal, comes with words: they are shown like any other answer.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status >= 400) {
    event.detail.shouldSwap = true;
  }
});

// What somebody has opened of a panel, how far they have scrolled and where they are stays so when it is drawn again.
(() => {
  const PLACES = "summary, a, [tabindex]";
  const seen = new WeakMap();

  function found(target, selector) {
    return [...target.querySelectorAll(selector)];
  }

  document.addEventListener("htmx:beforeSwap", (event) => {
    const target = event.target;
    if (!target.matches(".drawing")) {
      return;
    }
    const at = document.activeElement;
    seen.set(target, {
      open: found(target, "details").map((each) => each.open),
      scrolled: found(target, ".scroll").map((each) => [each.scrollLeft, each.scrollTop]),
      at: found(target, PLACES).indexOf(at),
      href: at?.getAttribute("href"),
    });
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    const before = seen.get(event.target);
    if (!before) {
      return;
    }
    seen.delete(event.target);
    found(event.target, "details").forEach((each, place) => {
      each.open = before.open[place] ?? false;
    });
    found(event.target, ".scroll").forEach((each, place) => {
      [each.scrollLeft, each.scrollTop] = before.scrolled[place] ?? [0, 0];
    });
    if (before.at >= 0) {
      const places = found(event.target, PLACES);
      const same = places.find((each) => before.href && each.getAttribute("href") === before.href);
      (same ?? places[Math.min(before.at, places.length - 1)])?.focus({ preventScroll: true });
    }
  });
})();

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

// Single keys, where pages name them by data-key. People may turn them off, for whoever speaks to a machine types them by chance.
(() => {
  const SETTING = "milepost-keys";
  const MOVES = { j: 1, k: -1 };

  function isOn() {
    return localStorage.getItem(SETTING) !== "off";
  }

  function isTyping(target) {
    return target.matches("textarea, select, input:not([type=checkbox])") || target.isContentEditable;
  }

  function rows() {
    return [...document.querySelectorAll("[data-row]")];
  }

  function current() {
    return rows().find((row) => row.contains(document.activeElement));
  }

  function focusRow(row) {
    row?.querySelector("[data-open]").focus();
  }

  function move(by) {
    const all = rows();
    const at = all.indexOf(current());
    focusRow(all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)]);
  }

  // What is not chosen is the row that one is at.
  function chooseSome(element) {
    const box = current()?.querySelector("input[type=checkbox]");
    if (box && element.form?.id === "queue" && !element.form.querySelector("input[name=case]:checked")) {
      box.checked = true;
    }
  }

  function use(element) {
    if (element.matches("input") || element.dataset.focus === "true") {
      element.focus();
    } else {
      chooseSome(element);
      element.click();
    }
  }

  function act(key) {
    if (key in MOVES && rows().length > 0) {
      move(MOVES[key]);
      return true;
    }
    const box = key === "x" ? current()?.querySelector("input[type=checkbox]") : null;
    if (box) {
      box.click();
      return true;
    }
    const named = [...document.querySelectorAll("[data-key]")].find((element) => element.dataset.key === key);
    if (named) {
      use(named);
    }
    return named !== undefined;
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) {
      return;
    }
    if (document.querySelector("dialog[open]") || !(isOn() || event.key === "?")) {
      return;
    }
    if (event.repeat && !(event.key in MOVES)) {
      return;
    }
    if (act(event.key)) {
      event.preventDefault();
    }
  });

  document.getElementById("keys-open")?.addEventListener("click", () => {
    document.getElementById("keys-on").checked = isOn();
    document.getElementById("keys").showModal();
  });

  document.getElementById("keys-on")?.addEventListener("change", (event) => {
    localStorage.setItem(SETTING, event.target.checked ? "on" : "off");
  });

  // What a decision came to changes the case, or the queue: it is loaded once more. What was typed stays, but the words of a decision that was accepted.
  let loaded;

  function kept(part) {
    return [...part.querySelectorAll("input:not([type=hidden]):not([type=checkbox])")].map((input) => [input.id, input.value]);
  }

  function reload(part, decided) {
    const typed = decided ? [] : kept(part);
    const row = rows().indexOf(current());
    const focused = document.activeElement?.id;
    htmx.ajax("GET", location.pathname + location.search, {
      target: part,
      select: `#${part.id}`,
      swap: "outerHTML",
    }).then(() => {
      typed.forEach(([id, value]) => {
        const input = document.getElementById(id);
        if (input) {
          input.value = value;
        }
      });
      if (row >= 0) {
        focusRow(rows()[Math.min(row, rows().length - 1)]);
      } else if (focused) {
        document.getElementById(focused)?.focus();
      }
    });
  }

  document.addEventListener("htmx:afterSettle", () => {
    const sent = document.querySelector("#outcome [data-known]");
    if (!sent || sent.dataset.known === loaded) {
      return;
    }
    const part = document.getElementById("case") ?? document.getElementById("queue");
    loaded = sent.dataset.known;
    if (part && (part.id === "queue" || part.dataset.case === sent.dataset.of)) {
      reload(part, sent.dataset.decided === "yes");
    }
  });
})();
