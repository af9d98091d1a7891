"""pipeline.yaml: read strictly into a PipelineSpec, described by a JSON Schema, written from templates."""
