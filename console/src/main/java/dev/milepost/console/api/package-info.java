/** What programs ask: the warehouse's views as JSON, and decisions; described by an OpenAPI file. */
package dev.milepost.console.api;
