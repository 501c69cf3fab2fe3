"""Following up concluded contracts: monthly reports, KPIs and ratings."""
