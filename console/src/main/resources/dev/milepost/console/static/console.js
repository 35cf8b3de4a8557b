"use strict";

// Every change that a page sends carries the session's token.
document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-Milepost-Token"] = document.body.dataset.token;
});
