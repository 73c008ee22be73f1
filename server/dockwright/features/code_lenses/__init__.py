"""Code lenses: what a stage is to the others and to the image, above its FROM."""
