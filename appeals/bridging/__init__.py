"""What is bought meanwhile, while a lot is held."""
