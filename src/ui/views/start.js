// Enhances the design system's components; every page works without it.
import { initAll } from '/assets/govuk-frontend.js';

initAll();
