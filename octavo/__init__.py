"""Octavo: PDFs in, structured documents out, on a Kafka dataflow."""
