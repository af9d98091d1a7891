"""Results as pictures: one declarative Vega-Lite spec a chart, and a pure module that turns a result into its rows."""
