/** What is deployed, held against the code that it starts and the schemas of those who read it. Nothing here starts a container. */
package dev.milepost.deploy;
