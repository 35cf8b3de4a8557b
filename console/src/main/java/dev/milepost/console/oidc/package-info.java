/** Signing in at an OpenID Connect provider: Authorization Code with PKCE. */
package dev.milepost.console.oidc;
