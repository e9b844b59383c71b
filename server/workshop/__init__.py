"""A notebook-first MLOps workshop: services, checks, building and releasing; see server/README.md."""
