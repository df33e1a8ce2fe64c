"""Write a release as a site of files that a web server can send by itself."""
