"use strict";

// Requests cannot be sent from the page: an API key in a browser is public, and the API refuses cross-origin calls.
SwaggerUIBundle({
    url: "/api/v1/openapi.yaml",
    dom_id: "#reference",
    deepLinking: true,
    defaultModelsExpandDepth: 1,
    showCommonExtensions: true,
    showExtensions: true,
    supportedSubmitMethods: [],
    syntaxHighlight: { activated: false },
    validatorUrl: null,
});
