"""Kafka machinery: broker, consumer, producer, loop, join. Knows no PDF and no model."""
