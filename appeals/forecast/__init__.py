"""When will the service start? Many runs of what courts have been seen to do."""
