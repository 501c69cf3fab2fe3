"""One file per KPI, each with a `KPI`; `performance.kpi.kpis` finds them by listing the folder."""
