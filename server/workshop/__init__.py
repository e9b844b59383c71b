"""A notebook-first MLOps workshop: services, checks, building and grading (DESIGN: one noun a folder)."""
