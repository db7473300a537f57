"""What happens to a page. Knows no Kafka."""
