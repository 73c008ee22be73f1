"""What a Dockerfile and its project mean together."""
