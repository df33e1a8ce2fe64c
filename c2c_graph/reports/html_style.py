"""The style of a report's page: dark and light, contrast above 4.5 (WCAG 2.2 1.4.3)."""

from typing import Final

STYLE: Final = """
:root { color-scheme: light dark; --line: #6b7280; --back: #f3f4f6;
  --violation: #b00020; --warning: #7a4b00; --info: #0b5394; --good: #13692f; }
@media (prefers-color-scheme: dark) {
  :root { --line: #9ca3af; --back: #1f2937; --violation: #ff9aa2; --warning: #ffc46b;
    --info: #8cc4ff; --good: #7ddc9a; } }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
h2 { font-size: 1.2rem; overflow-wrap: anywhere; margin-top: 2rem; }
ol { padding-left: 2rem; }
li { margin: 0 0 1.25rem; padding-left: .75rem; border-left: .25rem solid var(--line); }
li p { margin: 0 0 .25rem; overflow-wrap: anywhere; }
pre { background: var(--back); padding: .5rem; margin: .25rem 0; overflow-x: auto; }
pre:focus-visible, a:focus-visible, input:focus-visible {
  outline: .2rem solid var(--info); }
.verdict { border: .15rem solid; padding: .5rem 1rem; }
.verdict p { margin: 0; }
.conforms { border-color: var(--good); }
.fails { border-color: var(--violation); }
.filter { border: 0; padding: 0; margin: 1rem 0; }
.filter label { margin-right: 1.5rem; white-space: nowrap; }
.violation { border-color: var(--violation); }
.warning { border-color: var(--warning); }
.info { border-color: var(--info); }
.violation > p > strong, .violation .mark { color: var(--violation); }
.warning > p > strong, .warning .mark { color: var(--warning); }
.info > p > strong, .info .mark { color: var(--info); }
body:has(#show-violation:not(:checked)) li.violation,
body:has(#show-warning:not(:checked)) li.warning,
body:has(#show-info:not(:checked)) li.info { display: none; }
@media print { .filter { display: none; } }
"""
