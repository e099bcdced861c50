"""Plan, run and record builds: which briefs to make, the order of the stages, the manifest."""
